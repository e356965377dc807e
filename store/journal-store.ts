/** The journal of all cases. Entries arrive through the follow-up only and are never changed. */
import type { JournalEntry } from '../engine/index.ts';
import { caseCollection } from './case-document.ts';
import type { Collection, Db, IndexDescription } from './database.ts';

/** What lists need to know of an entry's case; no part of the entry and its hash. */
export type JournalRow = { readonly centre: string; readonly caseNumber: string; readonly data?: readonly string[] };

export type JournalDocument = JournalEntry & { _id: string; row?: JournalRow };

export const journalCollection = (db: Db): Collection<JournalDocument> => db.collection<JournalDocument>('journal');

export const journalIndexes: IndexDescription[] = [
  { name: 'ofCase', key: { caseId: 1, sequence: 1 }, unique: true },
  { name: 'newestFirst', key: { at: -1, _id: -1 } },
  {
    name: 'ofCommand',
    key: { caseId: 1, commandKey: 1 },
    partialFilterExpression: { commandKey: { $exists: true } },
  },
];

export const entryOf = ({ _id, row, ...entry }: JournalDocument): JournalEntry => entry;

/** Entries a keyed command left, in order. Index: ofCommand. */
export const entriesOfCommand = async (db: Db, caseId: string, commandKey: string): Promise<JournalEntry[]> =>
  (await journalCollection(db).find({ caseId, commandKey }).sort({ sequence: 1 }).toArray()).map(entryOf);

/**
 * A page of a case's journal in order, `after` a sequence number; complete also while the follow-up is still on its way.
 * Index: ofCase.
 */
export const journalOf = async (db: Db, caseId: string, after: number, limit: number): Promise<JournalEntry[]> => {
  const document = await caseCollection(db).findOne({ _id: caseId }, { projection: { 'pending.entries': 1 } });
  const moved = (
    await journalCollection(db)
      .find({ caseId, sequence: { $gt: after } })
      .sort({ sequence: 1 })
      .limit(limit)
      .toArray()
  ).map(entryOf);
  const known = new Set(moved.map(({ sequence }) => sequence));
  const pending = (document?.pending?.entries ?? []).filter(({ sequence }) => sequence > after && !known.has(sequence));
  // What a crash left pending may be older than what has been moved since.
  return [...moved, ...pending].toSorted((left, right) => left.sequence - right.sequence).slice(0, limit);
};

/** The moment of the newest entry of all. Index: newestFirst. */
export const newestEntryAt = async (db: Db): Promise<Date | undefined> =>
  (
    await journalCollection(db)
      .find({}, { projection: { at: 1 } })
      .sort({ at: -1 })
      .limit(1)
      .next()
  )?.at;
