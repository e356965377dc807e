import { Refusal } from '../errors.ts';
import type { Case } from './case.ts';
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
