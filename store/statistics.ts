/** Counts over all cases and the whole journal, answered by the database in one pass each. */
import type { JournalEntry } from '../engine/index.ts';
import { caseCollection } from './case-document.ts';
import type { Db } from './database.ts';
import { entryOf, journalCollection } from './journal-store.ts';

export type Standing = { readonly status: string; readonly tier: string; readonly count: number };

/** How many cases stand where. */
export const countStandings = async (db: Db): Promise<Standing[]> => {
  const groups = await caseCollection(db)
    .aggregate<{ _id: { status: string; tier?: string }; count: number }>([
      { $group: { _id: { status: '$status', tier: '$tier' }, count: { $sum: 1 } } },
    ])
    .toArray();
  return groups.map(({ _id, count }) => ({ status: _id.status, tier: _id.tier ?? 'none', count }));
};

/** How often each kind of entry was written, per tier it speaks of. */
export const countEntries = async (
  db: Db,
  types: readonly JournalEntry['type'][],
): Promise<{ type: string; tier: string; count: number }[]> => {
  const groups = await journalCollection(db)
    .aggregate<{ _id: { type: string; tier?: string; from?: string }; count: number }>([
      { $match: { type: { $in: [...types] } } },
      {
        $group: { _id: { type: '$type', tier: '$details.tier', from: '$details.from' }, count: { $sum: 1 } },
      },
    ])
    .toArray();
  return groups.map(({ _id, count }) => ({ type: _id.type, tier: _id.tier ?? _id.from ?? 'none', count }));
};

/** The journals of all cases, one case after the other, each in order. Index: ofCase. */
export async function* eachJournal(db: Db): AsyncGenerator<JournalEntry[]> {
  let entries: JournalEntry[] = [];
  for await (const document of journalCollection(db).find().sort({ caseId: 1, sequence: 1 })) {
    const entry = entryOf(document);
    if (entries.length > 0 && entries[0]?.caseId !== entry.caseId) {
      yield entries;
      entries = [];
    }
    entries.push(entry);
  }
  if (entries.length > 0) yield entries;
}
