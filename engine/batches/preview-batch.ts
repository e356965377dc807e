import type { Actor } from '../case/actor.ts';
import { Refusal, type RefusalCode } from '../errors.ts';
import type { OverrideRequest } from '../overrides/overrides.ts';
import { previewOverride, type OverridePreview } from '../overrides/preview-override.ts';
import type { BatchContext } from './batch.ts';
import { selectCases, type BatchSelection } from './select-cases.ts';

export type PreviewBatch = {
  readonly actor: Actor;
  readonly at: Date;
  readonly request: OverrideRequest;
  readonly selection: BatchSelection;
};

export type BatchPreview = {
  readonly total: number;
  /** Cases looked at: all of them, or the first of many. */
  readonly looked: number;
  readonly possible: number;
  readonly unchanged: number;
  readonly refused: readonly { readonly code: RefusalCode; readonly count: number; readonly example: string }[];
  /** Over the cases that are possible. */
  readonly tasks: { readonly ended: number; readonly opened: number; readonly changed: number };
  readonly messages: number;
  readonly examples: readonly Pick<OverridePreview, 'caseId' | 'caseNumber' | 'words'>[];
};

/** Cases a preview looks at; more would keep the asker waiting. */
const mostLooked = 200;
const examplesShown = 3;

const countRefusals = (refusals: readonly Refusal[]): BatchPreview['refused'] => {
  const byCode = new Map<RefusalCode, { code: RefusalCode; count: number; example: string }>();
  for (const { code, message } of refusals) {
    const known = byCode.get(code) ?? { code, count: 0, example: message };
    byCode.set(code, { ...known, count: known.count + 1 });
  }
  return [...byCode.values()];
};

const hasEffect = ({ effect }: OverridePreview): boolean => effect.journal.length > 0;

const sum = (previews: readonly OverridePreview[], count: (preview: OverridePreview) => number): number =>
  previews.reduce((total, preview) => total + count(preview), 0);

/** What a batch would do, in counts; changes nothing. Refuses as starting it would. */
export const previewBatch = async (
  context: BatchContext,
  { actor, at, request, selection }: PreviewBatch,
): Promise<BatchPreview> => {
  const caseIds = await selectCases(context, actor, selection, request.action);
  const looked = caseIds.slice(0, mostLooked);
  const previews: OverridePreview[] = [];
  const refusals: Refusal[] = [];
  for (const caseId of looked)
    try {
      previews.push(await previewOverride(context, { actor, at, caseId, request }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error);
    }
  const possible = previews.filter(hasEffect);
  return {
    total: caseIds.length,
    looked: looked.length,
    possible: possible.length,
    unchanged: previews.length - possible.length,
    refused: countRefusals(refusals),
    tasks: {
      ended: sum(possible, ({ effect }) => effect.tasks.ended.length),
      opened: sum(possible, ({ effect }) => effect.tasks.opened.length),
      changed: sum(possible, ({ effect }) => effect.tasks.changed.length),
    },
    messages: sum(possible, ({ effect }) => effect.messages.length),
    examples: possible.slice(0, examplesShown).map(({ caseId, caseNumber, words }) => ({ caseId, caseNumber, words })),
  };
};
