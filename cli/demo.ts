/** `npm run demo [-- FILE.csv]`: a month of complaints worked through all tiers on a simulated clock, then the figures. */
import { parseArgs } from 'node:util';
import { addDemoStaff } from '../add-demo-staff.ts';
import { readConfig } from '../config.ts';
import { arrivalsOf } from '../demo/arrivals.ts';
import { planDemoWork } from '../demo/demo-roster.ts';
import { proveJournals, reportTable } from '../demo/report.ts';
import { simulate } from '../demo/simulation.ts';
import { deliverMessages } from '../jobs/deliver-messages.ts';
import { openService, type Service } from '../service.ts';
import { shardCount } from '../store/case-document.ts';
import { dueTimers, earliestDueAt, eachOpenCase } from '../store/case-store.ts';
import { findDemoRun, saveDemoRun, type DemoRun } from '../store/demo-store.ts';
import { openOutbox } from '../store/message-store.ts';
import { newestEntryAt } from '../store/journal-store.ts';
import { countEntries, countStandings, eachJournal } from '../store/statistics.ts';
import type { ComplaintInput } from './complaint-rows/complaint-input.ts';
import { generateRows } from './complaint-rows/generate-rows.ts';
import { mapRows } from './complaint-rows/map-rows.ts';
import { startProgress } from './progress.ts';
import { readComplaints, readMapping, shippedMapping } from './read-complaints.ts';
import { endWith } from './end-with.ts';

/** What the simulated organisation tells people reaches nobody outside. */
const toNobody = { deliver: async (): Promise<void> => {}, giveUp: async (): Promise<void> => {} };

const usage = `Usage: npm run demo -- [FILE.csv] [--mapping FILE.json] [--rows N] [--days N] [--seed N] [--end MOMENT]

Registers complaints, works a realistic share of them through all tiers on a simulated clock, and prints the figures.
Without a file, --rows (default 2224) complaints of the same shape are generated. --days is the simulated time (default 30),
--end when it ends (ISO 8601 with zone, default now): the same rows, days, seed and end give the same figures.
Runs on an empty database; an interrupted demo goes on where it stopped.`;

/** Between two saves the clock is found again from the newest journal entry. */
const ticksBetweenSaves = 50;

const DAY = 24 * 60 * 60 * 1000;

const positive = (name: string, text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 1_000_000)
    throw new Error(`--${name} must be a whole number from 1 to 1000000, not '${text}'.`);
  return number;
};

