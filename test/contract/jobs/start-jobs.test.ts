import { expect } from 'chai';
import { startJobs, type Duty, type Jobs } from '../../../jobs/start-jobs.ts';
import { onEveryServer } from '../mongodb/servers.ts';

const SHARDS = 4;

/** Asks again until the answer satisfies; Agenda wakes by its own clock. */
const eventually = async (isTrue: () => boolean | Promise<boolean>, what: string): Promise<void> => {
  const endsAt = performance.now() + 15_000;
  while (!(await isTrue())) {
    if (performance.now() > endsAt) throw new Error(`Not within 15 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

onEveryServer('The jobs of two processes', ({ db }) => {
  const running = new Set<Jobs>();
  const failures: unknown[] = [];
  const looking = new Map<number, string>();
  type Timer = { _id: number; shard: number; firedBy?: string };

  /** A duty that fires what is due in its shard, each once, and tells which shards it held. */
  const process = async (name: string, holders: Set<number>): Promise<Jobs> => {
    const duty: Duty = {
      name: 'fireDueTimers',
      shards: SHARDS,
      lookEveryMs: 20,
      async look(shard) {
        holders.add(shard);
        const other = looking.get(shard);
        if (other !== undefined) failures.push(new Error(`${name} and ${other} look into shard ${shard} at once`));
        looking.set(shard, name);
        const fired = await db()
          .collection<Timer>('timers')
          .findOneAndUpdate({ shard, firedBy: { $exists: false } }, { $set: { firedBy: name } });
        if (fired) await db().collection<{ timer: number }>('firings').insertOne({ timer: fired._id });
        looking.delete(shard);
        return fired ? 1 : 0;
      },
    };
    const jobs = await startJobs(db(), [duty], (_duty, error) => failures.push(error));
    running.add(jobs);
    return jobs;
  };
  const stop = async (jobs: Jobs): Promise<void> => {
    running.delete(jobs);
    await jobs.stop();
  };
  const arm = async (first: number, count: number): Promise<void> => {
    await db()
      .collection<Timer>('timers')
      .insertMany(Array.from({ length: count }, (_, index) => ({ _id: first + index, shard: index % SHARDS })));
  };
  const firings = async (): Promise<number[]> =>
    (await db().collection<{ timer: number }>('firings').find().sort({ timer: 1 }).toArray()).map(({ timer }) => timer);

  afterEach(async () => {
    await Promise.all([...running].map(stop));
    expect(failures).to.deep.equal([]);
  });

  it('share the shards, fire every timer exactly once, and hand over when one stops', async () => {
    const holders = new Set<number>();
    const [first, second] = await Promise.all([process('first', holders), process('second', holders)]);
    expect(await db().collection('agendaJobs').countDocuments({ name: 'fireDueTimers' })).to.equal(SHARDS);
    await arm(0, 40);
    await eventually(async () => (await firings()).length >= 40, 'all timers fired');
    expect(holders.size).to.equal(SHARDS);

    const began = performance.now();
    await stop(first);
    expect(performance.now() - began).to.be.below(3000);
    await arm(100, 40);
    await eventually(async () => (await firings()).length >= 80, 'the other process took over');
    expect(await firings()).to.deep.equal([...Array(40).keys(), ...[...Array(40).keys()].map((index) => 100 + index)]);
    await stop(second);
  });

  it('leave no shard locked behind, so that a restart goes on at once', async () => {
    const holders = new Set<number>();
    const before = await process('before', holders);
    await eventually(() => holders.size === SHARDS, 'every shard is held');
    await stop(before);
    expect(
      await db()
        .collection('agendaJobs')
        .countDocuments({ lockedAt: { $ne: null } }),
    ).to.equal(0);
    holders.clear();
    const after = await process('after', holders);
    await eventually(() => holders.size === SHARDS, 'every shard is held again');
    await stop(after);
  });

  it('go on after a look that failed', async () => {
    let looks = 0;
    const told: string[] = [];
    const jobs = await startJobs(
      db(),
      [
        {
          name: 'failing',
          shards: 1,
          lookEveryMs: 10,
          async look() {
            looks += 1;
            if (looks === 1) throw new Error('not this time');
            return 0;
          },
        },
      ],
      (duty, error) => told.push(`${duty}: ${String(error)}`),
    );
    running.add(jobs);
    await eventually(() => looks > 2, 'looks go on');
    expect(told).to.deep.equal(['failing: Error: not this time']);
    await stop(jobs);
  });
});
