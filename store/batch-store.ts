/** Batches and what became of their cases: a document each, so that ten thousand cases never share one. */
import { itemStatuses, type Batch, type BatchCounts, type BatchItem, type BatchStore } from '../engine/index.ts';
import { isDuplicateKey, type Collection, type Db, type IndexDescription } from './database.ts';

type BatchDocument = Omit<Batch, 'id'> & { _id: string; key?: string };
type ItemDocument = BatchItem & { _id: string };

const batchCollection = (db: Db): Collection<BatchDocument> => db.collection<BatchDocument>('batches');
const itemCollection = (db: Db): Collection<ItemDocument> => db.collection<ItemDocument>('batchItems');

const batchIndexes: IndexDescription[] = [
  { name: 'newest', key: { startedAt: -1, _id: -1 } },
  { name: 'ofPerson', key: { 'actor.id': 1, startedAt: -1, _id: -1 } },
  { name: 'underway', key: { status: 1, startedAt: 1 } },
  { name: 'key', key: { key: 1 }, unique: true, partialFilterExpression: { key: { $exists: true } } },
];

const itemIndexes: IndexDescription[] = [
  { name: 'inOrder', key: { batchId: 1, sequence: 1 }, unique: true },
  { name: 'byStatus', key: { batchId: 1, status: 1, sequence: 1 } },
];

export const createBatchIndexes = async (db: Db): Promise<void> => {
  await batchCollection(db).createIndexes(batchIndexes);
  await itemCollection(db).createIndexes(itemIndexes);
};

const batchOf = ({ _id, key, ...batch }: BatchDocument): Batch => ({ id: _id, ...batch });
const itemOf = ({ _id, ...item }: ItemDocument): BatchItem => item;

const undoableOf = (batchId: string) => ({ batchId, status: 'done' as const, undo: { $exists: true } });

export const openBatchStore = (db: Db): BatchStore => {
  const batches = batchCollection(db);
  const items = itemCollection(db);
  return {
    async create({ id, ...batch }, caseIds, key) {
      const known = key === undefined ? undefined : await batches.findOne({ key });
      if (known) return batchOf(known);
      // The cases first: a batch that a crash left without them all is never begun.
      await items.insertMany(
        caseIds.map((caseId, index) => ({
          _id: `${id}:${caseId}`,
          batchId: id,
          sequence: index + 1,
          caseId,
          status: 'waiting' as const,
        })),
      );
      try {
        await batches.insertOne({ _id: id, ...batch, ...(key !== undefined && { key }) });
        return { id, ...batch };
      } catch (error) {
        if (key === undefined || !isDuplicateKey(error)) throw error;
        await items.deleteMany({ batchId: id });
        return batchOf((await batches.findOne({ key }))!);
      }
    },
    async find(id) {
      const found = await batches.findOne({ _id: id });
      return found ? batchOf(found) : undefined;
    },
    /** Indexes: newest, ofPerson. */
    async list({ userId, after, limit }) {
      const mine = userId === undefined ? {} : { 'actor.id': userId };
      const behind = after && {
        $or: [{ startedAt: { $lt: after.startedAt } }, { startedAt: after.startedAt, _id: { $lt: after.id } }],
      };
      const found = await batches.find({ ...mine, ...behind }, { sort: { startedAt: -1, _id: -1 }, limit }).toArray();
      return found.map(batchOf);
    },
    /** Index: byStatus. */
    async countsOf(batchId) {
      const counts = await Promise.all(
        itemStatuses.map(async (status) => [status, await items.countDocuments({ batchId, status })] as const),
      );
      return Object.fromEntries(counts) as BatchCounts;
    },
    /** Indexes: inOrder, byStatus. */
    async results(batchId, { after, limit, status }) {
      const found = await items
        .find(
          { batchId, ...(status !== undefined && { status }), sequence: { $gt: after } },
          { sort: { sequence: 1 }, limit },
        )
        .toArray();
      return found.map(itemOf);
    },
    async item(batchId, caseId) {
      const found = await items.findOne({ _id: `${batchId}:${caseId}` });
      return found ? itemOf(found) : undefined;
    },
    /** Index: byStatus. */
    async undoable(batchId) {
      const found = await items
        .find(undoableOf(batchId), { sort: { sequence: 1 }, projection: { caseId: 1 } })
        .toArray();
      return found.map(({ caseId }) => caseId);
    },
    /** Index: byStatus. */
    countUndoable: (batchId) => items.countDocuments(undoableOf(batchId)),
    /** Index: underway. */
    async underway(limit) {
      const found = await batches
        .find({ status: { $in: ['running', 'stopping'] } }, { sort: { startedAt: 1 }, limit })
        .toArray();
      return found.map(batchOf);
    },
    async settle({ batchId, caseId, sequence, ...settled }) {
      await items.updateOne({ _id: `${batchId}:${caseId}`, status: 'waiting' }, { $set: settled });
    },
    async requestStop(batchId, userId) {
      await batches.updateOne({ _id: batchId, status: 'running' }, { $set: { status: 'stopping', stoppedBy: userId } });
    },
    async end(batchId, status, at) {
      await items.updateMany({ batchId, status: 'waiting' }, { $set: { status: 'skipped' } });
      await batches.updateOne(
        { _id: batchId, status: { $in: ['running', 'stopping'] } },
        { $set: { status, endedAt: at } },
      );
    },
  };
};
