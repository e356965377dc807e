import type { Actor, RoleName } from '../case/actor.ts';
import type { Case } from '../case/case.ts';
import type { Sight } from '../case/visibility.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import type { Attachment, AttachmentStore } from './attachment.ts';

export type AttachmentContext<Content = unknown> = Context & { readonly attachments: AttachmentStore<Content> };

export const attachmentsOf = ({ attachments }: Case): readonly Attachment[] => attachments ?? [];

const onlyLook: ReadonlySet<RoleName> = new Set<RoleName>([
  'auditor',
  'statistician',
  'provincial-statistician',
  'process-designer',
]);

/** Throws `NOT_ALLOWED` for those who only look at cases. */
export const authoriseAttaching = (actor: Actor, current: Case): void => {
  if (actor.kind !== 'user' || actor.roles.some(({ role }) => !onlyLook.has(role))) return;
  throw new Refusal('NOT_ALLOWED', `${actor.id} only looks at cases and may not add files to ${current.number}.`, {
    caseId: current.id,
  });
};

/** Whether a sight of the case includes the attachment: a branch sees those of the work orders it got. */
export const isInSight = ({ runIds }: Sight, { runId }: Attachment): boolean =>
  runIds === undefined || (runId !== undefined && runIds.has(runId));
