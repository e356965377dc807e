import { expect } from 'chai';
import {
  bpmnEngineExecutor,
  completeTask,
  executionExecutor,
  isOpen,
  linkCases,
  mergeCases,
  receiveCaseMessage,
  Refusal,
  reopenCase,
  reportUndelivered,
  retryIncident,
  splitCase,
  terminateCase,
  undoMerge,
  unlinkCases,
  type Case,
} from '../../engine/index.ts';
import { HOUR, manager, playCases, senior, type Cases } from './two-cases.ts';

const refusal = async (act: Promise<unknown>): Promise<string> => {
  try {
    await act;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'nothing refused';
};

const linksOf = ({ links = [] }: Case): string[] =>
  links.map(({ kind, state, caseId }) => `${kind} ${caseId} ${state}`);

const junior = { ...senior, id: 'junior', roles: [{ role: 'junior-agent' as const, node: 'lanzhou' }] };

describe('Cases that belong together', () => {
  let play: Cases;
  let one: string;
  let other: string;

  beforeEach(async () => {
    play = await playCases();
    one = await play.register('No dial tone');
    other = await play.register('Broadband slow');
  });

  const command = (caseId: string) => ({ actor: senior, at: play.now(), caseId, reason: 'the same line' });

  it('show a link as pending until the other case has taken up its end', async () => {
    await linkCases(play.context, { ...command(one), otherId: other, kind: 'childOf' });
    expect(linksOf(await play.load(one))).to.deep.equal([`childOf ${other} pending`]);
    expect(linksOf(await play.load(other))).to.deep.equal([]);
    await play.deliver();
    expect(linksOf(await play.load(one))).to.deep.equal([`childOf ${other} confirmed`]);
    expect(linksOf(await play.load(other))).to.deep.equal([`parentOf ${one} confirmed`]);
    expect(play.journal(one)).to.include.members(['CaseLinked', 'LinkConfirmed']);
    expect(play.journal(other)).to.include('CaseLinked');
  });

  it('take every message once, however often it is delivered', async () => {
    await linkCases(play.context, { ...command(one), otherId: other, kind: 'related' });
    await play.deliver();
    const revs = [(await play.load(one)).rev, (await play.load(other)).rev];
    for (const message of [...play.store.messages, ...play.store.messages])
      await receiveCaseMessage(play.context, message, play.now());
    expect([(await play.load(one)).rev, (await play.load(other)).rev]).to.deep.equal(revs);
  });

  it('let go of each other', async () => {
    await linkCases(play.context, { ...command(one), otherId: other, kind: 'related' });
    await play.deliver();
    await unlinkCases(play.context, { ...command(other), otherId: one, kind: 'related' });
    expect(linksOf(await play.load(other))).to.deep.equal([`related ${one} ending`]);
    await play.deliver();
    for (const caseId of [one, other]) expect(linksOf(await play.load(caseId))).to.deep.equal([]);
  });

  it('cannot be joined with themselves, with nothing, or by a link that is not there', async () => {
    const link = (otherId: string) => linkCases(play.context, { ...command(one), otherId, kind: 'related' });
    expect(await refusal(link(one))).to.equal('INVALID_LINK');
    expect(await refusal(link('nothing'))).to.equal('CASE_NOT_FOUND');
    expect(await refusal(unlinkCases(play.context, { ...command(one), otherId: other, kind: 'related' }))).to.equal(
      'INVALID_LINK',
    );
  });

  it('become one when merged, and two again when that is undone, with tasks and clocks as they were', async () => {
    const before = await play.load(one);
    play.wait(1);
    await mergeCases(play.context, { ...command(one), otherId: other });
    const merged = await play.load(one);
    expect(merged.status).to.equal('closed');
    expect(merged.tasks.filter(isOpen)).to.deep.equal([]);
    expect(merged.tasks[0]).to.include({ status: 'cancelled', cause: 'merged' });
    expect(merged.timers).to.deep.equal([]);
    await play.deliver();
    expect(linksOf(await play.load(one))).to.deep.equal([`mergedInto ${other} confirmed`]);
    expect((await play.load(other)).attachedContacts).to.have.length(1);
    expect((await play.load(other)).attachedContacts?.[0]).to.include({ caseId: one, subject: 'No dial tone' });

    play.wait(10);
    await undoMerge(play.context, command(one));
    await play.deliver();
    const restored = await play.load(one);
    expect(restored.status).to.equal('open');
    expect(restored.closedAt).to.equal(undefined);
    expect(restored.merged).to.equal(undefined);
    expect(restored.tasks.map(({ id, status }) => ({ id, status }))).to.deep.equal(
      before.tasks.map(({ id, status }) => ({ id, status })),
    );
    expect(restored.runs[0]!.execution).to.deep.equal(before.runs[0]!.execution);
    expect(restored.timers[0]!.dueAt.getTime() - before.timers[0]!.dueAt.getTime()).to.equal(10 * HOUR);
    expect((await play.load(other)).attachedContacts).to.deep.equal([]);
    expect([...linksOf(restored), ...linksOf(await play.load(other))]).to.deep.equal([]);

    await completeTask(play.context, { ...command(one), taskId: restored.tasks[0]!.id, data: {}, actor: junior });
    expect((await play.load(one)).status).to.equal('closed');
  });

  it('go on apart when the other case closes before the merge reaches it', async () => {
    await mergeCases(play.context, { ...command(one), otherId: other });
    await terminateCase(play.context, { ...command(other), actor: manager });
    await play.deliver();
    expect((await play.load(one)).status).to.equal('open');
    expect(await play.openTask(one)).to.be.a('string');
    expect(play.journal(one)).to.include('LinkRefused');
    expect((await play.load(other)).attachedContacts).to.equal(undefined);
  });

  it('let go of a case that is gone, and say so', async () => {
    await linkCases(play.context, { ...command(one), otherId: other, kind: 'related' });
    await mergeCases(play.context, { ...command(one), otherId: other });
    play.store.forget(other);
    await play.deliver();
    const left = await play.load(one);
    expect(linksOf(left)).to.deep.equal([]);
    expect(left.status).to.equal('open');
    const refused = play.store.journal.filter(({ caseId, type }) => caseId === one && type === 'LinkRefused');
    expect(refused.map(({ details }) => details?.['why'])).to.deep.equal([
      `There is no case '${other}' any more.`,
      `There is no case '${other}' any more.`,
    ]);
  });

  it('show an incident when one cannot be told, and a retry tells it', async () => {
    await linkCases(play.context, { ...command(one), otherId: other, kind: 'related' });
    const [told] = play.store.messages;
    const giveUp = () => reportUndelivered(play.context, told!, 'Error: down', play.now());
    await giveUp();
    await giveUp();
    const [incident, ...others] = (await play.load(one)).incidents;
    expect(others).to.deep.equal([]);
    expect(incident).to.include({ code: 'MESSAGE_NOT_DELIVERED' });
    const waitId = `${incident!.runId}.${incident!.executionId}`;
    await retryIncident(play.context, { ...command(one), actor: manager, waitId });
    expect((await play.load(one)).incidents).to.deep.equal([]);
    expect(play.store.messages).to.have.length(2);
    await play.deliver();
    expect(linksOf(await play.load(one))).to.deep.equal([`related ${other} confirmed`]);
    expect(linksOf(await play.load(other))).to.deep.equal([`related ${one} confirmed`]);
  });

  it('come apart by themselves when a merge cannot be told', async () => {
    await mergeCases(play.context, { ...command(one), otherId: other });
    const told = play.store.messages.at(-1)!;
    await reportUndelivered(play.context, told, 'Error: down', play.now());
    const left = await play.load(one);
    expect(left.status).to.equal('open');
    expect(linksOf(left)).to.deep.equal([]);
    expect(play.journal(one)).to.include('LinkRefused');
  });

  it('are only merged while both are open, and only by who may', async () => {
    await terminateCase(play.context, { ...command(other), actor: manager });
    expect(await refusal(mergeCases(play.context, { ...command(one), otherId: other }))).to.equal('CASE_CLOSED');
    expect(await refusal(mergeCases(play.context, { ...command(one), actor: junior, otherId: other }))).to.equal(
      'NOT_ALLOWED',
    );
    expect(await refusal(undoMerge(play.context, command(one)))).to.equal('NOTHING_TO_DO');
  });

  it('come about by splitting one case in two, once per key', async () => {
    const split = { ...command(one), subject: 'The bill as well', category: 'billing', key: 'k1' };
    const { caseId } = await splitCase(play.context, split);
    expect((await splitCase(play.context, split)).caseId).to.equal(caseId);
    await play.deliver();
    const part = await play.load(caseId);
    expect(part.contact).to.include({ subject: 'The bill as well', category: 'billing', centre: 'lanzhou' });
    expect(part.contact.customer).to.deep.equal((await play.load(one)).contact.customer);
    expect(part.runs[0]!.execution.data).to.include({ repeatContact: false });
    expect(linksOf(part)).to.deep.equal([`splitFrom ${one} confirmed`]);
    expect(linksOf(await play.load(one))).to.deep.equal([`splitInto ${caseId} confirmed`]);
  });
});

describe('A closed case', () => {
  it('is reopened at the tier it had reached, with fresh time and its data', async () => {
    const play = await playCases();
    const caseId = await play.register('No dial tone');
    play.wait(5);
    await play.fireDue();
    const taskId = await play.openTask(caseId);
    await completeTask(play.context, { actor: senior, at: play.now(), caseId, taskId, data: { response: 'repaired' } });
    expect((await play.load(caseId)).status).to.equal('closed');
    play.wait(100);
    const reopen = { actor: manager, at: play.now(), caseId, reason: 'It broke again' };
    expect(await refusal(reopenCase(play.context, { ...reopen, actor: senior }))).to.equal('NOT_ALLOWED');
    expect(await refusal(reopenCase(play.context, { ...reopen, activityId: 'done' }))).to.equal('CHOICE_NEEDED');
    await reopenCase(play.context, reopen);
    const reopened = await play.load(caseId);
    expect(reopened.status).to.equal('open');
    expect(reopened.closedAt).to.equal(undefined);
    expect(reopened.tasks.filter(isOpen).map(({ activityId }) => activityId)).to.deep.equal(['investigate']);
    expect(reopened.runs[0]!.execution.data).to.include({ response: 'repaired', reopenedCount: 1 });
    expect(await refusal(reopenCase(play.context, reopen))).to.equal('NOTHING_TO_DO');
  });

  it('has its whole limit again when it is reopened at a task with one', async () => {
    const play = await playCases();
    const caseId = await play.register('No dial tone');
    await terminateCase(play.context, { actor: manager, at: play.now(), caseId, reason: 'a mistake' });
    play.wait(100);
    await reopenCase(play.context, { actor: manager, at: play.now(), caseId, reason: 'no mistake' });
    const { timers } = await play.load(caseId);
    expect(timers.map(({ dueAt }) => dueAt.getTime() - play.now().getTime())).to.have.members([
      0.8 * 4 * HOUR,
      4 * HOUR,
    ]);
  });

  for (const executor of [executionExecutor, bpmnEngineExecutor])
    it(`goes on with the executor it had, ${executor.name}, whatever the installation has chosen since`, async () => {
      const play = await playCases(executor);
      const caseId = await play.register('No dial tone', { process: 'note' });
      await terminateCase(play.context, { actor: manager, at: play.now(), caseId, reason: 'a mistake' });
      const chosen = executor === executionExecutor ? bpmnEngineExecutor : executionExecutor;
      const context = { ...play.context, executor: chosen };
      await reopenCase(context, { actor: manager, at: play.now(), caseId, reason: 'no mistake' });
      expect((await play.load(caseId)).runs[0]!.execution.executor).to.equal(executor.name);
      await completeTask(context, {
        actor: junior,
        at: play.now(),
        caseId,
        taskId: await play.openTask(caseId),
        data: {},
      });
      expect((await play.load(caseId)).status).to.equal('closed');
    });
});
