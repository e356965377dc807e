/** kill -9 under load: what was acknowledged is there, nothing is there in part. */
import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { startServerProcess } from './embedded-process.ts';

const ROUNDS = 3;
const CALLERS = 8;
const ROUND_MS = 500;

const withFolder = async (body: (folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-kill-'));
  try {
    await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

type Acknowledged = { inserted: Set<number>; increments: number };

/** Writes until the connection breaks; an unanswered write may have happened or not. */
const writeUntilKilled = async (uri: string, first: number, acknowledged: Acknowledged): Promise<number> => {
  const client = new MongoClient(uri, { retryWrites: false, serverSelectionTimeoutMS: 500 });
  const db = client.db('load');
  let next = first;
  const caller = async (): Promise<void> => {
    for (;;) {
      const number = next++;
      await db
        .collection('rows')
        .insertOne({ _id: number as never, group: number % 10, tags: ['a', `t${number % 3}`] });
      acknowledged.inserted.add(number);
      await db.collection('counters').updateOne({ _id: 'total' as never }, { $inc: { value: 1 } }, { upsert: true });
      acknowledged.increments++;
    }
  };
  await Promise.allSettled(Array.from({ length: CALLERS }, caller));
  await client.close();
  return next;
};

const check = async (uri: string, acknowledged: Acknowledged, attempted: number): Promise<void> => {
  const client = new MongoClient(uri);
  const db = client.db('load');
  const rows = await db.collection<{ _id: number }>('rows').find().toArray();
  const stored = new Set(rows.map(({ _id }) => _id));
  const missing = [...acknowledged.inserted].filter((number) => !stored.has(number));
  expect(missing).to.deep.equal([]);
  expect(stored.size).to.be.at.most(attempted);
  // Every index entry has its document and the other way round.
  let byIndex = 0;
  for (let group = 0; group < 10; group++)
    byIndex += await db.collection('rows').countDocuments({ group }, { hint: 'group_1' });
  expect(byIndex).to.equal(stored.size);
  expect(await db.collection('rows').countDocuments({ tags: 'a' }, { hint: 'tags_1' })).to.equal(stored.size);
  const total = await db.collection<{ value: number }>('counters').findOne({});
  expect(total?.value ?? 0).to.be.within(acknowledged.increments, acknowledged.increments + ROUNDS * CALLERS);
  await client.close();
};

describe('killing the embedded server under load', () => {
  it('loses no acknowledged write and leaves indexes whole', async function () {
    await withFolder(async (folder) => {
      const acknowledged: Acknowledged = { inserted: new Set(), increments: 0 };
      let next = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const server = await startServerProcess(folder);
        const client = new MongoClient(server.uri);
        await client
          .db('load')
          .collection('rows')
          .createIndexes([{ key: { group: 1 } }, { key: { tags: 1 } }]);
        await client.close();
        const writing = writeUntilKilled(server.uri, next, acknowledged);
        await new Promise((resolve) => setTimeout(resolve, ROUND_MS));
        await server.kill('SIGKILL');
        next = await writing;
      }
      expect(acknowledged.inserted.size).to.be.greaterThan(100);
      const server = await startServerProcess(folder);
      await check(server.uri, acknowledged, next);
      await server.kill('SIGTERM');
    });
  });
});
