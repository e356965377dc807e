/**
 * Completing tasks over HTTP, durable, beside the least any such command can cost on this store: the conditional update of
 * a case document of the same size. Both are measured in turns within one run, because the machine has its moods.
 */
import { Worker } from 'node:worker_threads';
import { pathToFileURL } from 'node:url';
import { calculateObjectSize } from 'bson';
import { bpmnEngineExecutor, executionExecutor, registerCase, systemActor, type Executor } from '../engine/index.ts';
import type { Service } from '../service.ts';
import type { RunningService } from '../start-service.ts';
import { caseCollection, type CaseDocument } from '../store/case-document.ts';
import { formatFigures, quantile, type Figure } from './load/figures.ts';
import { signIn, startInTemporaryFolder } from './load/running-service.ts';
import type { Walk, Walked } from './load/walk-cases.ts';
import { formatTable, type BenchRow, type BenchTable } from './table.ts';

const executors = { execution: executionExecutor, 'bpmn-engine': bpmnEngineExecutor };
type ExecutorName = keyof typeof executors;

const callerCounts = [1, 8] as const;
const rounds = 4;
const roundMs = 1500;

const ladder = [
  { userId: 'junior.lanzhou', outcome: 'transferred' },
  { userId: 'senior.lanzhou', outcome: 'transferred' },
  { userId: 'manager.lanzhou', outcome: 'referred' },
  { userId: 'province', outcome: 'upheld' },
];

/** Registers cases; resolves to the first task of each. */
const registerCases = async (
  { service: { context } }: RunningService,
  definitionKey: string,
  count: number,
): Promise<string[]> => {
  const taskIds: string[] = [];
  let left = count;
  const register = async (): Promise<void> => {
    while (left-- > 0) {
      const at = new Date();
      const { entries } = await registerCase(context, {
        actor: systemActor,
        at,
        definitionKey,
        contact: {
          centre: 'lanzhou',
          channel: 'phone',
          subject: 'Speed far below what the contract says, every evening since the move',
          description: 'The customer measured three times and sends the results. '.repeat(8),
          category: 'fault',
          severity: 'normal',
          customer: { class: 'ordinary', name: '王小明', phone: '13900001234', address: 'Dongfanghong Square 1' },
          receivedAt: at,
        },
      });
      taskIds.push(entries.find(({ type }) => type === 'TaskCreated')!.taskId!);
    }
  };
  await Promise.all(Array.from({ length: 8 }, register));
  return taskIds;
};

const walkCases = (walk: Walk): Promise<Walked> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./load/walk-cases.js', import.meta.url), { workerData: walk });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

/** Conditional updates per second of copies of a case document, one copy per caller. */
const updateCopies = async (
  { store: { db } }: Service,
  { _id: original, ...document }: CaseDocument,
  callers: number,
): Promise<number> => {
  const copies = db.collection<CaseDocument>('benchCases');
  await copies.deleteMany({});
  const ids = Array.from({ length: callers }, (_, caller) => `${original}-${caller}`);
  await copies.insertMany(ids.map((_id) => ({ _id, ...document })));
  let updated = 0;
  const started = performance.now();
  const update = async (_id: string): Promise<void> => {
    for (let { rev } = document; performance.now() < started + roundMs; rev += 1) {
      const { matchedCount } = await copies.updateOne({ _id, rev }, { $set: { ...document, rev: rev + 1 } });
      if (matchedCount !== 1) throw new Error('The reference lost a race that nobody else runs in.');
      updated += 1;
    }
  };
  await Promise.all(ids.map(update));
  return (updated * 1000) / (performance.now() - started);
};

/** Puts a stopwatch around the executor the service picked by name; returns how to read it, in milliseconds. */
const clock = (executor: Executor): (() => number) => {
  const { step } = executor;
  let ms = 0;
  executor.step = (...given) => {
    const began = performance.now();
    try {
      return step(...given);
    } finally {
      ms += performance.now() - began;
    }
  };
  return () => ms;
};

/** Every executor runs the ladder; the whole complaint process runs on ours alone. */
const definitionKeys = { execution: 'complaint', 'bpmn-engine': 'ladder' } as const;

