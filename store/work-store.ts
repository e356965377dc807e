/** Outside work: one row each, brought up to date by the follow-up; the lock on a row is a lease that lives here alone. */
import type { WorkerRef, WorkItem, WorkStore } from '../engine/index.ts';
import { isDuplicateKey, type Db, type Filter } from './database.ts';
import { itemOf, workCollection, type WorkDocument } from './work-document.ts';
import { countWork, listWork, standingsOfWork } from './work-lists.ts';
import { noteWorker, recentWorkers } from './worker-store.ts';

const held = (id: string, { workerId, userId }: WorkerRef): Filter<WorkDocument> => ({
  _id: id,
  status: 'waiting',
  'lockedBy.workerId': workerId,
  'lockedBy.userId': userId,
});

const available = (at: Date): Filter<WorkDocument> => ({
  status: 'waiting',
  availableAt: { $lte: at },
  isSuspended: { $exists: false },
});

/** Looks that all go to other workers before a fetch gives up until the next. */
const looks = 5;

/** The most urgent available rows; each is taken only if it still is available. Index: available. */
const lock = async (
  db: Db,
  wanted: Parameters<WorkStore['lock']>[0],
  worker: WorkerRef,
  at: Date,
  limit: number,
): Promise<WorkItem[]> => {
  const work = workCollection(db);
  const locked: WorkItem[] = [];
  for (let look = 0; look < looks && locked.length < limit; look += 1) {
    const rows = (
      await Promise.all(
        wanted.map(({ topic, nodes }) =>
          work
            .find(
              { topic, ...available(at), ...(nodes && { node: { $in: [...nodes] } }) },
              { projection: { topic: 1, priority: 1, createdAt: 1 } },
            )
            .sort({ priority: -1, createdAt: 1 })
            .limit(limit - locked.length)
            .toArray(),
        ),
      )
    )
      .flat()
      .toSorted((left, right) => right.priority - left.priority || left.createdAt.getTime() - right.createdAt.getTime())
      .slice(0, limit - locked.length);
    if (rows.length === 0) break;
    for (const { _id, topic } of rows) {
      const { lockedUntil } = wanted.find((one) => one.topic === topic)!;
      const taken = await work.findOneAndUpdate(
        { _id, ...available(at) },
        { $set: { lockedBy: worker, lockedUntil, availableAt: lockedUntil } },
        { returnDocument: 'after' },
      );
      if (taken) locked.push(itemOf(taken));
    }
  }
  return locked;
};

const request = async (db: Db, { id, ...item }: WorkItem): Promise<WorkItem> => {
  try {
    await workCollection(db).insertOne({ _id: id, ...item });
    return { id, ...item };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const earlier = await workCollection(db).findOne({ key: item.key! });
    if (!earlier) throw error;
    return itemOf(earlier);
  }
};

/** `onAvailable` wakes whoever waits for work of a topic. */
export const openWorkStore = (db: Db, onAvailable: () => void): WorkStore => ({
  lock: (wanted, worker, at, limit) => lock(db, wanted, worker, at, limit),
  async find(id) {
    const found = await workCollection(db).findOne({ _id: id });
    return found ? itemOf(found) : undefined;
  },
  async holdUntil(id, worker, until) {
    const { matchedCount } = await workCollection(db).updateOne(held(id, worker), {
      $set: { lockedUntil: until, availableAt: until },
    });
    return matchedCount === 1;
  },
  async unlock(id, worker, at) {
    const { matchedCount } = await workCollection(db).updateOne(held(id, worker), {
      $set: { availableAt: at },
      $unset: { lockedBy: '', lockedUntil: '' },
    });
    onAvailable();
    return matchedCount === 1;
  },
  async end(id, at) {
    await workCollection(db).updateOne(
      { _id: id, status: { $in: ['waiting', 'failed'] } },
      { $set: { status: 'ended', endedAt: at }, $unset: { lockedBy: '', lockedUntil: '' } },
    );
  },
  async request(item) {
    const kept = await request(db, item);
    onAvailable();
    return kept;
  },
  async settle(id, worker, change) {
    // Who completed it stays on it, so that a repeat is recognised.
    const isDone = change.status === 'completed';
    const settled = await workCollection(db).findOneAndUpdate(
      worker ? held(id, worker) : { _id: id },
      { $set: change, $inc: { rev: 1 }, $unset: { lockedUntil: '', ...(!isDone && { lockedBy: '' }) } },
      { returnDocument: 'after' },
    );
    return settled ? itemOf(settled) : undefined;
  },
  list: (filter, page, at) => listWork(db, filter, page, at),
  count: (filter, at) => countWork(db, filter, at),
  standings: (filter, at) => standingsOfWork(db, filter, at),
  noteWorker: (worker) => noteWorker(db, worker),
  workers: () => recentWorkers(db),
});
