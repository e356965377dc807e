/** Lists and counts of outside work. */
import type { TopicStanding, WorkFilter, WorkItem, WorkPage, WorkState } from '../engine/index.ts';
import type { Db, Filter } from './database.ts';
import { itemOf, workCollection, type WorkDocument } from './work-document.ts';

const isIn = (state: WorkState, at: Date): Filter<WorkDocument> => {
  switch (state) {
    case 'waiting':
      return { status: 'waiting', availableAt: { $lte: at } };
    case 'locked':
      return { status: 'waiting', lockedUntil: { $gt: at } };
    case 'retrying':
      return { status: 'waiting', availableAt: { $gt: at }, lockedUntil: { $exists: false } };
    case 'failed':
    case 'completed':
    case 'ended':
      return { status: state };
  }
};

const visibleTo = (visible: NonNullable<WorkFilter['visible']>): Filter<WorkDocument> => ({
  $or: visible.map(({ nodes, topics }) => ({
    node: { $in: [...nodes] },
    ...(topics && { topic: { $in: [...topics] } }),
  })),
});

const matching = ({ visible, topic, state, workerId, caseId, node }: WorkFilter, at: Date): Filter<WorkDocument> => ({
  $and: [
    visible ? visibleTo(visible) : {},
    state ? isIn(state, at) : {},
    {
      ...(topic !== undefined && { topic }),
      ...(workerId !== undefined && { 'lockedBy.workerId': workerId }),
      ...(caseId !== undefined && { caseId }),
      ...(node !== undefined && { node }),
    },
  ],
});

/** A page of outside work, oldest first. Index: byTime. */
export const listWork = async (
  db: Db,
  filter: WorkFilter,
  { after, limit }: WorkPage,
  at: Date,
): Promise<WorkItem[]> => {
  const behind: Filter<WorkDocument> = after
    ? { $or: [{ createdAt: { $gt: after.createdAt } }, { createdAt: after.createdAt, _id: { $gt: after.id } }] }
    : {};
  const documents = await workCollection(db)
    .find({ $and: [matching(filter, at), behind] })
    .sort({ createdAt: 1, _id: 1 })
    .limit(limit)
    .toArray();
  return documents.map(itemOf);
};

export const countWork = (db: Db, filter: WorkFilter, at: Date): Promise<number> =>
  workCollection(db).countDocuments(matching(filter, at));

type Group = { _id: string; count: number; oldestAt?: Date };

const grouped = (db: Db, filter: Filter<WorkDocument>): Promise<Group[]> =>
  workCollection(db)
    .aggregate<Group>([
      { $match: filter },
      { $group: { _id: '$topic', count: { $sum: 1 }, oldestAt: { $min: '$createdAt' } } },
    ])
    .toArray();

const openStates = ['waiting', 'locked', 'retrying', 'failed'] as const;

/** How many pieces of open work every topic has. Index: available. */
export const standingsOfWork = async (
  db: Db,
  { visible }: Pick<WorkFilter, 'visible'>,
  at: Date,
): Promise<TopicStanding[]> => {
  const topics = new Map<string, TopicStanding>();
  const groups = await Promise.all(
    openStates.map(async (state) => ({
      state,
      groups: await grouped(db, matching({ state, ...(visible && { visible }) }, at)),
    })),
  );
  for (const { state, groups: found } of groups)
    for (const { _id: topic, count, oldestAt } of found) {
      const known = topics.get(topic) ?? { topic, waiting: 0, locked: 0, retrying: 0, failed: 0 };
      const oldest = oldestAt && known.oldestAt && known.oldestAt < oldestAt ? known.oldestAt : oldestAt;
      topics.set(topic, { ...known, [state]: count, ...(oldest && { oldestAt: oldest }) });
    }
  return [...topics.values()];
};
