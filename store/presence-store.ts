/** Who has which task open; a document goes a while after its page was closed. */
import type { Presence, PresenceStore } from '../engine/index.ts';
import type { Collection, Db, IndexDescription } from './database.ts';

type PresenceDocument = Presence & { _id: string };

export const presenceCollection = (db: Db): Collection<PresenceDocument> => db.collection<PresenceDocument>('presence');

export const presenceIndexes: IndexDescription[] = [
  { name: 'ofTask', key: { taskId: 1, at: 1 } },
  { name: 'expiry', key: { at: 1 }, expireAfterSeconds: 60 * 60 },
];

export const openPresenceStore = (db: Db): PresenceStore => {
  const presence = presenceCollection(db);
  return {
    async note({ taskId, userId, at }) {
      await presence.updateOne({ _id: `${taskId}:${userId}` }, { $set: { taskId, userId, at } }, { upsert: true });
    },
    /** Index: ofTask. */
    async since(taskId, at) {
      const documents = await presence
        .find({ taskId, at: { $gte: at } })
        .limit(20)
        .toArray();
      return documents
        .map(({ _id, ...seen }) => seen)
        .toSorted((left, right) => left.userId.localeCompare(right.userId));
    },
  };
};
