import { advance } from '../case/advance.ts';
import { authoriseService } from '../case/external-task.ts';
import { Refusal } from '../errors.ts';
import type { Data } from '../executor.ts';
import { cacheCustomerRecord } from '../customer/cache-customer-record.ts';
import { customerRecordIn, customerRecordTopic, withoutRecord } from '../customer/take-customer-record.ts';
import type { Answer } from './change-case.ts';
import {
  belongsToCase,
  changeHeldWork,
  requireLock,
  requireWork,
  type WorkCommand,
  type WorkContext,
} from './held-work.ts';

export type CompleteExternalTask = WorkCommand & { readonly data?: Data };

/** What became of work that belongs to no case. */
export type RequestAnswer = { readonly workId: string; readonly status: string; readonly isRepeat: boolean };

const completeRequest = async (
  context: WorkContext,
  { workId, workerId, actor, at, data = {} }: CompleteExternalTask,
): Promise<RequestAnswer> => {
  const item = await requireWork(context, workId);
  authoriseService(actor, context.organisation, item.topic, item.node);
  const isRepeat =
    item.status === 'completed' && item.lockedBy?.workerId === workerId && item.lockedBy.userId === actor.id;
  if (isRepeat) return { workId, status: 'completed', isRepeat };
  if (item.status !== 'waiting')
    throw new Refusal('EXECUTION_NOT_WAITING', `External task '${workId}' is ${item.status}; nothing waits for it.`, {
      workId,
    });
  requireLock(item, actor, workerId);
  const found = item.topic === customerRecordTopic ? customerRecordIn(data, at) : undefined;
  if (found) await cacheCustomerRecord(context, found);
  const change = { status: 'completed' as const, result: data, endedAt: at };
  const settled = await context.work.settle(workId, { workerId, userId: actor.id }, change);
  if (!settled) requireLock(await context.work.find(workId), actor, workerId);
  return { workId, status: 'completed', isRepeat: false };
};

/**
 * Reports fetched work as done, with its result; the process of the case moves on. Refuses with `LOCK_LOST` when another
 * worker has the work by now, `EXECUTION_NOT_WAITING` when nothing waits for it any more, `NOT_ALLOWED`, `WORK_NOT_FOUND`.
 */
export const completeExternalTask = async (
  context: WorkContext,
  command: CompleteExternalTask,
): Promise<Answer | RequestAnswer> => {
  if (!belongsToCase(command.workId)) return completeRequest(context, command);
  return changeHeldWork(context, 'completeExternalTask', command, async (draft, task, { data: given = {}, at }) => {
    const { runId, executionId, topic } = task;
    const found = topic === customerRecordTopic ? customerRecordIn(given, at) : undefined;
    // Kept before the case moves on, so that a crash between the two leaves a fresh record and work to be done again.
    if (found) await cacheCustomerRecord(context, found);
    const data = topic === customerRecordTopic ? withoutRecord(given, found) : given;
    return advance(context, draft, runId, { type: 'complete', executionId, data }, at);
  });
};
