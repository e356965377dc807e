/** One process per data folder. */
import { expect } from 'chai';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { startEmbeddedServer } from '../../store/embedded/start-embedded-server.ts';
import { startServerProcess } from './embedded-process.ts';

const rejection = async (promise: Promise<unknown>): Promise<Error> => {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('It was not refused.');
};

describe('the lock on a data folder', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-lock-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses a second process in one sentence that names folder and holder', async () => {
    const holder = await startServerProcess(folder);
    const error = await rejection(startEmbeddedServer({ folder }));
    expect(error.message).to.equal(
      `The data folder ${folder} is in use by process ${holder.pid}; stop that process or start this one on another folder.`,
    );
    const other = await rejection(startServerProcess(folder));
    expect(other.message).to.include(`is in use by process ${holder.pid}`);
    await holder.kill('SIGTERM');
  });

  it('refuses a second start in the same process, and lets go with stop', async () => {
    const first = await startEmbeddedServer({ folder });
    const error = await rejection(startEmbeddedServer({ folder }));
    expect(error.message).to.include(`is in use by process ${process.pid}`);
    await first.stop();
    const second = await startEmbeddedServer({ folder });
    await second.stop();
  });

  it('lets only one of several simultaneous starts through', async () => {
    const starts = await Promise.allSettled(Array.from({ length: 4 }, () => startEmbeddedServer({ folder })));
    const started = starts.filter((start) => start.status === 'fulfilled');
    expect(started).to.have.length(1);
    await started[0]!.value.stop();
  });

  it('is free again after kill -9', async () => {
    const killed = await startServerProcess(folder);
    await killed.kill('SIGKILL');
    const server = await startEmbeddedServer({ folder });
    await server.stop();
  });

  it('is not held by a stranger who got the same pid', async () => {
    const stranger = { pid: process.ppid, startedAt: 'another boot 1', socketPath: join(folder, 'mongodb.sock') };
    writeFileSync(join(folder, 'lock.json'), JSON.stringify(stranger));
    const server = await startEmbeddedServer({ folder });
    expect(JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8'))).to.include({ pid: process.pid });
    await server.stop();
  });

  it('is not held by a lock file cut short by a crash', async () => {
    writeFileSync(join(folder, 'lock.json'), '{"pi');
    const server = await startEmbeddedServer({ folder });
    await server.stop();
  });

  it('leaves neither lock nor socket behind after stop, and may be stopped twice', async () => {
    const server = await startEmbeddedServer({ folder });
    await server.stop();
    await server.stop();
    expect(existsSync(join(folder, 'lock.json'))).to.equal(false);
    expect(existsSync(join(folder, 'mongodb.sock'))).to.equal(false);
  });

  it('listens in a private folder elsewhere when the path is too long for a socket', async () => {
    const long = join(folder, 'x'.repeat(60), 'y'.repeat(60));
    const server = await startEmbeddedServer({ folder: long });
    const socketPath = decodeURIComponent(/mongodb:\/\/([^/]+)\//.exec(server.uri)![1]!);
    expect(Buffer.byteLength(socketPath)).to.be.below(104);
    expect(statSync(join(socketPath, '..')).mode & 0o777).to.equal(0o700);
    const client = await new MongoClient(server.uri).connect();
    expect(await client.db('a').command({ ping: 1 })).to.deep.include({ ok: 1 });
    await client.close();
    await server.stop();
  });
});
