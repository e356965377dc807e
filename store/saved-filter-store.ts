/** Named worklist filters: one document each. */
import type { SavedFilter, SavedFilterStore } from '../engine/index.ts';
import { isDuplicateKey, type Collection, type Db, type IndexDescription } from './database.ts';

type FilterDocument = Omit<SavedFilter, 'id'> & { _id: string };

export const savedFilterCollection = (db: Db): Collection<FilterDocument> =>
  db.collection<FilterDocument>('savedFilters');

export const savedFilterIndexes: IndexDescription[] = [
  { name: 'ofOwner', key: { ownerId: 1 } },
  { name: 'sharedWith', key: { sharedWith: 1 } },
];

/** More than anybody looks through. */
const mostListed = 100;

export const openSavedFilterStore = (db: Db): SavedFilterStore => {
  const filters = savedFilterCollection(db);
  return {
    /** Indexes: ofOwner, sharedWith. */
    async list(ownerId, keys) {
      const documents = await filters
        .find({ $or: [{ ownerId }, { sharedWith: { $in: [...keys] } }] })
        .limit(mostListed)
        .toArray();
      return documents
        .map(({ _id, ...filter }) => ({ id: _id, ...filter }))
        .toSorted((left, right) => left.name.localeCompare(right.name, 'zh-CN'));
    },
    async add({ id, ...filter }) {
      try {
        await filters.insertOne({ _id: id, ...filter });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async remove(id, ownerId) {
      const { deletedCount } = await filters.deleteOne({ _id: id, ownerId });
      return deletedCount === 1;
    },
  };
};
