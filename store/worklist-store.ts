/** Tasks as lists show them: one document per task, brought up to date by the follow-up, newest revision wins. */
import {
  candidateKeysOf,
  noDueAt,
  type Actor,
  type HeldTasks,
  type WorklistFilter,
  type WorklistItem,
  type WorklistPage,
} from '../engine/index.ts';
import type { Collection, Db, Filter, IndexDescription } from './database.ts';

export type WorklistDocument = Omit<WorklistItem, 'id'> & { _id: string };

export const worklistCollection = (db: Db): Collection<WorklistDocument> => db.collection<WorklistDocument>('worklist');

export const worklistIndexes: IndexDescription[] = [
  { name: 'forCandidates', key: { candidates: 1, status: 1, dueAt: 1, _id: 1 } },
  {
    name: 'ofAssignee',
    key: { assignee: 1, status: 1, dueAt: 1, _id: 1 },
    partialFilterExpression: { assignee: { $exists: true } },
  },
  {
    name: 'pushed',
    key: { assignment: 1, status: 1, dueAt: 1, _id: 1 },
    partialFilterExpression: { assignment: { $exists: true } },
  },
  { name: 'byCentre', key: { centre: 1, status: 1, dueAt: 1, _id: 1 } },
  { name: 'ended', key: { endedAt: 1 }, expireAfterSeconds: 30 * 24 * 60 * 60 },
];

const scopeFilter = (actor: Actor, scope: WorklistPage['scope']): Filter<WorklistDocument> => {
  const mine = { assignee: actor.id, status: 'reserved' as const };
  const group = { candidates: { $in: candidateKeysOf(actor) }, status: 'ready' as const };
  if (scope === 'mine') return mine;
  return scope === 'group' ? group : { $or: [mine, group] };
};

const conditionsOf = ({ dueFrom, dueBefore, slaState, ...equal }: WorklistFilter): Filter<WorklistDocument> => ({
  ...equal,
  ...(slaState !== undefined && { slaState: slaState as NonNullable<WorklistItem['slaState']> }),
  ...((dueFrom ?? dueBefore) && { dueAt: { ...(dueFrom && { $gte: dueFrom }), ...(dueBefore && { $lt: dueBefore }) } }),
});

const pageFilter = (actor: Actor, { scope, filter = {} }: Pick<WorklistPage, 'scope' | 'filter'>) => ({
  $and: [scopeFilter(actor, scope), conditionsOf(filter)],
});

/** Open tasks an actor holds or may claim, most urgent first, paged by key. Indexes: forCandidates, ofAssignee. */
export const worklistOf = async (db: Db, actor: Actor, page: WorklistPage): Promise<WorklistItem[]> => {
  const { after, limit } = page;
  const behind = after && {
    $or: [{ dueAt: { $gt: after.dueAt } }, { dueAt: after.dueAt, _id: { $gt: after.id } }],
  };
  const filter = pageFilter(actor, page);
  const documents = await worklistCollection(db)
    .find(behind ? { $and: [...filter.$and, behind] } : filter)
    .sort({ dueAt: 1, _id: 1 })
    .limit(limit)
    .toArray();
  return documents.map(({ _id, ...item }) => ({ id: _id, ...item }));
};

/** Counted up to a limit: beyond it nobody reads the number, and counting would cost more than the list itself. */
export const countTasks = (
  db: Db,
  actor: Actor,
  page: Pick<WorklistPage, 'scope' | 'filter'>,
  most: number,
): Promise<number> => worklistCollection(db).countDocuments(pageFilter(actor, page), { limit: most });

/** How many open tasks an actor holds and may claim. */
export const countWorklist = async (db: Db, actor: Actor): Promise<{ mine: number; group: number }> => {
  const [mine, group] = await Promise.all(
    (['mine', 'group'] as const).map((scope) => worklistCollection(db).countDocuments(scopeFilter(actor, scope))),
  );
  return { mine: mine ?? 0, group: group ?? 0 };
};

type Held = { _id: string; count: number; nextDueAt: Date };

/** Open tasks of centres by who holds them, most first. Index: byCentre. */
export const countHeldTasks = async (db: Db, centres: readonly string[], now: Date): Promise<HeldTasks[]> => {
  const held = { centre: { $in: [...centres] }, status: 'reserved' as const };
  const group = { $group: { _id: '$assignee', count: { $sum: 1 }, nextDueAt: { $min: '$dueAt' } } };
  const count = (filter: Filter<WorklistDocument>): Promise<Held[]> =>
    worklistCollection(db)
      .aggregate<Held>([{ $match: filter }, group])
      .toArray();
  const [all, late] = await Promise.all([count(held), count({ ...held, dueAt: { $lte: now } })]);
  const overdue = new Map(late.map((one) => [one._id, one.count]));
  return all
    .map(({ _id: userId, count: tasks, nextDueAt }) => ({
      userId,
      count: tasks,
      overdue: overdue.get(userId) ?? 0,
      ...(nextDueAt < noDueAt && { nextDueAt }),
    }))
    .toSorted((left, right) => right.count - left.count);
};
