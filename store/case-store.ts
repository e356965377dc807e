/** Cases: load, the one conditional write that makes a command true, and the questions timers and imports ask. */
import {
  Refusal,
  type Case,
  type CaseStore,
  type Change,
  type CommitOutcome,
  type JournalEntry,
  type Timer,
} from '../engine/index.ts';
import { caseCollection, fromDocument, shardCount, toDocument, type CaseDocument } from './case-document.ts';
import {
  isDuplicateKey,
  isTooLarge,
  type Collection,
  type Db,
  type Filter,
  type IndexDescription,
} from './database.ts';
import type { FollowUp } from './follow-up.ts';
import { nextCount } from './counters.ts';
import { entriesOfCommand } from './journal-store.ts';

export const caseIndexes: IndexDescription[] = [
  { name: 'number', key: { number: 1 }, unique: true },
  {
    name: 'source',
    key: { 'contact.source.system': 1, 'contact.source.key': 1 },
    unique: true,
    partialFilterExpression: { 'contact.source.key': { $exists: true } },
  },
  {
    name: 'registrationKey',
    key: { registrationKey: 1 },
    unique: true,
    partialFilterExpression: { registrationKey: { $exists: true } },
  },
  { name: 'dueTimers', key: { shard: 1, nextDueAt: 1 }, partialFilterExpression: { nextDueAt: { $exists: true } } },
  { name: 'pending', key: { pendingSince: 1 }, partialFilterExpression: { pendingSince: { $exists: true } } },
  { name: 'byCentre', key: { 'contact.centre': 1, status: 1, _id: 1 } },
  {
    name: 'sentTo',
    key: { 'runs.sentTo': 1, number: -1 },
    partialFilterExpression: { 'runs.sentTo': { $exists: true } },
  },
  { name: 'byProcess', key: { 'runs.definition.key': 1, status: 1, 'contact.centre': 1, _id: 1 } },
  { name: 'byStatus', key: { status: 1, tier: 1 } },
];

const writeNew = async (
  cases: Collection<CaseDocument>,
  change: Change,
  registrationKey: string | undefined,
): Promise<CommitOutcome> => {
  try {
    await cases.insertOne({
      ...toDocument(change),
      ...(registrationKey !== undefined && { registrationKey }),
      pending: { entries: [...change.entries], messages: [...change.messages] },
      pendingSince: change.entries[0]?.at ?? change.next.registeredAt,
    });
    return 'committed';
  } catch (error) {
    if (isDuplicateKey(error)) return 'duplicate';
    throw error;
  }
};

const optionalFields = ['tier', 'closedAt', 'suspended', 'nextDueAt', 'links', 'merged'] as const;

const writeNext = async (
  cases: Collection<CaseDocument>,
  change: Change,
  expectedRev: number,
): Promise<CommitOutcome> => {
  const { _id, ...document } = toDocument(change);
  const absent = optionalFields.filter((field) => document[field] === undefined);
  const { matchedCount } = await cases.updateOne(
    { _id, rev: expectedRev },
    {
      $set: { ...document, pendingSince: change.entries[0]?.at ?? new Date(0) },
      $push: { 'pending.entries': { $each: change.entries }, 'pending.messages': { $each: change.messages } },
      ...(absent.length > 0 && { $unset: Object.fromEntries(absent.map((field) => [field, ''])) }),
    },
  );
  return matchedCount === 1 ? 'committed' : 'conflict';
};

export const openCaseStore = (db: Db, followUp: FollowUp): CaseStore => {
  const cases = caseCollection(db);
  const read = async (filter: Filter<CaseDocument>): Promise<Case | undefined> => {
    const document = await cases.findOne(filter, { projection: { pending: 0 } });
    return document ? fromDocument(document) : undefined;
  };
  const write = async (
    change: Change,
    expectedRev: number | 'new',
    registrationKey: string | undefined,
  ): Promise<CommitOutcome> => {
    try {
      return expectedRev === 'new'
        ? await writeNew(cases, change, registrationKey)
        : await writeNext(cases, change, expectedRev);
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      const { id, number } = change.next;
      throw new Refusal(
        'CASE_TOO_LARGE',
        `Case ${number} would become larger than the 16 MiB a case may have; leave data out.`,
        {
          caseId: id,
        },
      );
    }
  };
  return {
    load: (caseId) => read({ _id: caseId }),
    async commit(change, expectedRev, registrationKey) {
      const outcome = await write(change, expectedRev, registrationKey);
      if (outcome === 'committed') await followUp.push(change);
      return outcome;
    },
    async findRegistered({ registrationKey, source }) {
      if (registrationKey !== undefined) {
        const found = await read({ registrationKey });
        if (found) return found;
      }
      return source && read({ 'contact.source.system': source.system, 'contact.source.key': source.key });
    },
    async entriesOfCommand(caseId, commandKey) {
      // Pending first, journal second: an entry on its way between the two is seen in at least one of them.
      const document = await cases.findOne({ _id: caseId }, { projection: { 'pending.entries': 1 } });
      const pending = (document?.pending?.entries ?? []).filter((entry) => entry.commandKey === commandKey);
      const moved = await entriesOfCommand(db, caseId, commandKey);
      const known = new Set(moved.map(({ sequence }) => sequence));
      return [...moved, ...pending.filter(({ sequence }) => !known.has(sequence))].toSorted(
        (left: JournalEntry, right: JournalEntry) => left.sequence - right.sequence,
      );
    },
    nextNumber: async () => `C-${String(await nextCount(db, 'caseNumber')).padStart(6, '0')}`,
  };
};

/** Cases of a shard with due timers, the longest overdue first, each with its due timers in order. Index: dueTimers. */
export const dueTimers = async (
  db: Db,
  shard: number,
  now: Date,
  limit: number,
): Promise<{ caseId: string; timers: Timer[] }[]> =>
  (
    await caseCollection(db)
      .find({ shard, nextDueAt: { $lte: now } }, { projection: { timers: 1 } })
      .sort({ nextDueAt: 1 })
      .limit(limit)
      .toArray()
  ).map(({ _id, timers }) => ({
    caseId: _id,
    timers: timers
      .filter(({ dueAt }) => dueAt <= now)
      .toSorted((left, right) => left.dueAt.getTime() - right.dueAt.getTime()),
  }));

const earliestOfShard = async (db: Db, shard: number): Promise<Date | undefined> =>
  (
    await caseCollection(db)
      .find({ shard, nextDueAt: { $exists: true } }, { projection: { nextDueAt: 1 } })
      .sort({ nextDueAt: 1 })
      .limit(1)
      .next()
  )?.nextDueAt;

/** The moment of the earliest timer of all cases. Index: dueTimers. */
export const earliestDueAt = async (db: Db): Promise<Date | undefined> => {
  const moments = await Promise.all(Array.from({ length: shardCount }, (_, shard) => earliestOfShard(db, shard)));
  return moments
    .filter((moment) => moment !== undefined)
    .toSorted((left, right) => left.getTime() - right.getTime())[0];
};

/** Every open case, in no particular order. Index: byStatus. */
export async function* eachOpenCase(db: Db): AsyncGenerator<Case> {
  for await (const document of caseCollection(db).find({ status: 'open' }, { projection: { pending: 0 } }))
    yield fromDocument(document);
}
