/** One override on many cases: what was asked, how far it is, and what became of each case. */
import type { Actor } from '../case/actor.ts';
import type { Refusal, RefusalCode } from '../errors.ts';
import type { Undo } from '../overrides/override.ts';
import type { OverrideRequest } from '../overrides/overrides.ts';
import type { Context } from '../ports.ts';
import type { ReadContext } from '../queries/view-case.ts';

/** `stopping` until the cases under way are done; what was not begun then stays undone. */
export type BatchStatus = 'running' | 'stopping' | 'stopped' | 'done';

export type Batch = {
  readonly id: string;
  readonly request: OverrideRequest;
  readonly reason: string;
  /** Who asked, with the roles they had; every case is decided with these. */
  readonly actor: Actor;
  readonly startedAt: Date;
  readonly status: BatchStatus;
  readonly total: number;
  readonly endedAt?: Date;
  readonly stoppedBy?: string;
  /** Only tried: `done` then means that it would be done. Nothing is changed. */
  readonly isDryRun?: true;
  /** The batch whose overrides this one takes back, case by case; `request` is then that batch's. */
  readonly undoes?: string;
};

/** `unchanged`: there was nothing to do. `failed`: our fault, written in the log. `skipped`: the batch was stopped before. */
export const itemStatuses = ['waiting', 'done', 'unchanged', 'refused', 'failed', 'skipped'] as const;
export type BatchItemStatus = (typeof itemStatuses)[number];

export type BatchItem = {
  readonly batchId: string;
  /** 1, 2, 3 … in the order given. */
  readonly sequence: number;
  readonly caseId: string;
  readonly caseNumber?: string;
  readonly status: BatchItemStatus;
  readonly code?: RefusalCode;
  readonly message?: string;
  /** Revision of the case afterwards. */
  readonly rev?: number;
  /** What takes it back on this case, where anything does. */
  readonly undo?: Undo;
};

export type BatchCounts = Readonly<Record<BatchItemStatus, number>>;

export type BatchStore = {
  /** Stores a batch with its cases, whole or not at all; the batch begun earlier when `key` is taken. */
  create(batch: Batch, caseIds: readonly string[], key?: string): Promise<Batch>;
  find(id: string): Promise<Batch | undefined>;
  /** Newest first, behind a moment and id; of one person only when `userId` is given. */
  list(page: {
    readonly userId?: string;
    readonly after?: { readonly startedAt: Date; readonly id: string };
    readonly limit: number;
  }): Promise<readonly Batch[]>;
  countsOf(batchId: string): Promise<BatchCounts>;
  results(
    batchId: string,
    page: { readonly after: number; readonly limit: number; readonly status?: BatchItemStatus },
  ): Promise<readonly BatchItem[]>;
  item(batchId: string, caseId: string): Promise<BatchItem | undefined>;
  /** Cases of a batch that can be taken back, in order. */
  undoable(batchId: string): Promise<readonly string[]>;
  countUndoable(batchId: string): Promise<number>;
  /** Batches that have not ended, oldest first. */
  underway(limit: number): Promise<readonly Batch[]>;
  /** Writes what became of a case, unless that is known already. */
  settle(item: BatchItem): Promise<void>;
  /** Has effect on a running batch only. */
  requestStop(batchId: string, userId: string): Promise<void>;
  /** Ends a batch; what was still waiting is skipped. */
  end(batchId: string, status: 'done' | 'stopped', at: Date): Promise<void>;
};

export type BatchContext = Context & ReadContext & { readonly batches: BatchStore };

export const refusedAs = ({ code, message }: Refusal): Pick<BatchItem, 'status' | 'code' | 'message'> => ({
  status: 'refused',
  code,
  message,
});
