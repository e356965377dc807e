/** Answers the search over all journals; what it needs beside an entry stands in its row, outside the hash. */
import type { Case, FoundEntry, JournalEntry, JournalFilter, JournalSearch } from '../engine/index.ts';
import type { Db, Filter, IndexDescription } from './database.ts';
import { entryOf, journalCollection, type JournalDocument, type JournalRow } from './journal-store.ts';

export const journalSearchIndexes: IndexDescription[] = [
  { name: 'byCentre', key: { 'row.centre': 1, at: -1, _id: -1 } },
  { name: 'byActor', key: { 'actor.id': 1, at: -1, _id: -1 } },
  { name: 'byType', key: { type: 1, at: -1, _id: -1 } },
  {
    name: 'byDatum',
    key: { 'row.data': 1, at: -1, _id: -1 },
    partialFilterExpression: { 'row.data': { $exists: true } },
  },
  {
    name: 'byReasoned',
    key: { at: -1, _id: -1 },
    partialFilterExpression: { reason: { $exists: true } },
  },
];

/** Names of the data an entry changed. */
const changedData = ({ happened = [], details = {} }: JournalEntry): string[] => {
  const names = new Set(happened.flatMap((happening) => (happening.type === 'dataChanged' ? [happening.name] : [])));
  const { data } = details;
  if (data !== null && typeof data === 'object') for (const name of Object.keys(data)) names.add(name);
  return [...names];
};

export const journalRow = (current: Case, entry: JournalEntry): JournalRow => {
  const data = changedData(entry);
  return {
    centre: current.contact.centre,
    caseNumber: current.number,
    ...(data.length > 0 && { data }),
  };
};

const filterOf = (
  { centres, actorId, type, command, datum, isReasoned, from, to }: JournalFilter,
  isEverywhere: boolean,
): Filter<JournalDocument> => ({
  ...(!isEverywhere && { 'row.centre': { $in: [...centres] } }),
  ...(actorId !== undefined && { 'actor.id': actorId }),
  ...(type !== undefined && { type }),
  ...(command !== undefined && { command }),
  ...(datum !== undefined && { 'row.data': datum }),
  ...(isReasoned && { reason: { $exists: true } }),
  ...((from ?? to) && { at: { ...(from && { $gte: from }), ...(to && { $lt: to }) } }),
});

/** `centreCount`: how many centres there are; whoever sees them all is spared the union over them. */
export const openJournalSearch = (db: Db, centreCount: number): JournalSearch => {
  const journal = journalCollection(db);
  const filterFor = (filter: JournalFilter): Filter<JournalDocument> =>
    filterOf(filter, filter.centres.length >= centreCount);
  return {
    /** Indexes: byCentre, byActor, byType, byDatum, byReasoned, newestFirst. */
    async find(filter, before, limit) {
      const behind = before && { $or: [{ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.id } }] };
      const documents = await journal
        .find(behind ? { $and: [filterFor(filter), behind] } : filterFor(filter))
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return documents.map((document): FoundEntry => ({
        id: document._id,
        centre: document.row?.centre ?? '',
        caseNumber: document.row?.caseNumber ?? '',
        entry: entryOf(document),
      }));
    },
    count: (filter, most) => journal.countDocuments(filterFor(filter), { limit: most }),
  };
};
