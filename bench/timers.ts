/**
 * How late timers fire: real reminders of real cases, woken by Agenda and fired by command on the embedded server; and what
 * looking for due timers costs while very many are armed for later.
 */
import { pathToFileURL } from 'node:url';
import { registerCase, systemActor } from '../engine/index.ts';
import type { RunningService } from '../start-service.ts';
import { caseCollection, shardCount, shardOf, type CaseDocument } from '../store/case-document.ts';
import { dueTimers } from '../store/case-store.ts';
import { formatFigures, quantile, type Figure } from './load/figures.ts';
import { startInTemporaryFolder } from './load/running-service.ts';

const TIMERS = 1000;
const FUTURE_TIMERS = 100_000;
const HOUR = 3_600_000;
/** From the start of the process to the reminder of its first task, as the shipped process says. */
const reminderMs = 3.2 * HOUR;

/** A clock that runs like the wall clock and can be set forward. */
const settableClock = (): { now(): Date; set(at: Date): void } => {
  let shiftMs = 0;
  return {
    now: () => new Date(Date.now() + shiftMs),
    set(at) {
      shiftMs = at.getTime() - Date.now();
    },
  };
};

const registerDue = async ({ service: { context } }: RunningService, dueAts: readonly Date[]): Promise<void> => {
  let next = 0;
  const caller = async (): Promise<void> => {
    for (let dueAt = dueAts[next++]; dueAt; dueAt = dueAts[next++]) {
      const at = new Date(dueAt.getTime() - reminderMs);
      await registerCase(context, {
        actor: systemActor,
        at,
        definitionKey: 'ladder',
        contact: {
          centre: 'lanzhou',
          channel: 'phone',
          subject: 'No connection',
          category: 'fault',
          severity: 'normal',
          customer: { class: 'ordinary' },
          receivedAt: at,
        },
      });
    }
  };
  await Promise.all(Array.from({ length: 8 }, caller));
};

/** Resolves with the lateness of each reminder, in milliseconds from its due moment to its commit, once all have fired. */
const watchReminders = (running: RunningService, now: () => Date, count: number): Promise<number[]> =>
  new Promise((resolve) => {
    const { cases } = running.service.store;
    const commit = cases.commit.bind(cases);
    const latenessMs: number[] = [];
    cases.commit = async (change, ...rest) => {
      const outcome = await commit(change, ...rest);
      const reminded = change.entries.find(({ type }) => type === 'SlaReminded');
      const dueAt = reminded?.details?.['timerDueAt'];
      if (outcome === 'committed' && dueAt instanceof Date) {
        latenessMs.push(now().getTime() - dueAt.getTime());
        if (latenessMs.length === count) {
          cases.commit = commit;
          resolve(latenessMs);
        }
      }
      return outcome;
    };
  });

const latenessFigures = async (what: string, spreadMs: number, goal?: string): Promise<Figure[]> => {
  const clock = settableClock();
  const running = await startInTemporaryFolder('execution', clock.now);
  try {
    // Far enough ahead that nothing is due before everything is registered.
    const from = new Date(Date.now() + HOUR);
    await registerDue(
      running,
      Array.from({ length: TIMERS }, (_, index) => new Date(from.getTime() + (index * spreadMs) / TIMERS)),
    );
    await running.service.store.followUp.drain();
    const reminded = watchReminders(running, clock.now, TIMERS);
    clock.set(from);
    const latenessMs = await reminded;
    return [0.5, 0.95, 1].map((share) => ({
      what: `${TIMERS} timers ${what}, ${share === 1 ? 'the latest' : `p${share * 100}`}`,
      value: quantile(latenessMs, share),
      unit: 'ms late',
      ...(goal !== undefined && share === 0.95 && { goal }),
    }));
  } finally {
    await running.stop();
  }
};

const medianMs = async (work: () => Promise<unknown>): Promise<number> => {
  const durations: number[] = [];
  for (let round = 0; round < 100; round += 1) {
    const began = performance.now();
    await work();
    durations.push(performance.now() - began);
  }
  return quantile(durations, 0.5);
};

/** As much of a case as its due-timer index needs. */
const futureCase = (number: number): CaseDocument => {
  const _id = `future-${number}`;
  const dueAt = new Date(Date.UTC(2100, 0, 1) + number * 1000);
  return {
    _id,
    number: `F-${number}`,
    rev: 1,
    status: 'open',
    shard: shardOf(_id),
    nextDueAt: dueAt,
    timers: [{ id: 't1', runId: 'r1', activityId: 'assessmentOverdue', dueAt }],
  } as unknown as CaseDocument;
};

const pollFigures = async (): Promise<Figure[]> => {
  const running = await startInTemporaryFolder('execution');
  try {
    const { db } = running.service.store;
    let shard = 0;
    const look = (): Promise<unknown> => dueTimers(db, shard++ % shardCount, new Date(), 200);
    const none = await medianMs(look);
    for (let start = 0; start < FUTURE_TIMERS; start += 5000)
      await caseCollection(db).insertMany(Array.from({ length: 5000 }, (_, offset) => futureCase(start + offset)));
    const many = await medianMs(look);
    // Agenda's rows are the leases of the shards, so its poll does not know how many timers there are.
    const poll = await medianMs(() =>
      db.collection('agendaJobs').findOneAndUpdate(
        {
          name: 'fireDueTimers',
          disabled: { $ne: true },
          $or: [
            { lockedAt: null, nextRunAt: { $lte: new Date(0) } },
            { nextRunAt: { $exists: true }, lockedAt: { $lte: new Date(0) } },
          ],
        },
        { $set: { lockedAt: new Date() } },
        { sort: { nextRunAt: 1, priority: -1 } },
      ),
    );
    const armed = FUTURE_TIMERS.toLocaleString('en-US');
    return [
      { what: 'look for due timers, none armed', value: none, unit: 'ms' },
      { what: `look for due timers, ${armed} armed for later`, value: many, unit: 'ms' },
      { what: 'the same as a ratio', value: many / none, unit: '×', goal: 'about 1' },
      { what: `Agenda's poll, ${armed} armed for later`, value: poll, unit: 'ms' },
    ];
  } finally {
    await running.stop();
  }
};

export const benchTimers = async (): Promise<Figure[]> => [
  ...(await latenessFigures('due over 10 s', 10_000, '< 1,000')),
  ...(await latenessFigures('due at once', 0)),
  ...(await pollFigures()),
];

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  console.log(formatFigures('Timers, fired by command on the embedded server', await benchTimers()));
