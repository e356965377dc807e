/**
 * What happens right after a commit: the worklist shows the change before the command is answered; journal entries and
 * messages leave the case for their own collections a moment later, many cases at once. Every write is idempotent, so that a
 * crash at any point is mended by the sweep, and only what was moved is ever taken out of a case.
 */
import {
  isOpen,
  worklistItem,
  type Case,
  type Change,
  type JournalEntry,
  type OutgoingMessage,
} from '../engine/index.ts';
import { openBatches } from './batches.ts';
import { caseCollection, fromDocument } from './case-document.ts';
import { listAgain } from './case-list-store.ts';
import { indexContacts } from './contact-index.ts';
import { clearPending } from './clear-pending.ts';
import { isDuplicateKey, type Db } from './database.ts';
import { appendToFeed } from './feed-store.ts';
import { journalRow } from './journal-search.ts';
import { journalCollection } from './journal-store.ts';
import { messageCollection, messageDocument } from './message-store.ts';
import { workWrites, writeWork } from './work-follow-up.ts';
import { worklistCollection } from './worklist-store.ts';

export type FollowUp = {
  /** Resolves when the worklist shows the change; a failure is left to the sweep. */
  push(change: Change): Promise<void>;
  /** Finishes what a crash left before `before`; resolves, when it is done, to how many cases that were. */
  sweep(before: Date, limit?: number): Promise<number>;
  /** Waits for everything under way. */
  drain(): Promise<void>;
};

type Moved = { next: Case; entries: readonly JournalEntry[]; messages: readonly OutgoingMessage[] };

const ignoreDuplicates = async (write: Promise<unknown>): Promise<void> => {
  try {
    await write;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
};

const moveJournal = async (db: Db, batch: readonly Moved[]): Promise<void> => {
  const documents = batch.flatMap(({ next, entries }) =>
    entries.map((entry) => ({ _id: `${entry.caseId}:${entry.sequence}`, ...entry, row: journalRow(next, entry) })),
  );
  if (documents.length > 0) await ignoreDuplicates(journalCollection(db).insertMany(documents, { ordered: false }));
};

const moveMessages = async (db: Db, batch: readonly Moved[]): Promise<void> => {
  const documents = batch.flatMap(({ messages }) => messages.map(messageDocument));
  if (documents.length > 0) await ignoreDuplicates(messageCollection(db).insertMany(documents, { ordered: false }));
};

/** What changes all open tasks, their due moments or their elements, without naming one. */
const movesAll: ReadonlySet<JournalEntry['type']> = new Set<JournalEntry['type']>([
  'ClockPaused',
  'ClockResumed',
  'CaseResumed',
  'CaseMigrated',
  'TargetExtended',
  'TargetsRecalculated',
]);

/** The tasks the entries speak of. */
const touchedTasks = ({ next, entries }: Moved): Case['tasks'] => {
  const touched = new Set(entries.map(({ taskId }) => taskId));
  const all = entries.some(({ type }) => movesAll.has(type));
  return next.tasks.filter((task) => touched.has(task.id) || touched.has(task.targetId) || (all && isOpen(task)));
};

const moveTasks = async (db: Db, batch: readonly Moved[]): Promise<void> => {
  const writes = batch.flatMap((moved) =>
    touchedTasks(moved).map((task) => {
      const { id: _id, ...item } = worklistItem(moved.next, task);
      return {
        replaceOne: { filter: { _id, rev: { $lt: moved.next.rev } }, replacement: item, upsert: true },
      };
    }),
  );
  // A newer revision is already there when the upsert finds its id taken.
  if (writes.length > 0) await ignoreDuplicates(worklistCollection(db).bulkWrite(writes, { ordered: false }));
};

/** Newly registered cases become findable. */
const moveContacts = (db: Db, batch: readonly Moved[]): Promise<void> =>
  indexContacts(
    db,
    batch.filter(({ entries }) => entries.some(({ type }) => type === 'CaseRegistered')).map(({ next }) => next),
  );

const moveWork = async (db: Db, batch: readonly Moved[]): Promise<boolean> => {
  const writes = batch.flatMap(workWrites);
  if (writes.length > 0) await ignoreDuplicates(writeWork(db, writes));
  return writes.length > 0;
};

/** Short for people, long for a database under load. */
const gatherMs = 50;
/** Changes per write, so that one batch does not hold up the commands between. */
const limit = 200;

/** `onWork` is told when outside work may have become available. */
export const openFollowUp = (db: Db, onFailure: (error: unknown) => void, onWork: () => void = () => {}): FollowUp => {
  const underway = new Set<Promise<unknown>>();
  const shown = openBatches<Moved>(
    async (batch) => {
      const [hasWork] = await Promise.all([
        moveWork(db, batch),
        moveTasks(db, batch),
        moveContacts(db, batch),
        listAgain(
          db,
          batch.map(({ next }) => next),
        ),
      ]);
      if (hasWork) onWork();
    },
    { gatherMs: 0, limit, onFailure },
  );
  const archived = openBatches<Moved>(
    async (batch) => {
      await Promise.all([moveJournal(db, batch), moveMessages(db, batch), appendToFeed(db, batch)]);
      await clearPending(
        db,
        batch.map(({ next, entries, messages }) => ({ caseId: next.id, entries, messages })),
      );
    },
    { gatherMs, limit, onFailure },
  );

  /** Resolves `shown` with the worklist, `done` when the case owes nothing of this any more. */
  const follow = (moved: Moved): { shown: Promise<unknown>; done: Promise<unknown> } => {
    const isShown = shown.put(moved);
    const done = isShown.then((succeeded) => succeeded && archived.put(moved)).finally(() => underway.delete(done));
    underway.add(done);
    return { shown: isShown, done };
  };

  return {
    async push(change) {
      await follow(change).shown;
    },
    async sweep(before, most = limit) {
      const left = await caseCollection(db)
        .find({ pendingSince: { $lte: before } })
        .sort({ pendingSince: 1 })
        .limit(most)
        .toArray();
      await Promise.all(
        left.map(
          (document) =>
            follow({
              next: fromDocument(document),
              entries: document.pending?.entries ?? [],
              messages: document.pending?.messages ?? [],
            }).done,
        ),
      );
      return left.length;
    },
    async drain() {
      while (underway.size > 0) {
        archived.hurry();
        await Promise.race(underway);
      }
    },
  };
};
