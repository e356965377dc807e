import { Refusal } from '../errors.ts';
import type { Case } from './case.ts';
import type { Draft } from './draft.ts';
import { isOpen, type OpenTask } from './task.ts';

/** The open task with this id, or a refusal that says what became of it. */
export const requireOpenTask = (current: Case, taskId: string, verb: string): OpenTask => {
  const task = current.tasks.find(({ id }) => id === taskId);
  if (!task)
    throw new Refusal('TASK_NOT_FOUND', `Case ${current.number} has no task '${taskId}'.`, {
      caseId: current.id,
      taskId,
    });
  if (!isOpen(task))
    throw new Refusal(
      'TASK_NOT_OPEN',
      `Task '${task.activityId}' of case ${current.number} is ${task.status}; only a ready or reserved task can be ${verb}.`,
      { taskId, status: task.status, endedAt: task.endedAt, ...(task.status === 'cancelled' && { cause: task.cause }) },
    );
  return task;
};

/** Throws `CASE_SUSPENDED` while a manager has stopped the case. */
export const requireNotSuspended = ({ number, id, suspended }: Case, act: string): void => {
  if (!suspended) return;
  throw new Refusal(
    'CASE_SUSPENDED',
    `Case ${number} was suspended by ${suspended.by} (${suspended.reason}); ${act} once a manager has resumed it.`,
    { caseId: id, suspendedAt: suspended.at, suspendedBy: suspended.by, reason: suspended.reason },
  );
};

/** Throws `NOT_SUPPORTED` when the execution is a user task, whose form and assignee must not be passed by. */
export const requireNoTask = (current: Case, runId: string, executionId: string): void => {
  const task = current.tasks.find((candidate) => candidate.runId === runId && candidate.executionId === executionId);
  if (task)
    throw new Refusal(
      'NOT_SUPPORTED',
      `'${task.activityId}' of case ${current.number} is a user task; complete it as task '${task.id}'.`,
      { taskId: task.id },
    );
};

/**
 * Throws `NOT_SUPPORTED` when what was thrown at a person's task was caught by nothing: the task would be gone from every
 * worklist. Uncaught errors of external work become incidents, as the worker cannot know the model.
 */
export const requireCaught = (before: Draft, after: Draft, runId: string, executionId: string): Draft => {
  const task = before.case.tasks.find((one) => one.runId === runId && one.executionId === executionId && isOpen(one));
  const isIncident = after.case.incidents.some((one) => one.runId === runId && one.executionId === executionId);
  if (task && isIncident)
    throw new Refusal(
      'NOT_SUPPORTED',
      `Nothing around task '${task.activityId}' of case ${before.case.number} catches this; the model needs a boundary event for it.`,
      { taskId: task.id },
    );
  return after;
};
