/** Merges a duplicate into the case that goes on, and undoes it (requirement C10). Both are commands on the duplicate. */
import { authoriseJoining } from '../case/authorisation.ts';
import { change, record, type Draft } from '../case/draft.ts';
import type { Case } from '../case/case.ts';
import { beginLink, beginUnlink } from '../case/link-changes.ts';
import { goOn, standingOf, standStill } from '../case/stand-still.ts';
import { changeCase, type Answer, type CaseCommand, type Decision } from '../commands/change-case.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { requireOther } from './require-other.ts';

export type MergeCases = CaseCommand & {
  /** The case that goes on. */
  readonly otherId: string;
  readonly reason: string;
};

const requireOpen = ({ status, number, id }: Draft['case']): void => {
  if (status === 'open') return;
  throw new Refusal('CASE_CLOSED', `Case ${number} is closed; only an open case can be merged.`, { caseId: id });
};

/** What an undo needs to know; refuses with `NOTHING_TO_DO` when the case was not merged. */
export const requireMerged = ({ id, number, merged }: Case): NonNullable<Case['merged']> => {
  if (merged) return merged;
  throw new Refusal('NOTHING_TO_DO', `Case ${number} was not merged into another one.`, { caseId: id });
};

/** Merges as `mergeCases` does. */
export const decideMerge = async (
  context: Context,
  draft: Draft,
  { actor, at, reason, otherId }: Decision<MergeCases>,
): Promise<Draft> => {
  authoriseJoining(actor, context.organisation, draft.case);
  requireOpen(draft.case);
  const other = await requireOther(context, actor, draft.case, otherId);
  authoriseJoining(actor, context.organisation, other);
  requireOpen(other);
  const { channel, subject, receivedAt } = draft.case.contact;
  const linked = beginLink(
    draft,
    { other, kind: 'mergedInto', at, by: actor.id, reason, details: { channel, subject, receivedAt } },
    'CasesMerged',
  );
  const merged = {
    intoId: other.id,
    intoNumber: other.number,
    at,
    by: actor.id,
    reason,
    before: standingOf(draft.case),
  };
  return standStill(change(linked, { merged }), 'merged', at);
};

/**
 * Closes this case into another one, which gets its contact. Tasks are cancelled with the cause `merged`; what is needed to
 * undo it is kept. Should the other case turn out to be closed when the word arrives, this one goes on by itself.
 */
export const mergeCases = (context: Context, command: MergeCases): Promise<Answer> =>
  changeCase(context, 'mergeCases', command, (draft) => decideMerge(context, draft, command));

/** Gives a merged case back its tasks, clocks and tokens. The caller has checked that it is merged. */
export const unmerge = ({ calendars }: Pick<Context, 'calendars'>, draft: Draft, at: Date): Draft => {
  const { merged, ...rest } = draft.case;
  return merged ? goOn(calendars, { ...draft, case: rest }, merged.before, merged.at, 'mergeUndone', at) : draft;
};

export type UndoMerge = CaseCommand & { readonly reason: string };

/** Undoes as `undoMerge` does. */
export const decideUndoMerge = (context: Context, draft: Draft, { actor, at, reason }: Decision<UndoMerge>): Draft => {
  authoriseJoining(actor, context.organisation, draft.case);
  const merged = requireMerged(draft.case);
  const other = { id: merged.intoId, number: merged.intoNumber };
  const undone = record(draft, {
    type: 'MergeUndone',
    reason,
    details: { caseId: other.id, caseNumber: other.number, mergedAt: merged.at },
  });
  return unmerge(context, beginUnlink(undone, { other, kind: 'mergedInto', at, by: actor.id, reason }), at);
};

/** Refuses with `NOTHING_TO_DO` when the case was not merged. */
export const undoMerge = (context: Context, command: UndoMerge): Promise<Answer> =>
  changeCase(context, 'undoMerge', command, (draft) => decideUndoMerge(context, draft, command));
