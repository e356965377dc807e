import { runBatch, type BatchStore, type Context } from '../engine/index.ts';

/** Cases taken per look and batch, so that a large one neither holds the lease for long nor keeps smaller ones waiting. */
const casesPerLook = 25;
const batchesPerLook = 4;

/** Takes some cases of every batch under way; resolves to how much there was to do. */
export const runBatches = async (
  context: Context & { readonly batches: BatchStore },
  now: Date,
  onFailure: (caseId: string, error: unknown) => void,
): Promise<number> => {
  let found = 0;
  for (const batch of await context.batches.underway(batchesPerLook))
    found += await runBatch(context, batch, now, casesPerLook, onFailure);
  return found;
};
