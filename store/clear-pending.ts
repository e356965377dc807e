/** Takes out of the cases what the follow-up has moved on, and nothing else. */
import type { JournalEntry, OutgoingMessage } from '../engine/index.ts';
import { caseCollection, type CaseDocument } from './case-document.ts';
import type { AnyBulkWriteOperation, Db, Filter } from './database.ts';

/** What was moved of one case, in the order it was recorded. */
export type MovedOfCase = {
  readonly caseId: string;
  readonly entries: readonly JournalEntry[];
  readonly messages: readonly OutgoingMessage[];
};

const byCase = (moved: readonly MovedOfCase[]): MovedOfCase[] => {
  const merged = new Map<string, MovedOfCase>();
  for (const { caseId, entries, messages } of moved) {
    const earlier = merged.get(caseId);
    merged.set(caseId, {
      caseId,
      entries: [...(earlier?.entries ?? []), ...entries].toSorted((left, right) => left.sequence - right.sequence),
      messages: [...(earlier?.messages ?? []), ...messages],
    });
  }
  return [...merged.values()];
};

/**
 * Usually the case holds nothing but what was moved: first, last and count say so, because entries are only ever added at the
 * end. Otherwise another change pends too, and what it brought stays until its own follow-up.
 */
const clearing = ({ caseId: _id, entries, messages }: MovedOfCase): AnyBulkWriteOperation<CaseDocument>[] => {
  const first = entries[0]?.sequence;
  const last = entries.at(-1)?.sequence;
  const nothingElse: Filter<CaseDocument> = {
    _id,
    'pending.entries': { $size: entries.length },
    ...(first !== undefined && {
      'pending.entries.0.sequence': first,
      [`pending.entries.${entries.length - 1}.sequence`]: last,
    }),
  };
  const all = { updateOne: { filter: nothingElse, update: { $unset: { pending: '', pendingSince: '' } } } } as const;
  if (first === undefined) return [all];
  return [
    all,
    {
      updateOne: {
        filter: { _id, 'pending.entries.sequence': first },
        update: {
          $pull: {
            'pending.entries': { sequence: { $in: entries.map(({ sequence }) => sequence) } },
            'pending.messages': { id: { $in: messages.map(({ id }) => id) } },
          },
        },
      },
    },
  ];
};

export const clearPending = async (db: Db, moved: readonly MovedOfCase[]): Promise<void> => {
  await caseCollection(db).bulkWrite(byCase(moved).flatMap(clearing), { ordered: true });
};
