/** Who asked for outside work lately, so that a silent worker is noticed. */
import type { Worker } from '../engine/index.ts';
import type { Collection, Db, IndexDescription } from './database.ts';

type WorkerDocument = Omit<Worker, 'topics'> & { _id: string; topics: string[] };

export const workerCollection = (db: Db): Collection<WorkerDocument> => db.collection<WorkerDocument>('workers');

export const workerIndexes: IndexDescription[] = [
  { name: 'seen', key: { lastSeenAt: 1 }, expireAfterSeconds: 7 * 24 * 60 * 60 },
];

export const noteWorker = async (db: Db, { topics, ...worker }: Worker): Promise<void> => {
  const _id = `${worker.userId}/${worker.workerId}`;
  await workerCollection(db).replaceOne({ _id }, { ...worker, topics: [...topics] }, { upsert: true });
};

/** Seen last first. */
export const recentWorkers = async (db: Db): Promise<Worker[]> =>
  (await workerCollection(db).find().sort({ lastSeenAt: -1 }).limit(1000).toArray()).map(
    ({ _id, ...worker }) => worker,
  );
