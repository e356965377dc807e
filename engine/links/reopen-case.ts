/** Takes up a closed case again, at a user task of its process and with fresh time (requirement C10). */
import { settleStep, requireDefinition } from '../case/advance.ts';
import { authoriseOverride } from '../case/authorisation.ts';
import { calendarsOf } from '../case/case-calendars.ts';
import type { Case, Run } from '../case/case.ts';
import { change, record, type Draft } from '../case/draft.ts';
import { executorFor } from '../case/executor-of.ts';
import { changeCase, type Answer, type CaseCommand, type Decision } from '../commands/change-case.ts';
import type { Definition } from '../definition.ts';
import { Refusal } from '../errors.ts';
import type { Executor, IdSource, Step } from '../executor.ts';
import type { Context } from '../ports.ts';

export type ReopenCase = CaseCommand & {
  readonly reason: string;
  /** A user task of the case's own process; default: that of the tier the case had reached, else the last one worked on. */
  readonly activityId?: string;
};

const requireReopenable = ({ status, merged, number, id }: Case): void => {
  if (status === 'open') throw new Refusal('NOTHING_TO_DO', `Case ${number} is open.`, { caseId: id });
  if (merged)
    throw new Refusal('NOTHING_TO_DO', `Case ${number} was merged into ${merged.intoNumber}; undo the merge instead.`, {
      caseId: id,
    });
};

/** User tasks a token can be placed before: those of the process itself. */
const entryTasks = (definition: Definition): string[] => {
  const elements = [...definition.elements.values()];
  return elements
    .filter(({ type, parentId }) => type === 'userTask' && (parentId === undefined || parentId === definition.key))
    .map(({ id }) => id);
};

const chooseTask = (current: Case, definition: Definition, wanted: string | undefined): string => {
  const possible = entryTasks(definition);
  const ofTier = possible.find(
    (id) => current.tier !== undefined && definition.elements.get(id)?.attributes['ladder:tier'] === current.tier,
  );
  const last = current.tasks.findLast(({ activityId }) => possible.includes(activityId))?.activityId;
  const chosen = wanted ?? ofTier ?? last;
  if (chosen !== undefined && possible.includes(chosen)) return chosen;
  throw new Refusal(
    'CHOICE_NEEDED',
    `Case ${current.number} cannot be reopened at ${chosen === undefined ? 'a task found by itself' : `'${chosen}'`}; possible are ${possible.join(', ') || 'none'}.`,
    { choices: possible },
  );
};

/** The executor the run had, where it can; else the one a new run of the definition would get, else any that can. */
const startingExecutor = (context: Context, own: Run, definition: Definition): NonNullable<Executor['startAt']> => {
  const had = context.executors.get(own.execution.executor);
  const able = [had, executorFor(context, definition), ...context.executors.values()].find(
    (one) => one?.startAt && (one.unsupported?.(definition).length ?? 0) === 0,
  );
  if (able?.startAt) return able.startAt;
  throw new Refusal('NOT_SUPPORTED', `No executor here can begin a run of '${definition.key}' at an element.`);
};

/** The user tasks a closed case can be reopened at, and the one it is unless another is named. Refuses as `reopenCase` does. */
export const placesToReopen = async (
  context: Context,
  current: Case,
): Promise<{ readonly activityIds: readonly string[]; readonly usual: string }> => {
  requireReopenable(current);
  const { definition } = await requireDefinition(context, current, current.runs[0]!);
  return { activityIds: entryTasks(definition), usual: chooseTask(current, definition, undefined) };
};

/** Reopens as `reopenCase` does. */
export const decideReopening = async (
  context: Context,
  draft: Draft,
  { actor, at, reason, activityId: wanted }: Decision<ReopenCase>,
): Promise<Draft> => {
  authoriseOverride(actor, context.organisation, draft.case);
  requireReopenable(draft.case);
  const own = draft.case.runs[0]!;
  const { definition } = await requireDefinition(context, draft.case, own);
  const activityId = chooseTask(draft.case, definition, wanted);
  const before = own.execution.data['reopenedCount'];
  const reopenedCount = (typeof before === 'number' ? before : 0) + 1;
  const data = { ...own.execution.data, reopenedCount };
  const { closedAt, ...rest } = draft.case;
  const opened = change(
    { ...draft, case: rest },
    { status: 'open', runs: [own], timers: [], heldTimers: [], incidents: [] },
  );
  const recorded = record(opened, {
    type: 'CaseReopened',
    activityId,
    reason,
    details: { closedAt, tier: draft.case.tier, reopenedCount },
  });
  const startAt = startingExecutor(context, own, definition);
  const calendars = calendarsOf(context, draft.case, own.id);
  const take = (ids: IdSource): Step => startAt(definition, activityId, data, at, ids, calendars);
  return settleStep(context, recorded, own, { definition, stimulus: { type: 'start', data }, take }, at);
};

/**
 * Begins the case's own process afresh at that task with the data it had. Limits count from now; what was breached before stays
 * in the record. Refuses with `NOTHING_TO_DO` for an open or merged case, `CHOICE_NEEDED` when no task fits.
 */
export const reopenCase = (context: Context, command: ReopenCase): Promise<Answer> =>
  changeCase(context, 'reopenCase', command, (draft) => decideReopening(context, draft, command));
