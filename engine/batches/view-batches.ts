/** Batches as those see them who began them, and whoever looks after the whole installation. */
import type { Actor } from '../case/actor.ts';
import { authoriseBatchView, seesAllBatches } from '../case/authorisation.ts';
import { Refusal } from '../errors.ts';
import type { Batch, BatchContext, BatchCounts, BatchItem, BatchItemStatus } from './batch.ts';

export type BatchView = Omit<Batch, 'actor'> & { readonly startedBy: string; readonly counts: BatchCounts };

/** `undoable`: cases on which the override can be taken back. */
export type WholeBatchView = BatchView & { readonly undoable: number };

type Viewing = Pick<BatchContext, 'batches'>;

const viewOf = async ({ batches }: Viewing, { actor, ...batch }: Batch): Promise<BatchView> => ({
  ...batch,
  startedBy: actor.id,
  counts: await batches.countsOf(batch.id),
});

const requireBatch = async ({ batches }: Viewing, actor: Actor, batchId: string): Promise<Batch> => {
  const batch = await batches.find(batchId);
  if (!batch) throw new Refusal('BATCH_NOT_FOUND', `There is no batch '${batchId}'.`, { batchId });
  authoriseBatchView(actor, batch.actor.id);
  return batch;
};

export const viewBatch = async (context: Viewing, actor: Actor, batchId: string): Promise<WholeBatchView> => {
  const batch = await requireBatch(context, actor, batchId);
  const [view, undoable] = await Promise.all([viewOf(context, batch), context.batches.countUndoable(batchId)]);
  return { ...view, undoable };
};

/** Newest first; one's own, or all for those who see all. */
export const listBatches = async (
  context: Viewing,
  actor: Actor,
  page: { readonly after?: { readonly startedAt: Date; readonly id: string }; readonly limit: number },
): Promise<readonly BatchView[]> => {
  const found = await context.batches.list({ ...page, ...(!seesAllBatches(actor) && { userId: actor.id }) });
  return Promise.all(found.map((batch) => viewOf(context, batch)));
};

/** What became of each case, in order. */
export const listBatchResults = async (
  context: Viewing,
  actor: Actor,
  batchId: string,
  page: { readonly after: number; readonly limit: number; readonly status?: BatchItemStatus },
): Promise<readonly Omit<BatchItem, 'undo'>[]> => {
  await requireBatch(context, actor, batchId);
  const results = await context.batches.results(batchId, page);
  // What takes a change back may hold the data that was there before.
  return results.map(({ undo, ...item }) => item);
};

/** Lets a running batch end after the cases under way; one that has ended stays as it is. */
export const stopBatch = async (context: Viewing, actor: Actor, batchId: string): Promise<WholeBatchView> => {
  const { id } = await requireBatch(context, actor, batchId);
  await context.batches.requestStop(id, actor.id);
  return viewBatch(context, actor, id);
};
