/** The nodes that share this database, and how full its queues are. */
import type { NetworkFigures, NetworkStore, NodeBeat } from '../engine/index.ts';
import { caseCollection, shardCount } from './case-document.ts';
import { earliestDueAt } from './case-store.ts';
import type { Collection, Db, IndexDescription } from './database.ts';
import { deliveryCollection } from './delivery-store.ts';
import { messageCollection } from './message-store.ts';

type NodeDocument = Omit<NodeBeat, 'id'> & { _id: string };

export const nodeCollection = (db: Db): Collection<NodeDocument> => db.collection<NodeDocument>('nodes');

export const nodeIndexes: IndexDescription[] = [
  { name: 'seen', key: { lastSeenAt: 1 }, expireAfterSeconds: 24 * 60 * 60 },
];

const overdueCases = async (db: Db, at: Date): Promise<number> => {
  const counts = await Promise.all(
    Array.from({ length: shardCount }, (_, shard) =>
      caseCollection(db).countDocuments({ shard, nextDueAt: { $lte: at } }),
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0);
};

/** Indexes: byStatus, dueTimers, pending of the cases; waiting and failed of the messages; byStatus of the deliveries. */
const figuresOf = async (db: Db, at: Date): Promise<NetworkFigures> => {
  const cases = caseCollection(db);
  const messages = messageCollection(db);
  const deliveries = deliveryCollection(db);
  const [openCases, closedCases, overdueTimers, earliest, outboxWaiting, oldestMessage, outboxFailed] =
    await Promise.all([
      cases.countDocuments({ status: 'open' }),
      cases.countDocuments({ status: 'closed' }),
      overdueCases(db, at),
      earliestDueAt(db),
      messages.countDocuments({ status: 'waiting' }),
      messages.find({ status: 'waiting' }).sort({ nextAttemptAt: 1 }).limit(1).next(),
      messages.countDocuments({ status: 'failed' }),
    ]);
  const pending = { pendingSince: { $exists: true } };
  const [followUpsPending, oldestPending, deliveriesWaiting, deliveriesDead] = await Promise.all([
    cases.countDocuments(pending),
    cases
      .find(pending, { projection: { pendingSince: 1 } })
      .sort({ pendingSince: 1 })
      .limit(1)
      .next(),
    deliveries.countDocuments({ status: 'waiting' }),
    deliveries.countDocuments({ status: 'dead' }),
  ]);
  return {
    openCases,
    closedCases,
    overdueTimers,
    ...(earliest && earliest <= at && { oldestTimerDueAt: earliest }),
    outboxWaiting,
    ...(oldestMessage && { oldestMessageDueAt: oldestMessage.nextAttemptAt }),
    outboxFailed,
    followUpsPending,
    ...(oldestPending?.pendingSince && { oldestFollowUpAt: oldestPending.pendingSince }),
    deliveriesWaiting,
    deliveriesDead,
  };
};

export const openNetwork = (db: Db): NetworkStore => ({
  async beat({ id, ...node }) {
    await nodeCollection(db).replaceOne({ _id: id }, node, { upsert: true });
  },
  async leave(id) {
    await nodeCollection(db).deleteOne({ _id: id });
  },
  nodes: async () =>
    (await nodeCollection(db).find().sort({ lastSeenAt: -1 }).limit(200).toArray()).map(({ _id, ...node }) => ({
      id: _id,
      ...node,
    })),
  figures: (at) => figuresOf(db, at),
});
