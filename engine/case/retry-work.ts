import { change, record, type Draft } from './draft.ts';
import { externalTasksOf, initialRetries, type ExternalTask } from './external-task.ts';

/** Gives failed work its attempts back, so that workers may fetch it again. */
export const retryWork = (draft: Draft, runId: string, executionId: string): Draft => {
  const tasks = externalTasksOf(draft.case);
  const task = tasks.find((one) => one.runId === runId && one.executionId === executionId);
  if (!task) return draft;
  const { retryAt, ...rest } = task;
  const retried: ExternalTask = { ...rest, retries: initialRetries };
  return record(change(draft, { externalTasks: tasks.map((one) => (one === task ? retried : one)) }), {
    type: 'WorkRetried',
    workId: task.id,
    activityId: task.activityId,
    details: { topic: task.topic, retries: retried.retries },
  });
};
