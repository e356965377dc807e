/** Many finished cases at once with what tells how they went: two questions for all of them instead of three for each. */
import type { CaseRecord, JournalEntryType } from '../engine/index.ts';
import { caseCollection, type CaseDocument } from './case-document.ts';
import type { Db } from './database.ts';
import { journalCollection } from './journal-store.ts';

type Entry = CaseRecord['entries'][number];
type Found = Pick<CaseDocument, '_id' | 'number' | 'contact' | 'registeredAt' | 'pending'>;

const recorded = {
  _id: 0,
  caseId: 1,
  sequence: 1,
  type: 1,
  at: 1,
  taskId: 1,
  workId: 1,
  activityId: 1,
  command: 1,
  details: 1,
  happened: 1,
  rev: 1,
} as const;

/** Index: ofCase of the journal. */
export const caseRecords = async (
  db: Db,
  ids: readonly string[],
  types: readonly JournalEntryType[],
): Promise<readonly CaseRecord[]> => {
  const [cases, moved] = await Promise.all([
    caseCollection(db)
      .find<Found>(
        { _id: { $in: [...ids] } },
        { projection: { number: 1, contact: 1, registeredAt: 1, 'pending.entries': 1 } },
      )
      .toArray(),
    journalCollection(db)
      .find<Entry & { readonly sequence: number }>(
        { caseId: { $in: [...ids] }, type: { $in: [...types] } },
        { projection: recorded },
      )
      .sort({ caseId: 1, sequence: 1 })
      .toArray(),
  ]);
  const entries = new Map<string, (Entry & { readonly sequence: number })[]>();
  for (const entry of moved) {
    const own = entries.get(entry.caseId);
    if (own) own.push(entry);
    else entries.set(entry.caseId, [entry]);
  }
  const byId = new Map(cases.map((found) => [found._id, found]));
  return ids.flatMap((id): CaseRecord[] => {
    const found = byId.get(id);
    if (!found) return [];
    const own = entries.get(id) ?? [];
    const known = new Set(own.map(({ sequence }) => sequence));
    const pending = (found.pending?.entries ?? []).filter(
      ({ type, sequence }) => types.includes(type) && !known.has(sequence),
    );
    const whole = [...own, ...pending].toSorted((left, right) => left.sequence - right.sequence);
    const { number, contact, registeredAt } = found;
    return [{ id, number, contact, registeredAt, entries: whole }];
  });
};
