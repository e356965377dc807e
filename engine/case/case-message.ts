/** What cases tell each other. It travels in the outbox, so that it is sent exactly when the change behind it has become true. */
import type { Data } from '../executor.ts';
import type { LinkKind } from './link.ts';
import type { Case } from './case.ts';
import type { NewMessage } from './draft.ts';
import type { OutgoingMessage } from './message.ts';

export type CaseMessage = { readonly from: { readonly caseId: string; readonly caseNumber: string } } & (
  | {
      readonly act: 'link';
      /** What the sender is to the receiver. */
      readonly kind: LinkKind;
      readonly by: string;
      readonly reason?: string;
      readonly details?: Data;
    }
  | { readonly act: 'confirmLink'; readonly kind: LinkKind }
  | { readonly act: 'refuseLink'; readonly kind: LinkKind; readonly why: string }
  | { readonly act: 'unlink'; readonly kind: LinkKind; readonly by: string; readonly reason?: string }
  | { readonly act: 'confirmUnlink'; readonly kind: LinkKind }
  | { readonly act: 'relay'; readonly message: string; readonly correlationKey?: string; readonly data?: Data }
);

type Content = CaseMessage extends infer One ? (One extends CaseMessage ? Omit<One, 'from'> : never) : never;

const template = 'case-message';
const prefix = 'case:';

export const toCase = ({ id, number }: Pick<Case, 'id' | 'number'>, caseId: string, content: Content): NewMessage => ({
  to: [`${prefix}${caseId}`],
  template,
  data: { from: { caseId: id, caseNumber: number }, ...content },
});

/** The case a message is for and what it says; undefined for messages to people. */
export const caseMessageOf = ({
  to: [recipient = ''],
  template: name,
  data,
}: Pick<OutgoingMessage, 'to' | 'template' | 'data'>): { caseId: string; message: CaseMessage } | undefined =>
  name === template && recipient.startsWith(prefix)
    ? { caseId: recipient.slice(prefix.length), message: data as CaseMessage }
    : undefined;
