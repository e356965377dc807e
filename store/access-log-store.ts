/** Who looked at personal data: one document per look, never changed. */
import type { Access, AccessFilter, AccessLog } from '../engine/index.ts';
import { isDuplicateKey, type Collection, type Db, type Filter, type IndexDescription } from './database.ts';

type AccessDocument = Omit<Access, 'id'> & { _id: string };

export const accessLogCollection = (db: Db): Collection<AccessDocument> => db.collection<AccessDocument>('accessLog');

export const accessLogIndexes: IndexDescription[] = [
  { name: 'ofCase', key: { caseId: 1, at: -1, _id: -1 } },
  {
    name: 'ofCustomer',
    key: { customerId: 1, at: -1, _id: -1 },
    partialFilterExpression: { customerId: { $exists: true } },
  },
  { name: 'ofUser', key: { userId: 1, at: -1, _id: -1 } },
  { name: 'byTime', key: { at: -1, _id: -1 } },
];

const hourMs = 3_600_000;

const filterOf = ({
  centres,
  caseId,
  customerId,
  userId,
  kind,
}: Omit<AccessFilter, 'before' | 'limit'>): Filter<AccessDocument> => ({
  ...(centres && { centre: { $in: [...centres] } }),
  ...(caseId !== undefined && { caseId }),
  ...(customerId !== undefined && { customerId }),
  ...(userId !== undefined && { userId }),
  ...(kind !== undefined && { kind }),
});

export const openAccessLog = (db: Db): AccessLog => {
  const log = accessLogCollection(db);
  const add = async (document: AccessDocument): Promise<void> => {
    try {
      await log.insertOne(document);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  };
  return {
    async noteView(view) {
      const hour = Math.floor(view.at.getTime() / hourMs);
      const subject = view.caseId ?? `customer ${view.customerId}`;
      const _id = `${subject}:${view.userId}:${hour}`;
      // Most looks repeat one that is noted; reading is cheaper than a write that waits for the disk.
      if (await log.findOne({ _id }, { projection: { _id: 1 } })) return;
      await add({ _id, ...view, kind: 'viewed' });
    },
    noteUnmasking: ({ id, ...access }) => add({ _id: id, ...access, kind: 'unmasked' }),
    /** Indexes: ofCase, ofCustomer, ofUser, byTime. */
    async list({ before, limit, ...filter }) {
      const behind = before && { $or: [{ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.id } }] };
      const documents = await log
        .find(behind ? { $and: [filterOf(filter), behind] } : filterOf(filter))
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return documents.map(({ _id, ...access }) => ({ id: _id, ...access }));
    },
    count: (filter) => log.countDocuments(filterOf(filter)),
  };
};
