/** Makes the summary of a bundle in a thread of its own: long journals take seconds to set, and nobody else shall wait for them. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Summary } from './summary-pdf.ts';

/** What the thread is given: data alone, functions cannot be sent. */
export type SummaryWork = Omit<Summary, 'nameOf'> & { readonly names: ReadonlyMap<string, string> };

const workerFile = new URL('./summary-worker.js', import.meta.url);

/** Rejects with whatever the thread failed with. */
export const summaryInThread = async (summary: Summary): Promise<Buffer> => {
  const { current, entries, verification, madeAt, madeBy, locale, timeZone, nameOf } = summary;
  const named = entries.flatMap(({ activityId }) => activityId ?? []);
  const names = new Map(named.map((id) => [id, nameOf(id)]));
  const work: SummaryWork = { current, entries, verification, madeAt, madeBy, locale, timeZone, names };
  const worker = new Worker(workerFile, { workerData: work });
  try {
    const [made] = (await once(worker, 'message')) as [Uint8Array];
    return Buffer.from(made);
  } finally {
    await worker.terminate();
  }
};
