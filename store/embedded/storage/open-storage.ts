/** The only door to lmdb: one ordered map of bytes to bytes, read anywhere, written only inside `commit`. */
import { open } from 'lmdb';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { countOf } from '../count-of.ts';

export type Entry = { key: Buffer; value: Buffer };
export type KeyRange = { start: Buffer; end: Buffer; reverse?: boolean; limit?: number; exclusiveStart?: boolean };

export type Storage = {
  get(key: Buffer): Buffer | undefined;
  has(key: Buffer): boolean;
  /** `start` inclusive (unless said otherwise), `end` exclusive; in reverse, `start` is still the lower end. */
  range(range: KeyRange): Entry[];
  count(start: Buffer, end: Buffer): number;
  /** At most `limit`; looks at no more keys than that. */
  countUpTo(limit: number, start: Buffer, end: Buffer): number;
  put(key: Buffer, value: Buffer): void;
  remove(key: Buffer): boolean;
  /** Runs `body` in one transaction: it takes effect as a whole, or, if it throws, not at all. Not yet durable on return. */
  transact<T>(body: () => T): T;
  /** Resolves when everything committed so far would survive a power cut. */
  flushed(): Promise<void>;
  /** How many keys were put or removed so far. */
  changes(): number;
  sizeInBytes(): number;
  close(): Promise<void>;
};

const AFTER = Buffer.from([0]);
const after = (key: Buffer): Buffer => Buffer.concat([key, AFTER]);

export const openStorage = (folder: string): Storage => {
  const path = join(folder, 'data.mdb');
  const db = open<Buffer, Buffer>({
    path,
    noSubdir: true,
    keyEncoding: 'binary',
    encoding: 'binary',
    cache: false,
    // Shrinks nothing on disk, but spares zeroing pages that are overwritten at once.
    noMemInit: true,
  });

  chmodSync(path, 0o600);
  // A reader that was killed would keep every page from its time on.
  db.readerCheck();
  let changes = 0;

  const range = ({ start, end, reverse = false, limit, exclusiveStart }: KeyRange): Entry[] => {
    const from = exclusiveStart ? after(start) : start;
    const options = reverse
      ? { start: end, end: from, reverse: true, exclusiveStart: true, inclusiveEnd: true }
      : { start: from, end };
    const entries: Entry[] = [];
    for (const { key, value } of db.getRange(limit === undefined ? options : { ...options, limit }))
      entries.push({ key, value });
    return entries;
  };

  return {
    get: (key) => db.getBinary(key),
    has: (key) => db.doesExist(key),
    range,
    count: (start, end) => db.getKeysCount({ start, end }),
    countUpTo: (limit, start, end) => countOf(db.getKeys({ start, end, limit })),
    put: (key, value) => {
      changes++;
      db.putSync(key, value);
    },
    remove: (key) => {
      changes++;
      return db.removeSync(key);
    },
    changes: () => changes,
    transact: (body) => db.transactionSync(body),
    flushed: async () => {
      await db.flushed;
    },
    sizeInBytes: () => {
      const stats = db.getStats() as { pageSize?: number; lastPageNumber?: number };
      return (stats.pageSize ?? 4096) * ((stats.lastPageNumber ?? 0) + 1);
    },
    close: () => db.close(),
  };
};
