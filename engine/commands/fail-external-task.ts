import {
  authoriseService,
  externalTasksOf,
  initialRetries,
  workFailed,
  type ExternalTask,
} from '../case/external-task.ts';
import type { Incident } from '../case/case.ts';
import { change, record, type Draft } from '../case/draft.ts';
import type { Answer } from './change-case.ts';
import type { RequestAnswer } from './complete-external-task.ts';
import {
  belongsToCase,
  changeHeldWork,
  requireLock,
  requireWork,
  type WorkCommand,
  type WorkContext,
} from './held-work.ts';

export type FailExternalTask = WorkCommand & {
  /** What went wrong, for people. */
  readonly message: string;
  /** Attempts left; one fewer than before when absent. */
  readonly retries?: number;
  /** Pause before the next attempt; growing with each when absent. */
  readonly retryInMs?: number;
};

const SECOND = 1000;
const longestPauseMs = 15 * 60 * SECOND;

/** 5 s, 15 s, 45 s … 15 min: the fewer attempts are left, the longer. */
const pauseBefore = (attempt: number): number => Math.min(longestPauseMs, 5 * SECOND * 3 ** Math.max(0, attempt - 1));

type Failure = { readonly retries: number; readonly retryAt: Date; readonly lastError: string };

const failureOf = (before: number, { message, retries, retryInMs, at }: FailExternalTask): Failure => {
  const left = retries ?? Math.max(0, before - 1);
  const pause = retryInMs ?? pauseBefore(initialRetries - left);
  return { retries: left, retryAt: new Date(at.getTime() + pause), lastError: message };
};

const recordFailure = (draft: Draft, task: ExternalTask, failure: Failure): Draft => {
  const { id: workId, activityId, topic, runId, executionId } = task;
  const { retries, retryAt, lastError } = failure;
  const failed = record(
    change(draft, {
      externalTasks: externalTasksOf(draft.case).map((one) => (one.id === workId ? { ...one, ...failure } : one)),
    }),
    {
      type: 'WorkFailed',
      workId,
      activityId,
      details: { topic, message: lastError, retries, ...(retries > 0 && { retryAt }) },
    },
  );
  if (retries > 0) return failed;
  const message = `The work for topic '${topic}' failed and has no attempts left: ${lastError}`;
  const incident: Incident = { runId, executionId, activityId, code: workFailed, message };
  return record(change(failed, { incidents: [...failed.case.incidents, incident] }), {
    type: 'IncidentRaised',
    activityId,
    details: { code: workFailed, message },
  });
};

const failRequest = async (context: WorkContext, command: FailExternalTask): Promise<RequestAnswer> => {
  const { workId, workerId, actor } = command;
  const item = await requireWork(context, workId);
  authoriseService(actor, context.organisation, item.topic, item.node);
  requireLock(item, actor, workerId);
  const { retryAt, ...failure } = failureOf(item.retries, command);
  const status = failure.retries > 0 ? ('waiting' as const) : ('failed' as const);
  const worker = { workerId, userId: actor.id };
  await context.work.settle(workId, worker, { ...failure, status, availableAt: retryAt });
  return { workId, status, isRepeat: false };
};

/**
 * Reports that fetched work could not be done. It becomes available again after a pause; without attempts left it becomes an
 * incident of its case, which a manager retries. Refuses as `completeExternalTask` does.
 */
export const failExternalTask = async (
  context: WorkContext,
  command: FailExternalTask,
): Promise<Answer | RequestAnswer> => {
  if (!belongsToCase(command.workId)) return failRequest(context, command);
  return changeHeldWork(context, 'failExternalTask', command, (draft, task) =>
    recordFailure(draft, task, failureOf(task.retries, command)),
  );
};
