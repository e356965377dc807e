/**
 * The only door to Agenda. Its rows are leases: whoever runs `sweepTimers` of a shard holds that shard for a few seconds
 * and looks again and again, which costs one indexed read a look and fires timers a fraction of a second after they are due.
 * A process that dies leaves its leases to the others after `lockLifetime`.
 */
import { setMaxListeners } from 'node:events';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';

export type AgendaDatabase = Extract<ConstructorParameters<typeof MongoBackend>[0], { mongo: unknown }>['mongo'];

/** A recurring piece of work; `shard` tells apart the rows that share a name. */
export type Duty = {
  readonly name: string;
  readonly shards: number;
  /** Pause between two looks, in milliseconds, while the last one found nothing. */
  readonly lookEveryMs: number;
  /** One look; resolves to how much it found. */
  look(shard: number): Promise<number>;
};

export type Jobs = { stop(): Promise<void> };

const leaseMs = 5000;
/** How soon a lease that ended early, by a failed look or a process that stopped, may be taken again. */
const takeOverMs = 1000;
const lockLifetimeMs = 30_000;
const drainMs = 10_000;

/** Resolves after `ms`, or at once when the signal aborts. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });

const holdLease = async (duty: Duty, shard: number, signal: AbortSignal): Promise<void> => {
  const endsAt = performance.now() + leaseMs;
  while (!signal.aborted && performance.now() < endsAt) {
    const found = await duty.look(shard);
    if (found === 0) await pause(duty.lookEveryMs, signal);
  }
};

/** Adds the rows that are missing; never touches a row that exists, because that would clear a running job's lock. */
const addRows = async (agenda: Agenda, db: AgendaDatabase, duties: readonly Duty[]): Promise<void> => {
  const rows = db.collection('agendaJobs');
  await rows.createIndex({ name: 1, lockedAt: 1 }, { name: 'poll' });
  await rows.createIndex(
    { name: 1, 'data.shard': 1 },
    { name: 'duty', unique: true, partialFilterExpression: { 'data.shard': { $exists: true } } },
  );
  for (const { name, shards } of duties)
    for (let shard = 0; shard < shards; shard += 1)
      try {
        await agenda
          .create(name, { shard })
          .unique({ 'data.shard': shard }, { insertOnly: true })
          .repeatEvery(takeOverMs)
          .schedule(new Date())
          .save();
      } catch (error) {
        // E11000: another process added the same row at the same time.
        if ((error as { code?: unknown }).code !== 11000) throw error;
      }
};

/** Starts the duties on a database that other processes may share. `onFailure` gets what a look threw; the duty goes on. */
export const startJobs = async (
  db: AgendaDatabase,
  duties: readonly Duty[],
  onFailure: (duty: string, error: unknown) => void,
): Promise<Jobs> => {
  const stopping = new AbortController();
  // Every duty that pauses listens; there are more of them than Node takes for a leak.
  setMaxListeners(0, stopping.signal);
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: db, collection: 'agendaJobs' }),
    processEvery: 200,
    maxConcurrency: 50,
    defaultLockLimit: 50,
    defaultLockLifetime: lockLifetimeMs,
  });
  agenda.on('error', (error) => onFailure('agenda', error));
  await agenda.ready;
  for (const duty of duties)
    agenda.define<{ shard: number }>(
      duty.name,
      // oxlint-disable-next-line typescript/no-misused-promises -- the rule reads the overload for callbacks, which one parameter excludes
      async (job) => {
        try {
          await holdLease(duty, job.attrs.data.shard, stopping.signal);
        } catch (error) {
          onFailure(duty.name, error);
        }
      },
      { concurrency: duty.shards, lockLimit: duty.shards },
    );
  await addRows(agenda, db, duties);
  await agenda.start();
  return {
    async stop() {
      stopping.abort();
      await agenda.drain(drainMs);
      await agenda.stop();
    },
  };
};
