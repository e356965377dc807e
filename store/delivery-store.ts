/** Deliveries to addresses outside, and the log of every attempt. */
import type { Delivery, DeliveryFilter, DeliveryStore } from '../engine/index.ts';
import { isDuplicateKey, type Collection, type Db, type Filter, type IndexDescription } from './database.ts';

type DeliveryDocument = Omit<Delivery, 'id' | 'log'> & { _id: string; log: Delivery['log'][number][] };

export const deliveryCollection = (db: Db): Collection<DeliveryDocument> =>
  db.collection<DeliveryDocument>('deliveries');

export const deliveryIndexes: IndexDescription[] = [
  { name: 'due', key: { channel: 1, nextAttemptAt: 1 }, partialFilterExpression: { status: 'waiting' } },
  { name: 'byTime', key: { createdAt: -1, _id: -1 } },
  { name: 'ofCase', key: { caseId: 1, createdAt: -1 } },
  { name: 'byStatus', key: { status: 1, createdAt: -1 } },
];

/** Attempts kept with a delivery. */
const logLength = 20;

const fromDocument = ({ _id, ...delivery }: DeliveryDocument): Delivery => ({ id: _id, ...delivery });

const matching = ({ nodes, status, channel, caseId }: DeliveryFilter): Filter<DeliveryDocument> => ({
  ...(nodes && { node: { $in: [...nodes] } }),
  ...(status !== undefined && { status }),
  ...(channel !== undefined && { channel }),
  ...(caseId !== undefined && { caseId }),
});

export const openDeliveryStore = (db: Db): DeliveryStore => {
  const deliveries = deliveryCollection(db);
  return {
    async add(added) {
      const documents = added.map(({ id, log, ...delivery }) => ({ _id: id, ...delivery, log: [...log] }));
      try {
        await deliveries.insertMany(documents, { ordered: false });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    /** Index: due. */
    async take(channels, at, lockMs) {
      const taken = await deliveries.findOneAndUpdate(
        { channel: { $in: [...channels] }, status: 'waiting', nextAttemptAt: { $lte: at } },
        { $set: { nextAttemptAt: new Date(at.getTime() + lockMs) }, $inc: { attempts: 1 } },
        { sort: { nextAttemptAt: 1 }, returnDocument: 'after' },
      );
      return taken ? fromDocument(taken) : undefined;
    },
    async settle(id, { attempt, status, nextAttemptAt }) {
      await deliveries.updateOne(
        { _id: id, status: 'waiting' },
        {
          $set: { status, ...(nextAttemptAt && { nextAttemptAt }), ...(status === 'sent' && { sentAt: attempt.at }) },
          $push: { log: { $each: [attempt], $slice: -logLength } },
        },
      );
    },
    async find(id) {
      const found = await deliveries.findOne({ _id: id });
      return found ? fromDocument(found) : undefined;
    },
    async revive(id, by, at) {
      const { matchedCount } = await deliveries.updateOne(
        { _id: id, status: 'dead' },
        { $set: { status: 'waiting', attempts: 0, nextAttemptAt: at, resentBy: by } },
      );
      return matchedCount === 1;
    },
    async list(filter, { before, limit }) {
      const behind: Filter<DeliveryDocument> = before
        ? { $or: [{ createdAt: { $lt: before.createdAt } }, { createdAt: before.createdAt, _id: { $lt: before.id } }] }
        : {};
      const documents = await deliveries
        .find({ $and: [matching(filter), behind] })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return documents.map(fromDocument);
    },
    count: (filter) => deliveries.countDocuments(matching(filter)),
  };
};
