/** Tasks as lists show them: one document per task, brought up to date by the follow-up, newest revision wins. */
import { candidateKeysOf, type Actor, type WorklistItem, type WorklistPage } from '../engine/index.ts';
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

/** Open tasks an actor holds or may claim, most urgent first, paged by key. Indexes: forCandidates, ofAssignee. */
export const worklistOf = async (db: Db, actor: Actor, page: WorklistPage): Promise<WorklistItem[]> => {
  const { scope, after, limit } = page;
  const behind = after && {
    $or: [{ dueAt: { $gt: after.dueAt } }, { dueAt: after.dueAt, _id: { $gt: after.id } }],
  };
  const filter = scopeFilter(actor, scope);
  const documents = await worklistCollection(db)
    .find(behind ? { $and: [filter, behind] } : filter)
    .sort({ dueAt: 1, _id: 1 })
    .limit(limit)
    .toArray();
  return documents.map(({ _id, ...item }) => ({ id: _id, ...item }));
};

/** How many open tasks an actor holds and may claim. */
export const countWorklist = async (db: Db, actor: Actor): Promise<{ mine: number; group: number }> => {
  const [mine, group] = await Promise.all(
    (['mine', 'group'] as const).map((scope) => worklistCollection(db).countDocuments(scopeFilter(actor, scope))),
  );
  return { mine: mine ?? 0, group: group ?? 0 };
};
