/** How a piece of outside work is kept. */
import type { WorkItem } from '../engine/index.ts';
import type { Collection, Db, IndexDescription } from './database.ts';

export type WorkDocument = Omit<WorkItem, 'id'> & { _id: string };

export const workCollection = (db: Db): Collection<WorkDocument> => db.collection<WorkDocument>('work');

export const workIndexes: IndexDescription[] = [
  { name: 'available', key: { topic: 1, priority: -1, createdAt: 1 }, partialFilterExpression: { status: 'waiting' } },
  { name: 'byTime', key: { createdAt: 1, _id: 1 } },
  { name: 'ofCase', key: { caseId: 1 }, partialFilterExpression: { caseId: { $exists: true } } },
  { name: 'byKey', key: { key: 1 }, unique: true, partialFilterExpression: { key: { $exists: true } } },
  { name: 'ended', key: { endedAt: 1 }, expireAfterSeconds: 30 * 24 * 60 * 60 },
];

export const itemOf = ({ _id, ...item }: WorkDocument): WorkItem => ({ id: _id, ...item });
