/** User tasks of the run mirrored into the case: which ended and how, which are new, and the climb from tier to tier. */
import { candidatesOf } from './candidates.ts';
import { present } from '../present.ts';
import { change, record, replaceTask, type Draft } from './draft.ts';
import { endedTarget, type SlaTarget } from './sla-target.ts';
import { escalationKind, isBelow } from './ladder.ts';
import { branchIn, firedTimer, ladderAttribute, waitingFor, type StepOutcome } from './step-outcome.ts';
import { isOpen, taskIdOf, type OpenTask, type Task } from './task.ts';

/** Ended tasks kept in the case itself so that late callers get a precise answer; older ones are in the journal. */
const endedTasksKept = 20;

const isCompletedBy = (task: Task, { stimulus }: StepOutcome): boolean =>
  stimulus.type === 'complete' && stimulus.executionId === task.executionId;

const causeOfEnd = (task: Task, outcome: StepOutcome): string => {
  const left = outcome.happened.find(
    (happening) => happening.type === 'left' && happening.executionId === task.executionId,
  );
  return (left?.type === 'left' ? left.cause : undefined) ?? firedTimer(outcome)?.activityId ?? outcome.stimulus.type;
};

const endTarget = (draft: Draft, taskId: string, at: Date): Draft =>
  change(draft, {
    slaTargets: draft.case.slaTargets.map((target) => (target.taskId === taskId ? endedTarget(target, at) : target)),
  });

const forgetOldest = (tasks: readonly Task[]): Task[] => {
  const ended = tasks.filter((task) => !isOpen(task));
  const forgotten = new Set<Task>(ended.slice(0, Math.max(0, ended.length - endedTasksKept)));
  return tasks.filter((task) => !forgotten.has(task));
};

const cancelTask = (draft: Draft, task: OpenTask, outcome: StepOutcome): Draft => {
  const { id, activityId } = task;
  const cause = causeOfEnd(task, outcome);
  const cancelled: Task = { ...task, status: 'cancelled', cause, endedAt: outcome.at };
  return record(endTarget(replaceTask(draft, cancelled), id, outcome.at), {
    type: 'TaskCancelled',
    taskId: id,
    activityId,
    cause,
  });
};

/**
 * Settles the open tasks of the run that no longer wait. A completed one was already recorded by its command;
 * every other one was taken away by the process.
 */
export const endTasks = (draft: Draft, outcome: StepOutcome): Draft => {
  const waitingIds = new Set(waitingFor(outcome, 'userTask').map(({ executionId }) => executionId));
  const settled = draft.case.tasks
    .filter(isOpen)
    .filter((task) => task.runId === outcome.runId && !waitingIds.has(task.executionId))
    .reduce((current, task) => cancelTask(current, task, outcome), draft);
  const completed = draft.case.tasks.filter((task) => isCompletedBy(task, outcome));
  const closed = completed.reduce((current, { id }) => endTarget(current, id, outcome.at), settled);
  return change(closed, { tasks: forgetOldest(closed.case.tasks) });
};

const climb = (draft: Draft, task: OpenTask, outcome: StepOutcome): Draft => {
  const from = draft.case.tier;
  if (task.tier === undefined || task.tier === from) return draft;
  const moved = change(draft, { tier: task.tier });
  if (from === undefined) return moved;
  const overdue = firedTimer(outcome);
  const byHand = outcome.stimulus.type === 'modify';
  if (isBelow(task.tier, from))
    return record(moved, {
      type: 'TaskSentBack',
      taskId: task.id,
      activityId: task.activityId,
      cause: byHand ? 'byHand' : 'handedOn',
      details: { from, to: task.tier },
    });
  return record(moved, {
    type: 'TaskEscalated',
    taskId: task.id,
    activityId: task.activityId,
    cause: overdue ? overdue.activityId : byHand ? 'byHand' : 'handedOn',
    details: {
      from,
      to: task.tier,
      kind: overdue ? 'hierarchic' : byHand ? escalationKind(task.tier) : 'functional',
    },
  });
};

/** Open tasks whose element a migration has renamed follow it. */
export const renameTasks = (draft: Draft, outcome: StepOutcome): Draft => {
  if (outcome.stimulus.type !== 'migrate') return draft;
  const waiting = new Map(waitingFor(outcome, 'userTask').map((item) => [item.executionId, item]));
  const tasks = draft.case.tasks.map((task) => {
    const item = task.runId === outcome.runId && isOpen(task) ? waiting.get(task.executionId) : undefined;
    const name = item && outcome.definition.elements.get(item.activityId)?.name;
    return item ? { ...task, activityId: item.activityId, ...present({ name, formKey: item.formKey }) } : task;
  });
  return change(draft, { tasks });
};

/** How the model wants the task to find its person: `ladder:assignment`, `ladder:skills`. */
const assignmentOf = ({ definition }: StepOutcome, activityId: string): Pick<OpenTask, 'assignment' | 'skills'> => {
  const skills = ladderAttribute(definition, activityId, 'skills')
    ?.split(',')
    .map((skill) => skill.trim())
    .filter((skill) => skill !== '');
  const isPushed = ladderAttribute(definition, activityId, 'assignment') === 'push';
  return { ...(isPushed && { assignment: 'push' }), ...(skills?.length && { skills }) };
};

/** The running target of the innermost sub-process around a task that has one. */
const targetAround = (draft: Draft, runId: string, scopeIds: readonly string[]): SlaTarget | undefined =>
  scopeIds
    .toReversed()
    .map((scopeId) => taskIdOf(draft.case.id, runId, scopeId))
    .flatMap((id) => draft.case.slaTargets.filter(({ taskId, endedAt }) => taskId === id && !endedAt))[0];

/** Opens a task for everything the run newly waits for a person to do. */
export const openTasks = (draft: Draft, outcome: StepOutcome): Draft =>
  waitingFor(outcome, 'userTask').reduce((current, waiting) => {
    const id = taskIdOf(current.case.id, outcome.runId, waiting.executionId);
    if (current.case.tasks.some((task) => task.id === id)) return current;
    const tier = ladderAttribute(outcome.definition, waiting.activityId, 'tier');
    const name = outcome.definition.elements.get(waiting.activityId)?.name;
    const own = current.case.slaTargets.find((target) => target.taskId === id)?.dueAt;
    const limit = own ?? (waiting.dueDate === undefined ? undefined : new Date(waiting.dueDate));
    const around = limit === undefined ? targetAround(current, outcome.runId, waiting.scopeIds) : undefined;
    const dueAt = limit ?? around?.dueAt;
    const base = {
      id,
      runId: outcome.runId,
      executionId: waiting.executionId,
      activityId: waiting.activityId,
      candidates: candidatesOf(
        outcome.organisation,
        waiting.candidateGroups,
        waiting.candidateUsers,
        current.case.contact.centre,
        branchIn(current.case, outcome.runId),
      ),
      candidateUsers: waiting.candidateUsers,
      createdAt: outcome.at,
      ...present({ name, tier, dueAt, formKey: waiting.formKey, priority: waiting.priority, targetId: around?.taskId }),
      ...assignmentOf(outcome, waiting.activityId),
    };
    const task: OpenTask =
      waiting.assignee === undefined
        ? { ...base, status: 'ready' }
        : { ...base, status: 'reserved', assignee: waiting.assignee };
    const opened = change(current, { tasks: [...current.case.tasks, task] });
    return record(climb(opened, task, outcome), {
      type: 'TaskCreated',
      taskId: id,
      activityId: task.activityId,
      details: { candidates: task.candidates, tier, dueAt },
    });
  }, draft);
