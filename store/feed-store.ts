/**
 * The feed that live pages follow: one row per committed change, numbered over all cases and nodes, kept for a week.
 * Numbers are taken before rows are written, so another node's rows may show first: a gap is waited for before it is passed over.
 */
import {
  caseChange,
  type Case,
  type CaseChange,
  type ChangeFeed,
  type FeedItem,
  type JournalEntry,
} from '../engine/index.ts';
import type { Collection, Db, IndexDescription } from './database.ts';

type FeedDocument = { _id: number; change: CaseChange; writtenAt: Date };

export const feedCollection = (db: Db): Collection<FeedDocument> => db.collection<FeedDocument>('feed');

export const feedIndexes: IndexDescription[] = [
  { name: 'old', key: { writtenAt: 1 }, expireAfterSeconds: 7 * 24 * 60 * 60 },
];

const counterName = 'feed';
const pollMs = 250;
/** How long a missing number may still come from a slower node. */
const gapMs = 3000;
const page = 500;

export const appendToFeed = async (
  db: Db,
  batch: readonly { next: Case; entries: readonly JournalEntry[] }[],
): Promise<void> => {
  if (batch.length === 0) return;
  const counter = await db
    .collection<{ _id: string; value: number }>('counters')
    .findOneAndUpdate(
      { _id: counterName },
      { $inc: { value: batch.length } },
      { upsert: true, returnDocument: 'after' },
    );
  const first = counter!.value - batch.length + 1;
  const writtenAt = new Date();
  await feedCollection(db).insertMany(
    batch.map(({ next, entries }, index) => ({ _id: first + index, change: caseChange(next, entries), writtenAt })),
    { ordered: false },
  );
};

const lastNumber = async (db: Db): Promise<number> =>
  (await db.collection<{ _id: string; value: number }>('counters').findOne({ _id: counterName }))?.value ?? 0;

const oldestNumber = async (db: Db): Promise<number | undefined> =>
  (
    await feedCollection(db)
      .find({}, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .limit(1)
      .next()
  )?._id;

const itemsBehind = async (db: Db, after: number): Promise<FeedItem[]> =>
  (
    await feedCollection(db)
      .find({ _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(page)
      .toArray()
  ).map(({ _id, change }) => ({ number: _id, change }));

type Follower = { after: number; receive(item: FeedItem): void };

export type LocalFeed = ChangeFeed & {
  /** Ends all followers' supply. */
  close(): void;
};

export const openFeed = (db: Db, onFailure: (error: unknown) => void): LocalFeed => {
  const followers = new Set<Follower>();
  let timer: NodeJS.Timeout | undefined;
  /** Up to where rows were read, and since when the next number is missing. */
  let readTo = 0;
  let gapSince: number | undefined;
  let isClosed = false;

  const deliver = (items: readonly FeedItem[]): void => {
    for (const item of items)
      for (const follower of followers)
        if (item.number > follower.after) {
          follower.after = item.number;
          follower.receive(item);
        }
  };

  const readOn = async (): Promise<void> => {
    const items = await itemsBehind(db, readTo);
    let reach = 0;
    for (const { number } of items) {
      if (number !== readTo + 1) {
        gapSince ??= Date.now();
        if (Date.now() - gapSince < gapMs) break;
      }
      gapSince = undefined;
      readTo = number;
      reach += 1;
    }
    deliver(items.slice(0, reach));
    if (reach === page) await readOn();
  };

  const poll = async (): Promise<void> => {
    try {
      await readOn();
    } catch (error) {
      if (!isClosed) onFailure(error);
    }
    timer = followers.size > 0 && !isClosed ? setTimeout(() => void poll(), pollMs) : undefined;
  };

  /** What came before the common reading position is read for the one follower. */
  const catchUp = async (follower: Follower, upTo: number): Promise<void> => {
    while (follower.after < upTo) {
      const items = (await itemsBehind(db, follower.after)).filter(({ number }) => number <= upTo);
      for (const item of items) follower.receive(item);
      follower.after = items.at(-1)?.number ?? upTo;
    }
  };

  return {
    position: () => lastNumber(db),
    async follow(after, { start, receive }) {
      const [last, oldest] = await Promise.all([lastNumber(db), oldestNumber(db)]);
      // The database may be another one than the number came from.
      const from = Math.min(after ?? last, last);
      const isIncomplete = after !== undefined && (after > last || (from < last && from + 1 < (oldest ?? last + 1)));
      if (followers.size === 0) readTo = Math.max(readTo, last);
      const follower: Follower = { after: isIncomplete ? last : from, receive };
      start(follower.after, isIncomplete);
      while (follower.after < readTo) await catchUp(follower, readTo);
      followers.add(follower);
      if (timer === undefined && !isClosed) timer = setTimeout(() => void poll(), 0);
      return () => {
        followers.delete(follower);
      };
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      followers.clear();
    },
  };
};
