/** A write that a driver sends again after losing the connection happens once. */
import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Long, UUID, type Document } from 'mongodb';
import { startServerProcess } from '../../fault/embedded-process.ts';
import { rawCommand } from './raw-command.ts';
import { onEmbeddedServer } from './servers.ts';

const attempt = (command: Document, lsid: UUID, number: number): Document => ({
  ...command,
  lsid: { id: lsid },
  txnNumber: Long.fromNumber(number),
});

onEmbeddedServer('a retried write', ({ db, uri }) => {
  const run = (command: Document): Promise<Document> => rawCommand(uri(), { ...command, $db: db().databaseName });

  it('gets the first answer and is not done again', async () => {
    const session = new UUID();
    const increment = { update: 'a', updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }] };
    const first = await run(attempt(increment, session, 1));
    const again = await run(attempt(increment, session, 1));
    expect(again).to.deep.equal(first);
    expect(
      await db()
        .collection('a')
        .findOne({ _id: 1 as never }),
    ).to.include({ n: 1 });
    await run(attempt(increment, session, 2));
    expect(
      await db()
        .collection('a')
        .findOne({ _id: 1 as never }),
    ).to.include({ n: 2 });
  });

  it('returns the same document from findAndModify', async () => {
    const session = new UUID();
    await db()
      .collection('queue')
      .insertMany([{ n: 1 }, { n: 2 }]);
    const take = { findAndModify: 'queue', query: {}, sort: { n: 1 }, remove: true };
    const first = await run(attempt(take, session, 1));
    expect(await run(attempt(take, session, 1))).to.deep.equal(first);
    expect(await db().collection('queue').countDocuments()).to.equal(1);
  });

  it('older than the session has got to is refused', async () => {
    const session = new UUID();
    const insert = { insert: 'b', documents: [{}] };
    await run(attempt(insert, session, 5));
    expect(await run(attempt(insert, session, 4))).to.include({ ok: 0, code: 225, codeName: 'TransactionTooOld' });
  });
});

describe('a retried write after kill -9', () => {
  it('is still known', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'embedded-retry-'));
    const session = new UUID();
    const insert = { insert: 'a', documents: [{ _id: 1 }] };
    for (const round of [1, 2]) {
      const server = await startServerProcess(folder);
      const reply = await rawCommand(server.uri, { ...attempt(insert, session, 1), $db: 'a' });
      expect(reply, `round ${round}`).to.include({ n: 1, ok: 1 });
      expect(reply).to.not.have.property('writeErrors');
      await server.kill('SIGKILL');
    }
    rmSync(folder, { recursive: true, force: true });
  });
});
