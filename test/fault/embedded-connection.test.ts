/** Peers that misbehave, and the death of the server's own thread. */
import { expect } from 'chai';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { BSON } from 'mongodb';
import { startEmbeddedServer, type EmbeddedServer } from '../../store/embedded/start-embedded-server.ts';
import { superviseThread } from '../../store/embedded/supervise-thread.ts';
import { rawCommand } from '../contract/mongodb/raw-command.ts';

const message = (operation: number, flags: number, body: Buffer, size?: number): Buffer => {
  const header = Buffer.alloc(20);
  header.writeInt32LE(size ?? 20 + body.length, 0);
  header.writeInt32LE(operation, 12);
  header.writeUInt32LE(flags, 16);
  return Buffer.concat([header, body]);
};

const ping = BSON.serialize({ ping: 1, $db: 'a' });
const section = (bytes: Uint8Array): Buffer => Buffer.concat([Buffer.from([0]), bytes]);

describe('a connection to the embedded server', () => {
  let folder: string;
  let server: EmbeddedServer;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-peer-'));
    server = await startEmbeddedServer({ folder });
  });

  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (): Socket => connect(decodeURIComponent(/mongodb:\/\/([^/]+)\//.exec(server.uri)![1]!));

  const garbage: [what: string, bytes: Buffer][] = [
    ['a size below a header', message(2013, 0, section(ping), 3)],
    ['a size beyond all limits', message(2013, 0, section(ping), 2_000_000_000)],
    ['a negative size', message(2013, 0, section(ping), -5)],
    ['an unknown operation', message(2012, 0, section(ping))],
    ['an unknown required flag', message(2013, 4, section(ping))],
    ['an unknown section', message(2013, 0, Buffer.concat([Buffer.from([9]), ping]))],
    ['no section', message(2013, 0, Buffer.alloc(0))],
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
  ];

  for (const [what, bytes] of garbage)
    it(`is closed after ${what}, and others go on`, async () => {
      const socket = open();
      const closed = once(socket, 'close');
      socket.write(bytes);
      await closed;
      expect(await rawCommand(server.uri, { ping: 1, $db: 'a' })).to.include({ ok: 1 });
    });

  const malformed: [what: string, body: Buffer][] = [
    ['a document that is longer than its message', Buffer.from([0xff, 0xff, 0, 0, 0])],
    ['a value that reaches beyond its document', Buffer.from([12, 0, 0, 0, 2, 97, 0, 0xff, 0, 0, 0, 0])],
    ['a field name without an end', Buffer.from([9, 0, 0, 0, 16, 97, 97, 97, 0])],
    ['an unknown type', Buffer.from([9, 0, 0, 0, 0x55, 97, 0, 1, 0])],
    ['a date beyond all dates', Buffer.from([16, 0, 0, 0, 9, 97, 0, 1, 1, 1, 1, 1, 1, 1, 0x7f, 0])],
  ];

  for (const [what, body] of malformed)
    it(`is told about ${what}, and goes on`, async () => {
      const socket = open();
      socket.write(message(2013, 0, section(body)));
      const [refusal] = (await once(socket, 'data')) as [Buffer];
      expect(BSON.deserialize(refusal.subarray(21))).to.include({ ok: 0, code: 22, codeName: 'InvalidBSON' });
      socket.write(message(2013, 0, section(ping)));
      const [reply] = (await once(socket, 'data')) as [Buffer];
      expect(BSON.deserialize(reply.subarray(21))).to.include({ ok: 1 });
      socket.destroy();
    });

  it('may send a message byte by byte, and several at once', async () => {
    const socket = open();
    const whole = message(2013, 0, section(ping));
    for (const byte of whole) socket.write(Buffer.from([byte]));
    await once(socket, 'data');
    const replies: Buffer[] = [];
    const three = new Promise<void>((resolve) =>
      socket.on('data', (chunk) => {
        replies.push(chunk);
        const received = Buffer.concat(replies);
        if (received.length >= received.readInt32LE(0) * 3) resolve();
      }),
    );
    socket.write(Buffer.concat([whole, whole, whole]));
    await three;
    socket.destroy();
  });

  it('may carry a checksum, and documents in a sequence beside the command', async () => {
    const socket = open();
    const documents = [{ _id: 1 }, { _id: 2 }].map((each) => BSON.serialize(each));
    const name = Buffer.from('documents\0');
    const size = Buffer.alloc(4);
    size.writeInt32LE(4 + name.length + documents.reduce((sum, { length }) => sum + length, 0));
    const insert = BSON.serialize({ insert: 'sequence', $db: 'a' });
    const body = Buffer.concat([Buffer.from([1]), size, name, ...documents, section(insert), Buffer.alloc(4)]);
    socket.write(message(2013, 1, body));
    const [reply] = (await once(socket, 'data')) as [Buffer];
    expect(BSON.deserialize(reply.subarray(21))).to.include({ n: 2, ok: 1 });
    socket.destroy();
  });

  it('that ends in the middle of a command does not take others with it', async () => {
    const sockets = Array.from({ length: 20 }, open);
    for (const socket of sockets) {
      socket.write(
        message(2013, 0, section(BSON.serialize({ insert: 'left', documents: [{ a: 'x'.repeat(1000) }], $db: 'a' }))),
      );
      socket.destroy();
    }
    expect(await rawCommand(server.uri, { ping: 1, $db: 'a' })).to.include({ ok: 1 });
  });
});

const threadOf = (code: string): Worker =>
  new Worker(`const { parentPort } = require('node:worker_threads'); ${code}`, { eval: true });

const failureOf = (code: string, onEnd: () => void = () => undefined): Promise<Error> =>
  new Promise((resolve) => {
    void superviseThread(threadOf(code), onEnd, resolve).ready;
  });

describe("the embedded server's thread", () => {
  it('is missed when it dies', async () => {
    const events: string[] = [];
    const code = "parentPort.postMessage('ready'); setImmediate(() => { throw new Error('out of order'); });";
    expect((await failureOf(code, () => events.push('ended'))).message).to.equal('out of order');
    expect(events).to.deep.equal(['ended']);
  });

  it('is missed when it leaves without a word', async () => {
    const code = "parentPort.postMessage('ready'); setImmediate(() => process.exit(3));";
    expect((await failureOf(code)).message).to.include('ended with code 3');
  });

  it('is not missed when it was told to go', async () => {
    const failures: Error[] = [];
    const worker = threadOf("parentPort.once('message', () => parentPort.close()); parentPort.postMessage('ready');");
    const thread = superviseThread(
      worker,
      () => undefined,
      (error) => failures.push(error),
    );
    await thread.ready;
    await thread.stop();
    expect(failures).to.deep.equal([]);
  });

  it('that cannot open its data fails the start and frees the folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'embedded-broken-'));
    mkdirSync(join(folder, 'data.mdb'));
    const error = await startEmbeddedServer({ folder }).catch((reason: Error) => reason);
    expect(error).to.be.instanceOf(Error);
    expect(existsSync(join(folder, 'lock.json'))).to.equal(false);
    rmSync(folder, { recursive: true, force: true });
  });
});
