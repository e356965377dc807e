/**
 * What happens right after a commit: journal entries, worklist and messages leave the case for their own collections.
 * Every write is idempotent, so that a crash at any point is mended by the sweep, and the changes of concurrent
 * commands share their round trips.
 */
import { worklistItem, type Case, type Change, type JournalEntry, type OutgoingMessage } from '../engine/index.ts';
import { caseCollection, fromDocument } from './case-document.ts';
import { isDuplicateKey, type Db } from './database.ts';
import { journalCollection } from './journal-store.ts';
import { messageCollection, messageDocument } from './message-store.ts';
import { worklistCollection } from './worklist-store.ts';

export type FollowUp = {
  /** Resolves when lists and journal show the change; a failure is left to the sweep. */
  push(change: Change): Promise<void>;
  /** Finishes what a crash left before `before`; returns how many cases were mended. */
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
  const documents = batch.flatMap(({ entries }) =>
    entries.map((entry) => ({ _id: `${entry.caseId}:${entry.sequence}`, ...entry })),
  );
  if (documents.length > 0) await ignoreDuplicates(journalCollection(db).insertMany(documents, { ordered: false }));
};

const moveMessages = async (db: Db, batch: readonly Moved[]): Promise<void> => {
  const documents = batch.flatMap(({ messages }) => messages.map(messageDocument));
  if (documents.length > 0) await ignoreDuplicates(messageCollection(db).insertMany(documents, { ordered: false }));
};

/** The tasks the entries speak of. */
const touchedTasks = ({ next, entries }: Moved): Case['tasks'] => {
  const touched = new Set(entries.map(({ taskId }) => taskId));
  return next.tasks.filter(({ id }) => touched.has(id));
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

const clearPending = async (db: Db, batch: readonly Moved[]): Promise<void> => {
  await caseCollection(db).bulkWrite(
    batch.map(({ next }) => ({
      updateOne: {
        // Only at the very revision moved: a later change brings along what it still finds pending.
        filter: { _id: next.id, rev: next.rev },
        update: { $unset: { pending: '', pendingSince: '' } },
      },
    })),
    { ordered: false },
  );
};

export const openFollowUp = (db: Db, onFailure: (error: unknown) => void): FollowUp => {
  let queue: { moved: Moved; resolve: () => void }[] = [];
  let isRunning = false;
  const underway = new Set<Promise<void>>();

  const track = (work: Promise<void>): void => {
    const tracked = work.finally(() => underway.delete(tracked));
    underway.add(tracked);
  };

  const moveBatch = async (batch: readonly Moved[]): Promise<void> => {
    try {
      await Promise.all([moveJournal(db, batch), moveTasks(db, batch), moveMessages(db, batch)]);
      // Nobody waits for the clearing: until it is done, readers find entries in both places and show them once.
      track(clearPending(db, batch).catch(onFailure));
    } catch (error) {
      onFailure(error);
    }
  };

  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      const taken = queue;
      queue = [];
      await moveBatch(taken.map(({ moved }) => moved));
      for (const { resolve } of taken) resolve();
    }
    // Synchronous with the last look at the queue, so that no change can slip in between.
    isRunning = false;
  };

  const push = (moved: Moved): Promise<void> =>
    new Promise((resolve) => {
      queue.push({ moved, resolve });
      if (isRunning) return;
      isRunning = true;
      track(run());
    });

  return {
    push,
    async sweep(before, limit = 200) {
      const left = await caseCollection(db)
        .find({ pendingSince: { $lte: before } })
        .sort({ pendingSince: 1 })
        .limit(limit)
        .toArray();
      await Promise.all(
        left.map((document) =>
          push({
            next: fromDocument(document),
            entries: document.pending?.entries ?? [],
            messages: document.pending?.messages ?? [],
          }),
        ),
      );
      return left.length;
    },
    async drain() {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
};
