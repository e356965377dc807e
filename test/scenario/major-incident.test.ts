import { expect } from 'chai';
import {
  answerMajorIncident,
  bindCases,
  completeTask,
  declareMajorIncident,
  receiveCaseMessage,
  type Refusal,
  retryIncident,
  terminateCase,
} from '../../engine/index.ts';
import { manager, playCases, senior, type Cases } from './two-cases.ts';

describe('A major incident', () => {
  let play: Cases;
  let parent: string;

  beforeEach(async () => {
    play = await playCases();
    parent = await play.register('Cable cut in Chengguan');
  });

  const command = (caseId: string) => ({ actor: senior, at: play.now(), caseId, reason: 'cable cut' });

  const answer = async (): Promise<void> => {
    play.wait(5);
    const taskId = await play.openTask(parent);
    const junior = { ...senior, roles: [{ role: 'junior-agent' as const, node: 'lanzhou' }] };
    await completeTask(play.context, { ...command(parent), actor: junior, taskId, data: { response: 'repaired' } });
  };

  it('is told to the province with the declaration', async () => {
    await declareMajorIncident(play.context, command(parent));
    expect(play.store.messages.map(({ to, template }) => ({ to, template }))).to.deep.equal([
      { to: ['provincial-hotline@gansu', 'service-supervisor@gansu'], template: 'major-incident-declared' },
    ]);
  });

  it('must be declared before cases are bound to it', async () => {
    const child = await play.register('No internet');
    try {
      await bindCases(play.context, { ...command(parent), otherIds: [child] });
      expect.fail('bound without a declaration');
    } catch (error) {
      expect((error as Refusal).code).to.equal('NOT_A_MAJOR_INCIDENT');
    }
  });

  it('answers two hundred bound cases with one answer, also when delivery breaks off in the middle and begins again', async () => {
    await declareMajorIncident(play.context, command(parent));
    const children: string[] = [];
    for (let index = 0; index < 200; index += 1) children.push(await play.register(`No internet, line ${index}`));
    await bindCases(play.context, { ...command(parent), otherIds: children });
    await play.deliver();
    await answer();
    await play.deliver(90);
    const answered = () => play.store.all().filter(({ id, status }) => id !== parent && status === 'closed').length;
    expect(answered()).to.equal(90);
    // What was under way when it broke off comes a second time.
    for (const message of play.store.messages.slice(-150)) await receiveCaseMessage(play.context, message, play.now());
    await play.deliver();
    expect(answered()).to.equal(200);
    for (const child of children)
      expect(play.journal(child).filter((type) => type === 'RelayReceived')).to.have.length(1);
  }).timeout(60_000);

  it('hands its answer to a case that is bound after it was given', async () => {
    await declareMajorIncident(play.context, command(parent));
    await answerMajorIncident(play.context, {
      ...command(parent),
      message: 'majorIncidentAnswered',
      data: { response: 'soon' },
    });
    const child = await play.register('No internet');
    await bindCases(play.context, { ...command(parent), otherIds: [child] });
    await play.deliver();
    expect((await play.load(child)).status).to.equal('closed');
  });

  it('does not lose the answer for a case that cannot receive it', async () => {
    await declareMajorIncident(play.context, command(parent));
    const deaf = await play.register('A question', { process: 'note' });
    await bindCases(play.context, { ...command(parent), otherIds: [deaf] });
    await play.deliver();
    await answer();
    await play.deliver();
    const { incidents, status } = await play.load(deaf);
    expect(status).to.equal('open');
    expect(incidents.map(({ code }) => code)).to.deep.equal(['RELAY_NOT_RECEIVED']);
    const waitId = `${incidents[0]!.runId}.${incidents[0]!.executionId}`;
    try {
      await retryIncident(play.context, { ...command(deaf), actor: manager, waitId });
      expect.fail('nothing waits for it yet');
    } catch (error) {
      expect((error as Refusal).code).to.equal('EXECUTION_NOT_WAITING');
    }
    expect((await play.load(deaf)).incidents).to.have.length(1);
  });

  it('is told why a case could not be bound', async () => {
    await declareMajorIncident(play.context, command(parent));
    const closed = await play.register('No internet');
    await terminateCase(play.context, { ...command(closed), actor: manager });
    await bindCases(play.context, { ...command(parent), otherIds: [closed] });
    await play.deliver();
    expect((await play.load(parent)).links).to.deep.equal([]);
    expect(play.journal(parent)).to.include('LinkRefused');
  });
});