const momentOf = (text: string, now: Date): Date => {
  const moment = new Date(text);
  if (!/(?:Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(moment.getTime()) || moment > now)
    throw new Error(
      `--end must be a moment that has passed, with its time zone, such as 2026-03-01T00:00:00Z, not '${text}'.`,
    );
  return moment;
};

const readInput = async (
  file: string | undefined,
  mappingFile: string | undefined,
  rows: number,
  seed: number,
): Promise<ComplaintInput[]> => {
  const mapping = await readMapping(mappingFile ?? shippedMapping);
  const complaints: ComplaintInput[] = [];
  let refused = 0;
  for await (const row of file === undefined
    ? mapRows(mapping, generateRows(rows, seed))
    : readComplaints(file, mapping)) {
    if (row.ok) complaints.push(row.complaint);
    else refused += 1;
  }
  console.log(
    `${complaints.length} complaints ${file === undefined ? 'generated' : `read from ${file}`}${
      refused > 0 ? `; ${refused} rows refused (npm run import writes a report of them)` : ''
    }`,
  );
  return complaints;
};

/** The run to go on with, or a fresh one. */
const prepareRun = async ({ store }: Service, seed: number, days: number, end: Date): Promise<DemoRun> => {
  const earlier = await findDemoRun(store.db);
  if (earlier) {
    const newest = await newestEntryAt(store.db);
    if (newest && newest > earlier.endAt && earlier.clockAt < earlier.endAt)
      throw new Error(
        'The service has worked on this unfinished demo since, on its own clock; set DATA_DIR to an empty folder for a new demo.',
      );
    const clockAt = newest && newest > earlier.clockAt ? newest : earlier.clockAt;
    console.log(`Going on with the demo interrupted at ${clockAt.toISOString()} (simulated)`);
    return { ...earlier, clockAt };
  }
  if ((await countStandings(store.db)).length > 0)
    throw new Error(
      'The database has cases that are not from a demo, and the simulated clock would fire their timers. Set DATA_DIR to an empty folder.',
    );
  const startAt = new Date(end.getTime() - days * DAY);
  const run = { seed, startAt, endAt: end, clockAt: startAt };
  await saveDemoRun(store.db, run);
  return run;
};

const printReport = async ({ context, store }: Service, complaints: number): Promise<boolean> => {
  const standings = await countStandings(store.db);
  const entries = await countEntries(store.db, ['SlaReminded', 'SlaBreached', 'TaskEscalated', 'OverdueReported']);
  console.log(reportTable({ standings, entries }).join('\n'));
  const cases = standings.reduce((sum, { count }) => sum + count, 0);
  const proof = await proveJournals(eachJournal(store.db), context.digest);
  console.log(
    [
      `${cases} cases of ${complaints} complaints: ${cases === complaints ? 'they add up' : 'THEY DO NOT ADD UP'}`,
      `${proof.entries} journal entries: ${proof.brokenChains.length === 0 ? 'every chain is whole' : `BROKEN CHAINS: ${proof.brokenChains.join(', ')}`}`,
      proof.doubleTimers.length === 0 ? 'No timer fired twice' : `FIRED TWICE: ${proof.doubleTimers.join(', ')}`,
    ].join('\n'),
  );
  return cases === complaints && proof.brokenChains.length === 0 && proof.doubleTimers.length === 0;
};

const run = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      mapping: { type: 'string' },
      rows: { type: 'string', default: '2224' },
      days: { type: 'string', default: '30' },
      seed: { type: 'string', default: '1' },
      end: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help || positionals.length > 1) {
    console.log(usage);
    return values.help ? 0 : 1;
  }
  const seed = positive('seed', values.seed);
  const end = values.end === undefined ? new Date() : momentOf(values.end, new Date());
  const complaints = await readInput(positionals[0], values.mapping, positive('rows', values.rows), seed);
  const service = await openService({
    ...readConfig(),
    now: end,
    onFailure: (error) => console.error('A follow-up failed and will be repeated.', error),
  });
  try {
    const { db, followUp } = service.store;
    await addDemoStaff(service);
    await planDemoWork(service.context, end);
    // What a crash left between a commit and its follow-up is finished first: the clock is found from the newest entry.
    while ((await followUp.sweep(new Date())) > 0);
    const demo = await prepareRun(service, seed, positive('days', values.days), end);
    const span = demo.endAt.getTime() - demo.startAt.getTime();
    const progress = startProgress('Simulating', span, process.stderr, (ms) => `${(ms / DAY).toFixed(1)} days`);
    const startedAt = performance.now();
    const outbox = openOutbox(db);
    let ticks = 0;
    const { commands, tooLate } = await simulate({
      context: service.context,
      timers: {
        dueTimers: (shard, now, limit) => dueTimers(db, shard, now, limit),
        earliestDueAt: () => earliestDueAt(db),
      },
      shards: shardCount,
      seed: demo.seed,
      from: demo.clockAt,
      until: demo.endAt,
      arrivals: arrivalsOf(complaints, demo.startAt, demo.endAt),
      openCases: eachOpenCase(db),
      async onTick(clockAt) {
        ticks += 1;
        if (ticks % ticksBetweenSaves === 0) {
          await deliverMessages(outbox, toNobody, clockAt, Infinity);
          await saveDemoRun(db, { ...demo, clockAt });
        }
        progress.update(clockAt.getTime() - demo.startAt.getTime());
      },
    });
    await followUp.drain();
    await deliverMessages(outbox, toNobody, demo.endAt, Infinity);
    await saveDemoRun(db, { ...demo, clockAt: demo.endAt });
    progress.update(span);
    progress.finish();
    const seconds = (performance.now() - startedAt) / 1000;
    const isSound = await printReport(service, complaints.length);
    console.log(
      `${commands} commands in ${seconds.toFixed(1)} s: ${Math.round(commands / seconds)} per second; ${tooLate} came too late, after the limit`,
    );
    return isSound ? 0 : 1;
  } finally {
    await service.close();
  }
};

await endWith(run);
