/** The embedded server through the official driver, durable, beside bare lmdb on the same disk. Alone: `node dist/bench/embedded.js`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MongoClient, type Collection, type Document, type ObjectId } from 'mongodb';
import { openStorage } from '../store/embedded/storage/open-storage.ts';
import { startEmbeddedServer } from '../store/embedded/start-embedded-server.ts';
import { formatTable, type BenchRow, type BenchTable } from './table.ts';

const CALLERS = 32;
const ROWS = 5_000;
const JOBS = 100_000;

type Work = (index: number) => Promise<unknown>;

/** Calls per second over about `durationMs`, after a warm-up. */
const measure = async (work: Work, callers: number, durationMs = 2_000): Promise<number> => {
  let index = 0;
  const run = async (until: number): Promise<void> => {
    while (performance.now() < until) await work(index++);
  };
  const all = (ms: number): Promise<unknown> => {
    const until = performance.now() + ms;
    return Promise.all(Array.from({ length: callers }, () => run(until)));
  };
  await all(durationMs / 2);
  index = 0;
  const started = performance.now();
  await all(durationMs);
  return (index * 1000) / (performance.now() - started);
};

const caseDocument = (number: number): Document => ({
  number,
  centre: `centre-${number % 14}`,
  status: number % 3 === 0 ? 'open' : 'closed',
  openedAt: new Date(1_700_000_000_000 + number * 60_000),
  title: 'The line has been dead since yesterday evening',
  customer: { name: 'Somebody', phone: '0931-5550100', keyAccount: false },
  journal: Array.from({ length: 4 }, (_, sequence) => ({ sequence, type: 'TaskCompleted', actor: 'agent-7' })),
});

const key = (index: number): Buffer => Buffer.from(`d${index % ROWS}`);

const storageReference = async (folder: string): Promise<{ put: number; get: number }> => {
  const storage = openStorage(folder);
  const bytes = Buffer.alloc(500, 1);
  const put = await measure(async (index) => {
    storage.transact(() => storage.put(key(index), bytes));
    await storage.flushed();
  }, 1);
  const get = await measure(async (index) => storage.get(key(index)), 1, 500);
  await storage.close();
  return { put, get };
};

type Operation = { what: string; kind: 'put' | 'get'; work: Work };

const operations = (cases: Collection, ids: readonly ObjectId[]): Operation[] => {
  const idOf = (index: number): ObjectId => ids[(index * 7919) % ids.length]!;
  return [
    { what: 'insertOne', kind: 'put', work: (index) => cases.insertOne(caseDocument(1_000_000 + index)) },
    { what: 'findOne by id', kind: 'get', work: (index) => cases.findOne({ _id: idOf(index) }) },
    {
      what: 'findOneAndUpdate by id',
      kind: 'put',
      work: (index) =>
        cases.findOneAndUpdate({ _id: idOf(index) }, { $set: { status: 'open', seen: index }, $inc: { rev: 1 } }),
    },
    {
      what: 'indexed find, sort, limit 20',
      kind: 'get',
      work: (index) =>
        cases
          .find({ centre: `centre-${index % 14}`, status: 'open' })
          .sort({ openedAt: -1 })
          .limit(20)
          .toArray(),
    },
  ];
};

const crudRows = async (client: MongoClient, reference: { put: number; get: number }): Promise<BenchRow[]> => {
  const cases = client.db('bench').collection('cases');
  await cases.createIndex({ centre: 1, status: 1, openedAt: -1 });
  const { insertedIds } = await cases.insertMany(Array.from({ length: ROWS }, (_, number) => caseDocument(number)));
  const ids = Object.values(insertedIds);
  const rows: BenchRow[] = [];
  for (const { what, kind, work } of operations(cases, ids)) {
    const serial = await measure(work, 1);
    rows.push({
      what: `${what}, 1 caller`,
      perSecond: serial,
      reference: { what: `bare lmdb ${kind}`, perSecond: reference[kind] },
    });
    rows.push({
      what: `${what}, ${CALLERS} callers`,
      perSecond: await measure(work, CALLERS),
      reference: { what: '1 caller', perSecond: serial },
    });
  }
  return rows;
};

const job = (number: number): Document => ({
  name: `job-${number % 5}`,
  priority: 0,
  type: 'normal',
  nextRunAt: new Date(Date.UTC(2100, 0, 1) + number),
  data: { caseId: `C-${number}` },
});

/** What a job queue asks again and again: is anything due, or locked by somebody who died? */
const pollRows = async (client: MongoClient): Promise<BenchRow[]> => {
  const jobs = client.db('bench').collection('jobs');
  await jobs.createIndex({ name: 1, nextRunAt: 1, priority: -1, lockedAt: 1, disabled: 1 });
  await jobs.createIndex({ name: 1, lockedAt: 1 });
  for (let start = 0; start < JOBS; start += 10_000)
    await jobs.insertMany(Array.from({ length: 10_000 }, (_, offset) => job(start + offset)));
  const poll: Work = () => {
    const now = new Date();
    return jobs.findOneAndUpdate(
      {
        name: 'job-3',
        disabled: { $ne: true },
        $or: [{ lockedAt: null, nextRunAt: { $lte: now } }, { lockedAt: { $lte: new Date(now.getTime() - 60_000) } }],
      },
      { $set: { lockedAt: now } },
      { sort: { nextRunAt: 1, priority: -1 } },
    );
  };
  return [{ what: `poll among ${JOBS.toLocaleString('en-US')} future jobs`, perSecond: await measure(poll, 1) }];
};

export const benchEmbedded = async (): Promise<BenchTable> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-embedded-'));
  const bare = mkdtempSync(join(tmpdir(), 'bench-lmdb-'));
  const reference = await storageReference(bare);
  const server = await startEmbeddedServer({ folder });
  const client = await new MongoClient(server.uri, { maxPoolSize: CALLERS }).connect();
  try {
    const rows = [...(await crudRows(client, reference)), ...(await pollRows(client))];
    return {
      title: 'Embedded server through the driver, durable',
      rows: [
        { what: 'bare lmdb put + flush', perSecond: reference.put },
        { what: 'bare lmdb get', perSecond: reference.get },
        ...rows,
      ],
    };
  } finally {
    await client.close();
    await server.stop();
    for (const path of [folder, bare]) rmSync(path, { recursive: true, force: true });
  }
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(formatTable(await benchEmbedded()));
