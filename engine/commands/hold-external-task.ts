/** The lock on fetched work: made longer while the worker is at it, given back when it will not do it. */
import { authoriseService } from '../case/external-task.ts';
import type { WorkItem } from '../work.ts';
import { requireLock, requireWork, type WorkCommand, type WorkContext } from './held-work.ts';

const requireHeld = async (context: WorkContext, { workId, workerId, actor }: WorkCommand): Promise<WorkItem> => {
  const item = await requireWork(context, workId);
  authoriseService(actor, context.organisation, item.topic, item.node);
  requireLock(item, actor, workerId);
  return item;
};

/** Lets the lock end `lockDurationMs` from now. Refuses with `LOCK_LOST`, `WORK_NOT_FOUND`, `NOT_ALLOWED`. */
export const extendLock = async (
  context: WorkContext,
  command: WorkCommand & { readonly lockDurationMs: number },
): Promise<{ readonly workId: string; readonly lockedUntil: Date }> => {
  const { workId, workerId, actor, at, lockDurationMs } = command;
  await requireHeld(context, command);
  const lockedUntil = new Date(at.getTime() + lockDurationMs);
  if (!(await context.work.holdUntil(workId, { workerId, userId: actor.id }, lockedUntil)))
    requireLock(await context.work.find(workId), actor, workerId);
  return { workId, lockedUntil };
};

/** Gives the work back at once. Refuses as `extendLock` does. */
export const unlockExternalTask = async (context: WorkContext, command: WorkCommand): Promise<void> => {
  const { workId, workerId, actor, at } = command;
  await requireHeld(context, command);
  if (!(await context.work.unlock(workId, { workerId, userId: actor.id }, at)))
    requireLock(await context.work.find(workId), actor, workerId);
};
