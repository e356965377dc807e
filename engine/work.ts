/**
 * Outside work as workers and lists see it, and the port behind it. Rows of cases are derived from the case at every change;
 * the lock on a row, and rows that belong to no case, live here alone.
 */
import type { Case } from './case/case.ts';
import type { ExternalTask } from './case/external-task.ts';
import type { Data } from './data.ts';
import { present } from './present.ts';

/** `waiting` may be locked or may have to wait for its retry; `failed` has used up its retries. */
export type WorkStatus = 'waiting' | 'failed' | 'completed' | 'ended';

export type WorkItem = Omit<ExternalTask, 'runId' | 'executionId' | 'activityId'> & {
  /** Revision of the case the row was derived from; counts the changes of a row without a case. */
  readonly rev: number;
  readonly status: WorkStatus;
  /** Absent for work that belongs to no case. */
  readonly caseId?: string;
  readonly caseNumber?: string;
  readonly activityId?: string;
  /** From when a worker may lock it: the end of the lock it has, or its retry. */
  readonly availableAt: Date;
  readonly lockedBy?: WorkerRef;
  readonly lockedUntil?: Date;
  readonly endedAt?: Date;
  /** Its case stands still: nobody gets it until that is resumed; who holds it already may report. */
  readonly isSuspended?: true;
  /** Of work without a case: its own key, what is asked, and what came of it. */
  readonly key?: string;
  readonly data?: Data;
  readonly result?: Data;
  readonly requestedBy?: string;
};

/** A lock belongs to a worker of a user: neither another worker nor another user may use it. */
export type WorkerRef = { readonly workerId: string; readonly userId: string };

export type Worker = WorkerRef & { readonly topics: readonly string[]; readonly lastSeenAt: Date };

/** What may be locked: a topic at some nodes (everywhere when absent), and until when. */
export type WorkWanted = {
  readonly topic: string;
  readonly nodes?: readonly string[];
  readonly lockedUntil: Date;
};

/** How a piece of work stands at a moment, for filters. */
export const workStates = ['waiting', 'locked', 'retrying', 'failed', 'completed', 'ended'] as const;
export type WorkState = (typeof workStates)[number];

export type WorkFilter = {
  /** Nodes and topics that may be seen; `undefined`: all. */
  readonly visible?: readonly { readonly nodes: readonly string[]; readonly topics?: readonly string[] }[];
  readonly topic?: string;
  readonly state?: WorkState;
  readonly workerId?: string;
  readonly caseId?: string;
  readonly node?: string;
};

export type WorkPage = {
  /** Where the page before ended: moment and id of its last row. */
  readonly after?: { readonly createdAt: Date; readonly id: string };
  readonly limit: number;
};

export type TopicStanding = {
  readonly topic: string;
  readonly waiting: number;
  readonly locked: number;
  readonly retrying: number;
  readonly failed: number;
  /** When the oldest piece of open work was requested. */
  readonly oldestAt?: Date;
};

export type WorkStore = {
  /** Locks up to `limit` available rows, the most urgent first; no two workers ever get the same. */
  lock(wanted: readonly WorkWanted[], worker: WorkerRef, at: Date, limit: number): Promise<readonly WorkItem[]>;
  find(id: string): Promise<WorkItem | undefined>;
  /** Moves the end of a worker's lock; false when the worker does not hold it. */
  holdUntil(id: string, worker: WorkerRef, until: Date): Promise<boolean>;
  /** Gives a locked row back; false when the worker does not hold it. */
  unlock(id: string, worker: WorkerRef, at: Date): Promise<boolean>;
  /** Takes a row of a case out of the lists that the case no longer waits for. */
  end(id: string, at: Date): Promise<void>;
  /** Adds a row without a case, or gives back the one that has its key. */
  request(item: WorkItem): Promise<WorkItem>;
  /** Changes a row without a case that the worker holds; `undefined` when the worker does not. */
  settle(
    id: string,
    worker: WorkerRef | undefined,
    change: Partial<Pick<WorkItem, 'status' | 'retries' | 'lastError' | 'result' | 'endedAt' | 'availableAt'>>,
  ): Promise<WorkItem | undefined>;
  list(filter: WorkFilter, page: WorkPage, at: Date): Promise<readonly WorkItem[]>;
  count(filter: WorkFilter, at: Date): Promise<number>;
  standings(filter: Pick<WorkFilter, 'visible'>, at: Date): Promise<readonly TopicStanding[]>;
  /** Notes that a worker asked for work. */
  noteWorker(worker: Worker): Promise<void>;
  workers(): Promise<readonly Worker[]>;
};

/** The row of a piece of work its case waits for. */
export const workItemOf = (current: Case, task: ExternalTask): WorkItem => {
  const { runId, executionId, ...item } = task;
  return {
    ...item,
    rev: current.rev,
    status: task.retries > 0 ? 'waiting' : 'failed',
    caseId: current.id,
    caseNumber: current.number,
    availableAt: task.retryAt ?? task.createdAt,
    ...(current.suspended && { isSuspended: true as const }),
  };
};

export const stateOfWork = ({ status, lockedUntil, availableAt }: WorkItem, at: Date): WorkState => {
  if (status !== 'waiting') return status;
  if (lockedUntil && lockedUntil > at) return 'locked';
  return availableAt > at ? 'retrying' : 'waiting';
};

/** A row without a case, as asked for. */
export const requestedWork = (
  request: Pick<WorkItem, 'id' | 'topic' | 'node' | 'createdAt' | 'data'> &
    Partial<Pick<WorkItem, 'key' | 'requestedBy' | 'priority'>>,
  retries: number,
): WorkItem => ({
  priority: 0,
  ...present(request),
  rev: 1,
  retries,
  status: 'waiting',
  availableAt: request.createdAt,
});
