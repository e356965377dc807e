/** Takes back what a batch did, as another batch over the cases it changed, each with what takes its own change back. */
import type { CommandBase } from '../commands/change-case.ts';
import { Refusal } from '../errors.ts';
import type { Batch, BatchContext } from './batch.ts';
import { viewBatch } from './view-batches.ts';

export type UndoBatch = CommandBase & { readonly batchId: string; readonly reason: string };

/**
 * A case that somebody has changed since stays as it is and says so in the results. Rights are checked case by case.
 * Refuses with `BATCH_NOT_FOUND`, `NOT_ALLOWED`, `NOTHING_TO_DO` (it still runs, or nothing of it can be taken back).
 */
export const undoBatch = async (context: BatchContext, command: UndoBatch): Promise<Batch> => {
  const { actor, at, key, batchId, reason } = command;
  const { status, request } = await viewBatch(context, actor, batchId);
  if (status === 'running' || status === 'stopping')
    throw new Refusal('NOTHING_TO_DO', `The batch '${batchId}' still runs; stop it, or wait until it is done.`, {
      status,
    });
  const caseIds = await context.batches.undoable(batchId);
  if (caseIds.length === 0)
    throw new Refusal('NOTHING_TO_DO', `Nothing of the batch '${batchId}' can be taken back.`, {
      action: request.action,
    });
  const batch: Batch = {
    id: context.newId(),
    request,
    undoes: batchId,
    reason,
    actor,
    startedAt: at,
    status: 'running',
    total: caseIds.length,
  };
  return context.batches.create(batch, caseIds, key === undefined ? undefined : `${actor.id}:${key}`);
};