/** Enough cases for a round of eight callers at the pace each executor can reach. */
const casesPerSecond = { execution: 500, 'bpmn-engine': 40 } as const;

type Measured = {
  readonly callers: number;
  readonly updatesPerSecond: number[];
  readonly completionsPerSecond: number[];
  readonly latenciesMs: number[];
  executorMs: number;
};

const median = (values: readonly number[]): number => quantile(values, 0.5);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const rowsOf = (name: ExecutorName, measured: readonly Measured[]): BenchRow[] =>
  measured.flatMap(({ callers, updatesPerSecond, completionsPerSecond }) => {
    const what = callers === 1 ? '1 caller' : `${callers} callers`;
    const reference = { what: 'conditional updates', perSecond: median(updatesPerSecond) };
    return [
      { what: `conditional update of a case document, ${what}`, perSecond: reference.perSecond },
      { what: `complete-task over HTTP on ${name}, ${what}`, perSecond: median(completionsPerSecond), reference },
    ];
  });

const figuresOf = (measured: readonly Measured[], caseBytes: number): Figure[] => [
  { what: 'case document at its third task, BSON', value: caseBytes, unit: 'bytes' },
  ...measured.flatMap(({ callers, latenciesMs }) =>
    [0.5, 0.95].map((share) => ({
      what: `complete-task, ${callers} caller(s), p${share * 100}`,
      value: quantile(latenciesMs, share),
      unit: 'ms',
    })),
  ),
  ...measured
    .filter(({ callers }) => callers === 1)
    .map(({ executorMs, latenciesMs }) => ({
      what: 'share of command time in the executor, 1 caller',
      value: (100 * executorMs) / sum(latenciesMs),
      unit: '%',
    })),
];

export const benchCompleteTask = async (name: ExecutorName): Promise<{ table: BenchTable; figures: Figure[] }> => {
  const executorMs = clock(executors[name]);
  const running = await startInTemporaryFolder(name);
  try {
    const tiers = await Promise.all(
      ladder.map(async ({ userId, outcome }) => ({ outcome, token: await signIn(running.url, userId) })),
    );
    const cases = Math.ceil((roundMs / 1000) * casesPerSecond[name]);
    const registered = await registerCases(
      running,
      definitionKeys[name],
      cases * (rounds + 1) + Math.ceil((cases * rounds) / 3),
    );
    const half = tiers.slice(0, ladder.length / 2);
    await walkCases({
      url: running.url,
      callers: 1,
      durationMs: roundMs,
      tiers: half,
      taskIds: registered.splice(0, 1),
    });
    const halfway = await caseCollection(running.service.store.db).findOne(
      { tier: 'manager' },
      { projection: { pending: 0, pendingSince: 0 } },
    );
    if (!halfway) throw new Error('No case stands halfway up the ladder.');
    const walk = (callers: number): Promise<Walked> => {
      const taskIds = registered.splice(0, callers === 1 ? Math.ceil(cases / 3) : cases);
      return walkCases({ url: running.url, callers, durationMs: roundMs, tiers, taskIds });
    };
    await walk(8);
    const measured = callerCounts.map((callers): Measured => ({
      callers,
      updatesPerSecond: [],
      completionsPerSecond: [],
      latenciesMs: [],
      executorMs: 0,
    }));
    for (let round = 0; round < rounds; round += 1)
      for (const figures of measured) {
        figures.updatesPerSecond.push(await updateCopies(running.service, halfway, figures.callers));
        const before = executorMs();
        const { completed, elapsedMs, latenciesMs } = await walk(figures.callers);
        figures.executorMs += executorMs() - before;
        figures.completionsPerSecond.push((completed * 1000) / elapsedMs);
        figures.latenciesMs.push(...latenciesMs);
      }
    return {
      table: { title: `Completing tasks on ${name}`, rows: rowsOf(name, measured) },
      figures: figuresOf(measured, calculateObjectSize(halfway)),
    };
  } finally {
    await running.stop();
  }
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const name of ['execution', 'bpmn-engine'] as const) {
    const { table, figures } = await benchCompleteTask(name);
    console.log(formatTable(table));
    console.log(formatFigures(`Completing tasks on ${name}, one by one`, figures));
    console.log();
  }
