/** The thread behind `summary-thread.ts`: one summary, then it is done. */
import { parentPort, workerData } from 'node:worker_threads';
import { summaryPdf } from './summary-pdf.ts';
import type { SummaryWork } from './summary-thread.ts';

const { names, ...summary } = workerData as SummaryWork;

const made = await summaryPdf({ ...summary, nameOf: (id) => names.get(id) ?? id });
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, no window
parentPort?.postMessage(made);
