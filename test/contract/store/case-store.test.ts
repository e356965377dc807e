import { expect } from 'chai';
import type { CaseStore } from '../../../engine/index.ts';
import { dueTimers, earliestDueAt, openCaseStore } from '../../../store/case-store.ts';
import { shardCount, shardOf } from '../../../store/case-document.ts';
import { openFollowUp, type FollowUp } from '../../../store/follow-up.ts';
import { migrate } from '../../../store/migrate.ts';
import { onEveryServer } from '../mongodb/servers.ts';
import { minutesLater, nextChange } from './changes.ts';

onEveryServer('The case store', ({ db }) => {
  let store: CaseStore;
  let followUp: FollowUp;
  const failures: unknown[] = [];

  before(async () => {
    await migrate(db(), minutesLater(0));
    followUp = openFollowUp(db(), (error) => failures.push(error));
    store = openCaseStore(db(), followUp);
  });
  afterEach(async () => {
    await followUp.drain();
    expect(failures).to.deep.equal([]);
  });

  it('gives a committed case back as it was, the executor’s state included', async () => {
    const change = nextChange('whole', { tier: 'junior' });
    expect(await store.commit(change, 'new')).to.equal('committed');
    expect(await store.load('whole')).to.deep.equal(change.next);
    expect(await store.load('nobody')).to.equal(undefined);
  });

  it('commits only on the revision a change was decided on', async () => {
    const first = nextChange('race');
    await store.commit(first, 'new');
    const rivals = ['senior', 'manager'].map((tier) => nextChange(first.next, { tier }));
    const outcomes = await Promise.all(rivals.map((rival) => store.commit(rival, 1)));
    expect(outcomes.toSorted((left, right) => left.localeCompare(right))).to.deep.equal(['committed', 'conflict']);
    const winner = rivals[outcomes.indexOf('committed')];
    expect((await store.load('race'))?.tier).to.equal(winner?.next.tier);
    expect(await store.commit(nextChange(first.next), 1)).to.equal('conflict');
  });

  it('forgets what a change took away', async () => {
    const timer = { id: 't1', runId: 'r1', activityId: 'overdue', dueAt: minutesLater(5) };
    const armed = nextChange('timed', { timers: [timer], tier: 'junior' });
    await store.commit(armed, 'new');
    const { tier, ...without } = armed.next;
    await store.commit(nextChange({ ...without, timers: [] }), 1);
    expect(await store.load('timed')).not.to.have.any.keys('tier');
    expect(await dueTimers(db(), shardOf('timed'), minutesLater(10), 10)).to.deep.equal([]);
  });

  it('registers a source once, also when two callers come at the same moment', async () => {
    const source = { system: 'fcc', key: '4711' };
    const twins = ['twin-a', 'twin-b'].map((id) => {
      const change = nextChange(id);
      return nextChange({ ...change.next, rev: 0, contact: { ...change.next.contact, source } });
    });
    const outcomes = await Promise.all(twins.map((twin) => store.commit(twin, 'new')));
    expect(outcomes.toSorted((left, right) => left.localeCompare(right))).to.deep.equal(['committed', 'duplicate']);
    const found = await store.findRegistered({ source });
    expect(found?.id).to.equal(twins[outcomes.indexOf('committed')]?.next.id);
  });

  it('registers an idempotency key once and finds the case by it', async () => {
    expect(await store.commit(nextChange('keyed'), 'new', 'agent:k1')).to.equal('committed');
    expect(await store.commit(nextChange('keyed-again'), 'new', 'agent:k1')).to.equal('duplicate');
    expect((await store.findRegistered({ registrationKey: 'agent:k1' }))?.id).to.equal('keyed');
    expect(await store.findRegistered({ registrationKey: 'agent:k2' })).to.equal(undefined);
  });

  it('finds the entries of a keyed command, pending or moved on', async () => {
    const change = nextChange('command', {}, { commandKey: 'claim-1' });
    await store.commit(change, 'new');
    expect(await store.entriesOfCommand('command', 'claim-1')).to.deep.equal(change.entries);
    await followUp.drain();
    expect(await store.entriesOfCommand('command', 'claim-1')).to.deep.equal(change.entries);
    expect(await store.entriesOfCommand('command', 'claim-2')).to.deep.equal([]);
  });

  it('never gives a case number twice', async () => {
    const numbers = await Promise.all(Array.from({ length: 20 }, () => store.nextNumber()));
    expect(new Set(numbers).size).to.equal(20);
    for (const number of numbers) expect(number).to.match(/^C-\d{6}$/);
  });

  it('lists due timers by shard, the longest overdue first, and knows the earliest of all', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `due-${index}`).filter((id) => shardOf(id) === 1);
    for (const [index, id] of ids.entries()) {
      const timers = [9, 3].map((minutes) => ({
        id: `t${minutes}`,
        runId: 'r1',
        activityId: 'overdue',
        dueAt: minutesLater(minutes * 10 - index),
      }));
      await store.commit(nextChange(id, { timers }), 'new');
    }
    const due = await dueTimers(db(), 1, minutesLater(30), 5);
    expect(due.map(({ caseId }) => caseId)).to.deep.equal(ids.toReversed().slice(0, 5));
    expect(due[0]?.timers.map(({ id }) => id)).to.deep.equal(['t3']);
    for (let shard = 0; shard < shardCount; shard += 1)
      if (shard !== 1) expect(await dueTimers(db(), shard, minutesLater(30), 5)).to.deep.equal([]);
    expect(await earliestDueAt(db())).to.deep.equal(minutesLater(30 - ids.length + 1));
  });
});
