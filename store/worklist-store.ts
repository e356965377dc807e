/** Tasks as lists show them: one document per task, brought up to date by the follow-up, newest revision wins. */
import { isOpen, slaState, type Actor, type Case, type Task } from '../engine/index.ts';
import { candidateKeysOf } from '../engine/index.ts';
import type { Collection, Db, Filter, IndexDescription } from './database.ts';

export type WorklistItem = {
  _id: string;
  rev: number;
  caseId: string;
  caseNumber: string;
  centre: string;
  subject: string;
  category: string;
  severity: string;
  activityId: string;
  name?: string;
  tier?: string;
  formKey?: string;
  status: Task['status'];
  assignee?: string;
  candidates: readonly string[];
  candidateUsers: readonly string[];
  createdAt: Date;
  /** Far in the future for tasks without a limit, so that they sort last. */
  dueAt: Date;
  hasDueAt: boolean;
  priority?: number;
  remindAt?: Date;
  slaState?: string;
  endedAt?: Date;
};

const never = new Date('9999-12-31T00:00:00Z');

export const worklistCollection = (db: Db): Collection<WorklistItem> => db.collection<WorklistItem>('worklist');

export const worklistIndexes: IndexDescription[] = [
  { name: 'forCandidates', key: { candidates: 1, status: 1, dueAt: 1, _id: 1 } },
  {
    name: 'ofAssignee',
    key: { assignee: 1, status: 1, dueAt: 1, _id: 1 },
    partialFilterExpression: { assignee: { $exists: true } },
  },
  { name: 'ended', key: { endedAt: 1 }, expireAfterSeconds: 30 * 24 * 60 * 60 },
];

export const worklistItem = (current: Case, task: Task): WorklistItem => {
  const target = current.slaTargets.find(({ taskId }) => taskId === task.id);
  const { contact } = current;
  return {
    _id: task.id,
    rev: current.rev,
    caseId: current.id,
    caseNumber: current.number,
    centre: contact.centre,
    subject: contact.subject,
    category: contact.category,
    severity: contact.severity,
    activityId: task.activityId,
    status: task.status,
    candidates: task.candidates,
    candidateUsers: task.candidateUsers,
    createdAt: task.createdAt,
    dueAt: task.dueAt ?? never,
    hasDueAt: task.dueAt !== undefined,
    ...(task.name !== undefined && { name: task.name }),
    ...(task.tier !== undefined && { tier: task.tier }),
    ...(task.formKey !== undefined && { formKey: task.formKey }),
    ...(task.priority !== undefined && { priority: task.priority }),
    ...(task.status !== 'ready' && task.assignee !== undefined && { assignee: task.assignee }),
    ...(target?.remindAt && { remindAt: target.remindAt }),
    ...(target && { slaState: slaState(target, task.status === 'completed') }),
    ...(!isOpen(task) && { endedAt: task.endedAt }),
  };
};

/** Where a page of the worklist ended; the next page begins behind it. */
export type WorklistKey = { readonly dueAt: Date; readonly id: string };

export type WorklistScope = 'mine' | 'group' | 'all';

const scopeFilter = (actor: Actor, scope: WorklistScope): Filter<WorklistItem> => {
  const mine = { assignee: actor.id, status: 'reserved' as const };
  const group = { candidates: { $in: candidateKeysOf(actor) }, status: 'ready' as const };
  if (scope === 'mine') return mine;
  return scope === 'group' ? group : { $or: [mine, group] };
};

/** Open tasks an actor holds or may claim, most urgent first, paged by key. Indexes: forCandidates, ofAssignee. */
export const worklistOf = (
  db: Db,
  actor: Actor,
  page: { scope: WorklistScope; after?: WorklistKey; limit: number },
): Promise<WorklistItem[]> => {
  const { scope, after, limit } = page;
  const behind = after && {
    $or: [{ dueAt: { $gt: after.dueAt } }, { dueAt: after.dueAt, _id: { $gt: after.id } }],
  };
  const filter = scopeFilter(actor, scope);
  return worklistCollection(db)
    .find(behind ? { $and: [filter, behind] } : filter)
    .sort({ dueAt: 1, _id: 1 })
    .limit(limit)
    .toArray();
};

/** How many open tasks an actor holds and may claim. */
export const countWorklist = async (db: Db, actor: Actor): Promise<{ mine: number; group: number }> => {
  const [mine, group] = await Promise.all(
    (['mine', 'group'] as const).map((scope) => worklistCollection(db).countDocuments(scopeFilter(actor, scope))),
  );
  return { mine: mine ?? 0, group: group ?? 0 };
};
