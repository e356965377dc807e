/** Up and down the ladder by hand (requirement C7). The token moves; everything written so far stays in the case. */
import { advance, requireDefinition, requireRun } from '../case/advance.ts';
import { authoriseHandling } from '../case/authorisation.ts';
import type { Case } from '../case/case.ts';
import { record, type Draft } from '../case/draft.ts';
import { escalationKind, isBelow, tierAbove } from '../case/ladder.ts';
import type { OpenTask } from '../case/task.ts';
import type { Definition } from '../definition.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { requireOpenCase, type Asking, type Override } from './override.ts';
import { nearestPlace, tasksOfTier, type Place } from './places.ts';
import { openTasksOf, resolveTask, type TaskSubject } from './subject.ts';
import { undoByMoving } from './token-overrides.ts';

type ChangeTier = TaskSubject & {
  /** The task to go to when a tier has several; default: the nearest. */
  readonly toActivityId?: string;
};

const tieredTasks = (current: Case): OpenTask[] => openTasksOf(current).filter(({ tier }) => tier !== undefined);

/** Of several open tasks the one that stands on a tier is meant. */
const tieredTask = (current: Case, subject: TaskSubject, verb: string): OpenTask => {
  const [only, ...others] = tieredTasks(current);
  return only && others.length === 0 && subject.taskId === undefined && subject.activityId === undefined
    ? only
    : resolveTask(current, subject, verb);
};

const definitionOf = async (context: Context, current: Case, task: OpenTask): Promise<Definition> =>
  (await requireDefinition(context, current, requireRun(current, task.runId))).definition;

const pick = (places: readonly Place[], toActivityId: string | undefined, current: Case): Place | undefined => {
  if (toActivityId === undefined) return undefined;
  const found = places.find(({ activityId }) => activityId === toActivityId);
  if (found) return found;
  throw new Refusal(
    'NOT_SUPPORTED',
    `Case ${current.number} cannot go to '${toActivityId}'; possible are ${places.map(({ activityId }) => activityId).join(', ') || 'none'}.`,
    { toActivityId, choices: places },
  );
};

const moveTo = (
  context: Context,
  draft: Draft,
  { at, reason }: Asking,
  task: OpenTask,
  place: Place,
  entry: 'EscalationRequested' | 'SendBackRequested',
): Promise<Draft> => {
  const recorded = record(draft, {
    type: entry,
    taskId: task.id,
    activityId: task.activityId,
    reason,
    details: {
      from: task.tier,
      to: place.tier,
      toActivityId: place.activityId,
      ...(entry === 'EscalationRequested' && { kind: escalationKind(place.tier) }),
    },
  });
  const move = { type: 'move' as const, executionId: task.executionId, toActivityId: place.activityId };
  return advance(context, recorded, task.runId, { type: 'modify', instructions: [move] }, at);
};

const higherTasks = async (
  context: Context,
  current: Case,
  task: OpenTask,
): Promise<{ places: Place[]; nearest: Place }> => {
  const definition = await definitionOf(context, current, task);
  const above = tierAbove(task.tier);
  const places = above === undefined ? [] : tasksOfTier(definition, (tier) => tier === above);
  const nearest = nearestPlace(definition, task.activityId, places);
  if (nearest) return { places, nearest };
  throw new Refusal(
    'NOTHING_TO_DO',
    `Task '${task.activityId}' of case ${current.number} ${
      task.tier === undefined
        ? 'stands on no tier'
        : above === undefined
          ? `is at the top of the ladder ('${task.tier}')`
          : `has no task of tier '${above}' above it in process '${definition.key}'`
    }; there is nowhere to escalate it to.`,
    { taskId: task.id, tier: task.tier },
  );
};

/** One tier up, by anyone who handles the case. */
export const escalate: Override<ChangeTier> = {
  who: 'handlers',
  async decide(context, draft, { toActivityId, taskId, activityId, ...asking }) {
    requireOpenCase(draft.case);
    const task = tieredTask(draft.case, present({ taskId, activityId }), 'escalated');
    authoriseHandling(asking.actor, context.organisation, draft.case, task);
    const { places, nearest } = await higherTasks(context, draft.case, task);
    const place = pick(places, toActivityId, draft.case) ?? nearest;
    return moveTo(context, draft, asking, task, place, 'EscalationRequested');
  },
  async offer(context, { case: current }) {
    const task = tieredTask(current, {}, 'escalated');
    const { places, nearest } = await higherTasks(context, current, task);
    return { taskId: task.id, fromTier: task.tier, toTier: nearest.tier, nearest: nearest.activityId, targets: places };
  },
  undo: undoByMoving,
};

const lowerTasks = async (
  context: Context,
  current: Case,
  task: OpenTask,
): Promise<{ places: Place[]; last: Place }> => {
  const definition = await definitionOf(context, current, task);
  const places = tasksOfTier(definition, (tier) => isBelow(tier, task.tier));
  const visited = current.tasks.findLast(({ activityId }) => places.some((place) => place.activityId === activityId));
  const last = places.find(({ activityId }) => activityId === visited?.activityId) ?? places.at(-1);
  if (last) return { places, last };
  throw new Refusal(
    'NOTHING_TO_DO',
    `Task '${task.activityId}' of case ${current.number} stands at ${task.tier ?? 'no tier'}; process '${definition.key}' has no lower tier to send it back to.`,
    { taskId: task.id, tier: task.tier },
  );
};

/** To a lower tier, by a manager; default: where it was last. */
export const sendBack: Override<ChangeTier> = {
  who: 'managers',
  async decide(context, draft, { toActivityId, taskId, activityId, ...asking }) {
    requireOpenCase(draft.case);
    const task = tieredTask(draft.case, present({ taskId, activityId }), 'sent back');
    const { places, last } = await lowerTasks(context, draft.case, task);
    const place = pick(places, toActivityId, draft.case) ?? last;
    return moveTo(context, draft, asking, task, place, 'SendBackRequested');
  },
  async offer(context, { case: current }) {
    const task = tieredTask(current, {}, 'sent back');
    const { places, last } = await lowerTasks(context, current, task);
    return { taskId: task.id, fromTier: task.tier, toTier: last.tier, last: last.activityId, targets: places };
  },
  undo: undoByMoving,
};
