/** An unmodified Agenda does its work on the server: schedules, repeats, shares jobs between instances, respects locks. */
import { expect } from 'chai';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { type Document } from 'mongodb';
import { onEveryServer } from './servers.ts';

onEveryServer('Agenda', ({ db }) => {
  const running: Agenda[] = [];

  const agenda = (collection: string): Agenda => {
    const instance = new Agenda({
      backend: new MongoBackend({ mongo: db(), collection }),
      processEvery: 50,
      defaultLockLifetime: 30_000,
    });
    running.push(instance);
    return instance;
  };

  afterEach(async () => {
    for (const instance of running.splice(0)) await instance.stop();
  });

  it('runs what is scheduled, when it is due', async () => {
    const one = agenda('scheduled');
    const dueAt = new Date(Date.now() + 200);
    const ran = new Promise<Date>((resolve) => one.define('send', () => resolve(new Date())));
    await one.start();
    await one.schedule(dueAt, 'send', { to: 'somebody' });
    expect((await ran).getTime()).to.be.at.least(dueAt.getTime());
  });

  it('repeats', async () => {
    const one = agenda('repeated');
    let runs = 0;
    const thrice = new Promise<void>((resolve) =>
      one.define('tick', () => {
        if (++runs === 3) resolve();
      }),
    );
    await one.start();
    await one.every(100, 'tick');
    await thrice;
    expect((await one.queryJobs({ name: 'tick' })).total).to.equal(1);
  });

  it('gives each job to one of two instances', async () => {
    const runs: number[] = [];
    const by = new Map<string, number>();
    const all = new Promise<void>((resolve) => {
      for (const name of ['left', 'right']) {
        const instance = agenda('shared');
        instance.define(
          'work',
          (job: { attrs: { data: unknown } }) => {
            runs.push((job.attrs.data as { n: number }).n);
            by.set(name, (by.get(name) ?? 0) + 1);
            if (runs.length === 60) resolve();
          },
          { concurrency: 5, lockLimit: 10 },
        );
      }
    });
    const [left, right] = running;
    const at = new Date(Date.now() + 150);
    await left!.start();
    await Promise.all(Array.from({ length: 60 }, (_, n) => left!.schedule(at, 'work', { n })));
    await right!.start();
    await all;
    expect(runs.toSorted((a, b) => a - b)).to.deep.equal(Array.from({ length: 60 }, (_, n) => n));
  });

  it('takes over a job whose holder died', async () => {
    const one = agenda('abandoned');
    const ran = new Promise<void>((resolve) => one.define('orphan', () => resolve(), { lockLifetime: 1000 }));
    const longAgo = new Date(Date.now() - 60_000);
    const orphan: Document = {
      name: 'orphan',
      type: 'normal',
      priority: 0,
      nextRunAt: longAgo,
      lockedAt: longAgo,
      data: {},
    };
    await db().collection('abandoned').insertOne(orphan);
    await one.start();
    await ran;
  });

  it('leaves a job alone that somebody holds', async () => {
    const one = agenda('held');
    const names: string[] = [];
    const ran = new Promise<void>((resolve) =>
      one.define('job', (job: { attrs: { data: unknown } }) => {
        names.push((job.attrs.data as { name: string }).name);
        resolve();
      }),
    );
    const past = new Date(Date.now() - 1000);
    const row = (name: string, lockedAt: Date | null): Document => ({
      name: 'job',
      type: 'normal',
      priority: 0,
      nextRunAt: past,
      lockedAt,
      data: { name },
    });
    await db()
      .collection('held')
      .insertMany([row('held', new Date()), row('free', null)]);
    await one.start();
    await ran;
    expect(names).to.deep.equal(['free']);
  });

  it('keeps one job per unique key', async () => {
    const one = agenda('unique');
    one.define('once', () => undefined);
    await one.start();
    const later = new Date(Date.now() + 60_000);
    for (let n = 0; n < 3; n++)
      await one
        .create('once', { key: 'K', n })
        .unique({ 'data.key': 'K' }, { insertOnly: true })
        .schedule(later)
        .save();
    const jobs = await db().collection('unique').find({ name: 'once' }).toArray();
    expect(jobs.map(({ data }) => (data as { n: number }).n)).to.deep.equal([0]);
    expect(await one.cancel({ name: 'once' })).to.equal(1);
  });
});
