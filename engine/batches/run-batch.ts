/** Works a batch off, a few cases at a time. Any number of nodes may: each case is recognised by the batch's key. */
import { Refusal } from '../errors.ts';
import { applyOverride, type ApplyOverride } from '../overrides/apply-override.ts';
import { previewOverride } from '../overrides/preview-override.ts';
import type { OverrideRequest } from '../overrides/overrides.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { refusedAs, type Batch, type BatchItem, type BatchStore } from './batch.ts';

/** Cases worked on at once. */
const callers = 4;

type Settled = Pick<BatchItem, 'status' | 'code' | 'message' | 'rev' | 'caseNumber' | 'undo'>;
type Running = Context & { readonly batches: BatchStore };

/** What is asked of one case. What is taken back is taken back only from where it left the case. */
const askedOf = async (
  { batches }: Running,
  { undoes, request }: Batch,
  caseId: string,
): Promise<Pick<ApplyOverride, 'request' | 'expectedRev'> | undefined> => {
  if (undoes === undefined) return { request };
  const done = await batches.item(undoes, caseId);
  return done?.undo && { request: done.undo as OverrideRequest, ...present({ expectedRev: done.rev }) };
};

const applyTo = async (context: Running, batch: Batch, caseId: string, at: Date): Promise<Settled> => {
  const { id, actor, reason, request, isDryRun } = batch;
  if (isDryRun) {
    const { effect, rev, caseNumber } = await previewOverride(context, { actor, at, caseId, reason, request });
    return { status: effect.journal.length > 0 ? 'done' : 'unchanged', rev, caseNumber };
  }
  const asked = await askedOf(context, batch, caseId);
  if (!asked) return { status: 'unchanged' };
  const answer = await applyOverride(context, { actor, at, key: `batch:${id}`, caseId, reason, ...asked });
  const { entries, rev, caseNumber, undo } = answer;
  // A repeat after a crash finds the entries of the first time; nothing to do leaves none.
  return { status: entries.length > 0 ? 'done' : 'unchanged', rev, caseNumber, ...(undo && { undo }) };
};

/**
 * Takes up to `limit` cases of a batch and resolves to how many it took; ends the batch when none is left or it was stopped.
 * A case that fails by our fault is reported to `onFailure` and does not hold up the others.
 */
export const runBatch = async (
  context: Running,
  batch: Batch,
  at: Date,
  limit: number,
  onFailure: (caseId: string, error: unknown) => void,
): Promise<number> => {
  const { batches } = context;
  if (batch.status === 'stopping') {
    await batches.end(batch.id, 'stopped', at);
    return 1;
  }
  const items = await batches.results(batch.id, { after: 0, limit, status: 'waiting' });
  if (items.length === 0) {
    await batches.end(batch.id, 'done', at);
    return 1;
  }
  let next = 0;
  const work = async (): Promise<void> => {
    for (let item = items[next++]; item; item = items[next++]) {
      try {
        await batches.settle({ ...item, ...(await applyTo(context, batch, item.caseId, at)) });
      } catch (error) {
        if (error instanceof Refusal) await batches.settle({ ...item, ...refusedAs(error) });
        else {
          onFailure(item.caseId, error);
          await batches.settle({
            ...item,
            status: 'failed',
            message: 'Something went wrong on our side; see the log.',
          });
        }
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(callers, items.length) }, work));
  return items.length;
};
