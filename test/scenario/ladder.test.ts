import { expect } from 'chai';
import { brokenLink, slaState } from '../../engine/index.ts';
import { person, scenario } from './scenario.ts';

const junior = person('junior-agent', 'lanzhou');
const senior = person('senior-agent', 'lanzhou');
const manager = person('manager-hotline', 'lanzhou');
const province = person('provincial-hotline', 'gansu');
const answered = { outcome: 'answered', response: 'The line was repaired.' };

describe('A ladder of four tiers', () => {
  scenario('a new complaint waits for the junior agents of its centre', async ({ given, then, current }) => {
    await given.complaint({ centre: 'baiyin' });
    const task = await then.waitsFor('assessComplaint', { candidates: ['junior-agent@baiyin'], tier: 'junior' });
    expect(task.dueAt?.toISOString()).to.equal('2026-03-02T12:00:00.000Z');
    const [target] = (await current()).slaTargets;
    expect(target).to.include({ activityId: 'assessComplaint', tier: 'junior', reportedAgain: 0 });
    expect(target?.remindAt?.toISOString()).to.equal('2026-03-02T11:12:00.000Z');
    then.journal('CaseRegistered', 'ProcessAdvanced', 'TaskCreated');
  });

  scenario('a complaint answered on the spot closes within its limit', async ({ given, when, then }) => {
    await given.complaint();
    await when.claims(junior);
    await when.completes(junior, answered);
    const closed = await then.isClosed();
    expect(closed.runs[0]?.execution.data['outcome']).to.equal('answered');
    expect(closed.slaTargets.map((target) => slaState(target, true))).to.deep.equal(['met']);
    then.journal('TaskClaimed', 'TaskCompleted', 'ProcessAdvanced', 'MessageQueued', 'CaseClosed');
    then.messages('complaint-answered');
  });

  for (const customerClass of ['key-account', 'important', 'leased-line'] as const)
    scenario(`a ${customerClass} customer starts with the senior agent`, async ({ given, then }) => {
      await given.complaint({ customer: { class: customerClass } });
      await then.waitsFor('investigateComplaint', { candidates: ['senior-agent@lanzhou'], tier: 'senior' });
    });

  scenario('the junior agents are reminded at 80 % of the limit', async ({ given, when, then, store }) => {
    await given.complaint();
    await when.passes('PT3H11M');
    then.messages();
    await when.passes('PT1M');
    then.messages('task-reminder');
    expect(store.messages[0]?.to).to.deep.equal(['junior-agent@lanzhou']);
    then.journal('SlaReminded');
    await then.waitsFor('assessComplaint');
  });

  scenario('a reminder goes to whoever has claimed the task', async ({ given, when, store }) => {
    await given.complaint();
    await when.claims(junior);
    await when.passes('PT3H12M');
    expect(store.messages[0]?.to).to.deep.equal([`user:${junior.id}`]);
  });

  scenario('a complaint left for four hours goes to the senior agent', async ({ given, when, then, store }) => {
    await given.complaint();
    await when.claims(junior);
    await when.passes('PT4H');
    await then.waitsFor('investigateComplaint', { candidates: ['senior-agent@lanzhou'], tier: 'senior' });
    then.journal('SlaBreached', 'TaskCancelled', 'TaskCreated');
    const climb = store.journal.find(({ type }) => type === 'TaskEscalated');
    expect(climb).to.deep.include({
      cause: 'assessmentOverdue',
      details: { from: 'junior', to: 'senior', kind: 'hierarchic' },
    });
    expect(climb?.actor).to.deep.equal({ id: 'timer', kind: 'timer' });
    then.messages('task-reminder', 'task-overdue');
    expect(store.messages[1]?.to).to.deep.equal(['service-supervisor@gansu']);
  });

  scenario('untouched, a complaint climbs to the top and is reported there every day', async (play) => {
    const { given, when, then, current, store } = play;
    await given.complaint();
    await when.passes('PT4H');
    await when.passes('PT8H');
    await then.waitsFor('decideComplaint', { candidates: ['manager-hotline@lanzhou'], tier: 'manager' });
    await when.passes('PT24H');
    await then.waitsFor('decideFinally', { candidates: ['provincial-hotline@gansu'], tier: 'province' });
    await when.passes('PT72H');
    await then.waitsFor('decideFinally');
    const { slaTargets } = await current();
    expect(slaTargets.map(({ tier }) => tier)).to.deep.equal(['junior', 'senior', 'manager', 'province']);
    expect(slaTargets.every(({ breachedAt }) => breachedAt !== undefined)).to.equal(true);
    expect(slaTargets.at(-1)?.reportedAgain).to.equal(2);
    expect(slaTargets.at(-1)?.dueAt?.toISOString()).to.equal('2026-03-04T20:00:00.000Z');
    expect(store.journal.filter(({ type }) => type === 'TaskEscalated')).to.have.length(3);
    expect(store.messages.filter(({ template }) => template === 'task-overdue')).to.have.length(6);
  });

  scenario('what every tier hands on ends with the final decision of the province', async ({ given, when, then }) => {
    await given.complaint();
    await when.completes(junior, { outcome: 'transferred', response: 'Needs a look at the exchange.' });
    await when.completes(senior, { outcome: 'transferred', response: 'The customer does not accept.' });
    await when.completes(manager, { outcome: 'referred', response: 'Beyond what the centre may decide.' });
    await when.completes(province, { outcome: 'upheld', response: 'The customer is right.' });
    const closed = await then.isClosed();
    expect(closed.runs[0]?.execution.data['outcome']).to.equal('upheld');
    expect(closed.slaTargets.every(({ breachedAt }) => breachedAt === undefined)).to.equal(true);
  });

  scenario('the manager hotline can decide by itself', async ({ given, when, then }) => {
    await given.complaint({ customer: { class: 'important' } });
    await when.completes(senior, { outcome: 'transferred', response: 'Not accepted.' });
    await when.completes(manager, { outcome: 'rejected', response: 'Handled correctly, explained to the customer.' });
    await then.isClosed();
  });

  scenario('every step leaves a whole chain in the journal', async ({ given, when, store, context }) => {
    await given.complaint();
    await when.claims(junior);
    await when.releases(junior);
    await when.passes('PT12H');
    await when.completes(manager, { outcome: 'upheld', response: 'Refunded.' });
    expect(brokenLink(store.journal, context.digest)).to.equal(undefined);
    const forged = store.journal.map((entry) =>
      entry.type === 'SlaBreached' ? { ...entry, at: new Date(entry.at.getTime() - 1) } : entry,
    );
    expect(brokenLink(forged, context.digest)?.type).to.equal('SlaBreached');
    expect(brokenLink(store.journal.toSpliced(3, 1), context.digest)?.sequence).to.equal(5);
  });
});
