/** Brings the rows of outside work up to date with their cases. Idempotent, and an older change never overrides a newer one. */
import { externalTasksOf, workItemOf, type Case, type ExternalTask, type JournalEntry } from '../engine/index.ts';
import type { AnyBulkWriteOperation, Db } from './database.ts';
import { workCollection, type WorkDocument } from './work-document.ts';

type Changed = { readonly next: Case; readonly entries: readonly JournalEntry[] };

const endOf = (next: Case, id: string, entry: JournalEntry): AnyBulkWriteOperation<WorkDocument> => ({
  updateOne: {
    filter: { _id: id, rev: { $lt: next.rev } },
    update: {
      $set: {
        rev: next.rev,
        status: entry.type === 'WorkCompleted' ? 'completed' : 'ended',
        endedAt: entry.at,
      },
      $setOnInsert: {
        topic: String(entry.details?.['topic']),
        node: next.contact.centre,
        caseId: next.id,
        caseNumber: next.number,
        priority: 0,
        retries: 0,
        createdAt: entry.at,
        availableAt: entry.at,
      },
      $unset: { lockedUntil: '' },
    },
    upsert: true,
  },
});

const writeOf = (next: Case, id: string, entry: JournalEntry): AnyBulkWriteOperation<WorkDocument> => {
  const task = externalTasksOf(next).find((one) => one.id === id);
  if (!task) return endOf(next, id, entry);
  const { id: _id, ...item } = workItemOf(next, task);
  const absent = (['retryAt', 'lastError', 'isSuspended'] as const).filter((field) => item[field] === undefined);
  return {
    updateOne: {
      filter: { _id, rev: { $lt: next.rev } },
      update: {
        $set: item,
        $unset: {
          lockedBy: '',
          lockedUntil: '',
          endedAt: '',
          ...Object.fromEntries(absent.map((field) => [field, ''])),
        },
      },
      upsert: true,
    },
  };
};

/** Whether the case stands still, noted on a row that keeps its lock and its retry. */
const standingOf = (next: Case, task: ExternalTask): AnyBulkWriteOperation<WorkDocument> => {
  const { id: _id, rev, isSuspended, ...item } = workItemOf(next, task);
  return {
    updateOne: {
      filter: { _id, rev: { $lt: rev } },
      update: {
        $setOnInsert: item,
        $set: { rev, ...(isSuspended && { isSuspended }) },
        ...(!isSuspended && { $unset: { isSuspended: '' } }),
      },
      upsert: true,
    },
  };
};

const standsOrGoesOn: ReadonlySet<JournalEntry['type']> = new Set<JournalEntry['type']>([
  'CaseSuspended',
  'CaseResumed',
]);

/** The rows that the changes speak of; all of a case that is suspended or resumed. */
export const workWrites = ({ next, entries }: Changed): AnyBulkWriteOperation<WorkDocument>[] => {
  const latest = new Map<string, JournalEntry>();
  for (const entry of entries) if (entry.workId !== undefined) latest.set(entry.workId, entry);
  const others = entries.some(({ type }) => standsOrGoesOn.has(type))
    ? externalTasksOf(next).filter(({ id }) => !latest.has(id))
    : [];
  return [
    ...[...latest].map(([id, entry]) => writeOf(next, id, entry)),
    ...others.map((task) => standingOf(next, task)),
  ];
};

export const writeWork = async (db: Db, writes: AnyBulkWriteOperation<WorkDocument>[]): Promise<void> => {
  await workCollection(db).bulkWrite(writes, { ordered: false });
};
