import { expect } from 'chai';
import {
  anotherComplaint,
  startServiceUnderTest,
  type Answered,
  type Client,
  type ServiceUnderTest,
} from './service-under-test.ts';

const HOUR = 3_600_000;

const override = (who: Client, caseId: string, body: Record<string, unknown>, headers = {}): Promise<Answered> =>
  who.post(`/cases/${caseId}/overrides`, { reason: 'stuck', ...body }, headers);

const typesOf = ({ body }: Answered): string[] => (body['changed'] as { type: string }[]).map(({ type }) => type);

describe('Overrides over HTTP', () => {
  let service: ServiceUnderTest;
  let junior: Client;
  let senior: Client;
  let manager: Client;
  let province: Client;

  before(async () => {
    service = await startServiceUnderTest();
    [junior, senior, manager, province] = (await Promise.all(
      ['junior.lanzhou', 'senior.lanzhou', 'manager.lanzhou', 'province'].map((userId) => service.as(userId)),
    )) as [Client, Client, Client, Client];
  });
  after(async () => {
    await service.stop();
    expect(service.failures).to.deep.equal([]);
  });

  const register = async (change: Record<string, unknown> = {}): Promise<string> =>
    (await junior.post('/cases', { ...anotherComplaint(), ...change })).body['caseId'] as string;

  type ShownTask = {
    id: string;
    activityId: string;
    assignee?: string;
    status: string;
    priority?: number;
    dueAt?: string;
  };
  const tasksOf = async (caseId: string): Promise<ShownTask[]> =>
    (await province.get(`/cases/${caseId}`)).body['openTasks'] as ShownTask[];
  const onlyTask = async (caseId: string): Promise<ShownTask> => (await tasksOf(caseId))[0]!;

  it('a manager takes up a closed case again, after seeing what that would do', async () => {
    const caseId = await register();
    await override(manager, caseId, { action: 'cancel' });
    const { body } = await manager.get(`/cases/${caseId}/overrides`);
    const offers = body['overrides'] as { action: string; isPossible: boolean; choices?: { activityIds: string[] } }[];
    const offer = offers.find(({ action }) => action === 'reopen');
    expect(offer).to.include({ isPossible: true });
    const [activityId] = offer!.choices!.activityIds;
    expect((body['beside'] as { action: string }[]).map(({ action }) => action)).to.deep.equal(['split']);
    const preview = await manager.post(`/cases/${caseId}/overrides/preview`, { action: 'reopen', activityId });
    expect(preview.status, JSON.stringify(preview.body)).to.equal(200);
    expect((await manager.get(`/cases/${caseId}`)).body['status']).to.equal('closed');
    const done = await override(manager, caseId, { action: 'reopen', activityId });
    expect(typesOf(done)).to.include.members(['CaseReopened', 'TaskCreated']);
    expect(done.body['undo']).to.deep.equal({ action: 'cancel' });
    expect((await onlyTask(caseId)).activityId).to.equal(activityId);
    expect((await override(manager, caseId, { action: 'reopen' })).body['code']).to.equal('NOTHING_TO_DO');
  });

  it('a manager gives a task to a person, and the undo gives it back', async () => {
    const caseId = await register();
    const done = await override(manager, caseId, { action: 'reassign', assignee: 'junior2.lanzhou' });
    expect(done.status, String(done.body['detail'])).to.equal(200);
    expect(typesOf(done)).to.deep.equal(['TaskReassigned']);
    const [entry] = done.body['changed'] as { details: Record<string, unknown> }[];
    expect(entry?.details).to.deep.equal({
      before: { candidates: ['junior-agent@lanzhou'] },
      after: { candidates: ['junior-agent@lanzhou'], assignee: 'junior2.lanzhou' },
    });
    expect((await onlyTask(caseId)).assignee).to.equal('junior2.lanzhou');
    const undone = await override(manager, caseId, done.body['undo'] as Record<string, unknown>);
    expect(undone.status).to.equal(200);
    expect((await onlyTask(caseId)).status).to.equal('ready');
  });

  it('a reassigned group may claim, the one before no longer', async () => {
    const caseId = await register();
    await override(manager, caseId, { action: 'reassign', candidateGroups: ['senior-agent'] });
    const { id } = await onlyTask(caseId);
    expect((await junior.post(`/tasks/${id}/claim`)).status).to.equal(403);
    expect((await senior.post(`/tasks/${id}/claim`)).status).to.equal(200);
  });

  it('an agent delegates a task they hold; somebody else’s they may not', async () => {
    const caseId = await register();
    const { id } = await onlyTask(caseId);
    await junior.post(`/tasks/${id}/claim`);
    const other = await service.as('junior2.lanzhou');
    expect((await override(other, caseId, { action: 'delegate', assignee: 'junior2.lanzhou' })).status).to.equal(403);
    const done = await override(junior, caseId, { action: 'delegate', assignee: 'junior2.lanzhou' });
    expect(typesOf(done)).to.deep.equal(['TaskDelegated']);
    expect((await onlyTask(caseId)).assignee).to.equal('junior2.lanzhou');
  });

  it('a held task is not claimed for somebody else', async () => {
    const caseId = await register();
    expect((await override(manager, caseId, { action: 'claimFor', assignee: 'junior.lanzhou' })).status).to.equal(200);
    const refused = await override(manager, caseId, { action: 'claimFor', assignee: 'junior2.lanzhou' });
    expect(refused.body['code']).to.equal('TASK_ALREADY_CLAIMED');
  });

  it('anyone who handles a case escalates it one tier, with a reason, and keeps what was written', async () => {
    const caseId = await register({ data: { remark: 'third call' } });
    const done = await override(junior, caseId, { action: 'escalate' });
    expect(typesOf(done)).to.include.members(['EscalationRequested', 'TaskCancelled', 'TaskEscalated', 'TaskCreated']);
    const climbed = (done.body['changed'] as { type: string; details: unknown; cause?: string }[]).find(
      ({ type }) => type === 'TaskEscalated',
    );
    expect(climbed).to.deep.include({ cause: 'byHand', details: { from: 'junior', to: 'senior', kind: 'functional' } });
    const shown = await senior.get(`/cases/${caseId}`);
    expect(shown.body['tier']).to.equal('senior');
    expect(shown.body['caseFile']).to.include({ remark: 'third call' });
    expect((await onlyTask(caseId)).activityId).to.equal('investigateComplaint');
  });

  it('a manager sends a case back down; an agent may not; at the bottom there is nowhere to go', async () => {
    const caseId = await register();
    const bottom = await override(manager, caseId, { action: 'sendBack' });
    expect(bottom.body['code']).to.equal('NOTHING_TO_DO');
    await override(junior, caseId, { action: 'escalate' });
    expect((await override(senior, caseId, { action: 'sendBack' })).status).to.equal(403);
    const done = await override(manager, caseId, { action: 'sendBack' });
    expect(typesOf(done)).to.include.members(['SendBackRequested', 'TaskSentBack']);
    expect(await onlyTask(caseId)).to.include({ activityId: 'assessComplaint' });
  });

  it('at the top of the ladder escalating is refused and says so', async () => {
    const caseId = await register();
    for (let step = 0; step < 3; step += 1) await override(manager, caseId, { action: 'escalate' });
    expect((await onlyTask(caseId)).activityId).to.equal('decideFinally');
    const refused = await override(province, caseId, { action: 'escalate' });
    expect(refused.body).to.include({ code: 'NOTHING_TO_DO' });
    expect(refused.body['detail']).to.include('top of the ladder');
  });

  it('a token moved by hand moves back with the undo', async () => {
    const caseId = await register();
    const done = await override(manager, caseId, { action: 'move', toActivityId: 'decideComplaint' });
    expect((await onlyTask(caseId)).activityId).to.equal('decideComplaint');
    await override(manager, caseId, done.body['undo'] as Record<string, unknown>);
    expect((await onlyTask(caseId)).activityId).to.equal('assessComplaint');
  });

  it('moving to an unknown element lists those there are', async () => {
    const caseId = await register();
    const refused = await override(manager, caseId, { action: 'move', toActivityId: 'nowhere' });
    expect(refused.status).to.equal(422);
    expect(refused.body['detail']).to.include('investigateComplaint');
  });

  it('skipping passes over the work, repeating begins it again', async () => {
    const caseId = await register();
    const { id } = await onlyTask(caseId);
    expect((await override(manager, caseId, { action: 'repeat' })).status).to.equal(200);
    const again = await onlyTask(caseId);
    expect(again.activityId).to.equal('assessComplaint');
    expect(again.id).to.not.equal(id);
    const skipped = await override(manager, caseId, {
      action: 'skip',
      data: { outcome: 'answered', response: 'Done.' },
    });
    expect(skipped.status, String(skipped.body['detail'])).to.equal(200);
    expect((await tasksOf(caseId)).map(({ activityId }) => activityId)).not.to.include('assessComplaint');
  });

  it('data keeps its kind unless the manager says otherwise, and the undo restores it', async () => {
    const caseId = await register({ data: { amount: 5 } });
    const refused = await override(manager, caseId, { action: 'editData', data: { amount: 'five' } });
    expect(refused.body['code']).to.equal('INVALID_FORM');
    const done = await override(manager, caseId, { action: 'editData', data: { amount: 7 } });
    const { undo } = done.body as { undo: Record<string, unknown> };
    expect(undo).to.deep.equal({ action: 'editData', data: { amount: 5 } });
    const forced = await override(manager, caseId, {
      action: 'editData',
      data: { amount: 'five' },
      mayChangeKind: true,
    });
    expect(forced.status).to.equal(200);
  });

  it('a suspended case stands still, and its limits move by the time it stood', async () => {
    const caseId = await register();
    const before = await onlyTask(caseId);
    expect((await override(manager, caseId, { action: 'suspend' })).status).to.equal(200);
    const start = service.now();
    expect((await junior.post(`/tasks/${before.id}/claim`)).body['code']).to.equal('CASE_SUSPENDED');
    service.setNow(new Date(start.getTime() + 6 * HOUR));
    const complete = { data: { outcome: 'answered', response: 'Done.' } };
    expect((await junior.post(`/tasks/${before.id}/complete`, complete)).body['code']).to.equal('CASE_SUSPENDED');
    const resumed = await override(manager, caseId, { action: 'resume' });
    expect(resumed.body['undo']).to.deep.equal({ action: 'suspend' });
    const after = await onlyTask(caseId);
    expect(after.id).to.equal(before.id);
    expect(new Date(after.dueAt!).getTime() - new Date(before.dueAt!).getTime()).to.equal(6 * HOUR);
    expect((await junior.post(`/tasks/${after.id}/claim`)).status).to.equal(200);
  });

  it('the clock is paused, goes on and gets more time by the same entry', async () => {
    const caseId = await register();
    const { dueAt } = await onlyTask(caseId);
    const paused = await override(manager, caseId, { action: 'pauseClock', pauseReason: 'awaitingCustomer' });
    expect(typesOf(paused)).to.deep.equal(['ClockPaused']);
    expect((await manager.get('/cases?paused=true')).body['total']).to.equal(1);
    const preview = await manager.post(`/cases/${caseId}/overrides/preview`, paused.body['undo']);
    expect((preview.body['effect'] as { isPaused: unknown }).isPaused).to.deep.equal({ before: true, after: false });
    expect((await override(manager, caseId, paused.body['undo'] as Record<string, unknown>)).status).to.equal(200);
    const extended = await override(manager, caseId, { action: 'extend', by: 'PT2H' });
    expect(extended.status, String(extended.body['detail'])).to.equal(200);
    const later = (await onlyTask(caseId)).dueAt!;
    expect(new Date(later).getTime() - new Date(dueAt!).getTime()).to.equal(2 * HOUR);
  });

  it('the list says what is possible, with choices, and why the rest is not', async () => {
    const caseId = await register();
    type Offer = { action: string; isPossible: boolean; code?: string; choices?: Record<string, unknown> };
    const offersTo = async (who: Client): Promise<Map<string, Offer>> =>
      new Map(
        ((await who.get(`/cases/${caseId}/overrides`)).body['overrides'] as Offer[]).map((offer) => [
          offer.action,
          offer,
        ]),
      );
    const forManager = await offersTo(manager);
    expect(forManager.get('escalate')?.choices).to.include({ toTier: 'senior', nearest: 'investigateComplaint' });
    expect(forManager.get('resume')).to.include({ isPossible: false, code: 'NOTHING_TO_DO' });
    const forJunior = await offersTo(junior);
    expect([...forJunior.values()].filter(({ isPossible }) => isPossible).map(({ action }) => action)).to.deep.equal([
      'delegate',
      'escalate',
      'pauseClock',
    ]);
    expect(forJunior.get('cancel')).to.include({ code: 'NOT_ALLOWED' });
  });

  it('a preview says in both languages what would happen and changes nothing', async () => {
    const caseId = await register();
    const { body } = await manager.post(`/cases/${caseId}/overrides/preview`, { action: 'escalate' });
    const { effect, words, hasUndo } = body as {
      effect: {
        tier: unknown;
        tasks: Record<string, { activityId: string }[]>;
        tokens: Record<'before' | 'after', object>;
      };
      words: Record<string, string[]>;
      hasUndo: boolean;
    };
    expect(effect.tier).to.deep.equal({ before: 'junior', after: 'senior' });
    expect(effect.tasks['ended']?.map(({ activityId }) => activityId)).to.deep.equal(['assessComplaint']);
    expect(effect.tasks['opened']?.map(({ activityId }) => activityId)).to.deep.equal(['investigateComplaint']);
    expect(effect.tokens.before).to.include({ assessComplaint: 1 }).and.not.to.have.any.keys('investigateComplaint');
    expect(effect.tokens.after).to.include({ investigateComplaint: 1 }).and.not.to.have.any.keys('assessComplaint');
    expect(words['en']?.join(' ')).to.include('The tier changes from junior to senior.');
    expect(words['zh-CN']?.join('')).to.include('层级由 junior 变为 senior');
    expect(hasUndo).to.equal(true);
    expect((await onlyTask(caseId)).activityId).to.equal('assessComplaint');
  });

  it('of two managers who override the same revision one wins, the other is told', async () => {
    const caseId = await register();
    const { headers } = await manager.get(`/cases/${caseId}`);
    const match = { 'If-Match': headers.get('etag')! };
    const answers = await Promise.all([
      override(manager, caseId, { action: 'escalate' }, match),
      override(province, caseId, { action: 'move', toActivityId: 'decideFinally' }, match),
    ]);
    expect(answers.map(({ status }) => status)).to.have.members([200, 409]);
    const loser = answers.find(({ status }) => status === 409);
    expect(loser?.body).to.include({ code: 'VERSION_CONFLICT' });
    expect(await tasksOf(caseId)).to.have.length(1);
  });

  it('an override repeated with its key is carried out once', async () => {
    const caseId = await register();
    const key = { 'Idempotency-Key': 'once' };
    const first = await override(manager, caseId, { action: 'escalate' }, key);
    const second = await override(manager, caseId, { action: 'escalate' }, key);
    expect(second.body).to.deep.include({ rev: first.body['rev'], isRepeat: true });
    expect((await onlyTask(caseId)).activityId).to.equal('investigateComplaint');
  });

  it('notes are written by those who handle or audit a case', async () => {
    const caseId = await register();
    for (const userId of ['junior.lanzhou', 'auditor', 'supervisor'])
      expect((await (await service.as(userId)).post(`/cases/${caseId}/notes`, { text: 'Seen.' })).status).to.equal(200);
    const { status } = await (await service.as('designer')).post(`/cases/${caseId}/notes`, { text: 'Seen.' });
    expect(status).to.equal(403);
    const { body } = await junior.get(`/cases/${caseId}/journal`);
    expect((body['entries'] as { type: string }[]).filter(({ type }) => type === 'NoteAdded')).to.have.length(3);
  });

  const actions: readonly (readonly [body: Record<string, unknown>, juniorMay: boolean])[] = [
    [{ action: 'reassign', assignee: 'x' }, false],
    [{ action: 'claimFor', assignee: 'x' }, false],
    [{ action: 'delegate', assignee: 'x' }, true],
    [{ action: 'setPriority', priority: 5 }, false],
    [{ action: 'escalate' }, true],
    [{ action: 'sendBack' }, false],
    [{ action: 'skip' }, false],
    [{ action: 'repeat' }, false],
    [{ action: 'move', toActivityId: 'decideComplaint' }, false],
    [{ action: 'editData', data: { a: 1 } }, false],
    [{ action: 'retry' }, false],
    [{ action: 'pauseClock', pauseReason: 'awaitingCustomer' }, true],
    [{ action: 'resumeClock' }, true],
    [{ action: 'extend', by: 'PT1H' }, false],
    [{ action: 'recalculate' }, false],
    [{ action: 'suspend' }, false],
    [{ action: 'resume' }, false],
    [{ action: 'cancel' }, false],
    [{ action: 'reopen' }, false],
    [{ action: 'migrate' }, false],
  ];
  for (const [body, juniorMay] of actions)
    it(`who may ${String(body['action'])}`, async () => {
      const caseId = await register();
      const previewAs = async (userId: string): Promise<unknown> =>
        (await (await service.as(userId)).post(`/cases/${caseId}/overrides/preview`, body)).body['code'];
      expect((await previewAs('junior.lanzhou')) !== 'NOT_ALLOWED', 'junior').to.equal(juniorMay);
      for (const userId of ['manager.lanzhou', 'province', 'admin'])
        expect(await previewAs(userId), userId).to.not.equal('NOT_ALLOWED');
      const others = ['manager.baiyin', 'auditor', 'leader.lanzhou'];
      // Moving cases to a new version is a designer's act, too.
      for (const userId of body['action'] === 'migrate' ? others : [...others, 'designer'])
        expect(await previewAs(userId), userId).to.equal('NOT_ALLOWED');
    });

  it('fields of another action are refused by name', async () => {
    const caseId = await register();
    const { status, body } = await override(manager, caseId, { action: 'suspend', priority: 3 });
    expect(status).to.equal(400);
    expect(body['detail']).to.include('priority');
  });
});
