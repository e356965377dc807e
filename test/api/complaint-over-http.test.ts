import { expect } from 'chai';
import {
  complaint,
  eventually,
  signIn,
  startServiceUnderTest,
  type Answered,
  type Client,
  type ServiceUnderTest,
  anotherComplaint,
} from './service-under-test.ts';

type Task = { id: string; activityId: string; status: string; assignee?: string; caseId: string; dueAt?: string };

const tasksOf = ({ body }: Answered): Task[] => body['tasks'] as Task[];
const openTaskOf = ({ body }: Answered): Task => (body['openTasks'] as Task[])[0]!;
const journalOf = ({ body }: Answered): { type: string; at: string; cause?: string; hash: string }[] =>
  body['journal'] as { type: string; at: string; cause?: string; hash: string }[];

const customer = ({ body }: Answered): unknown => (body['contact'] as Record<string, unknown>)['customer'];

describe('A complaint over HTTP', () => {
  let service: ServiceUnderTest;
  let junior: Client;
  let registered: typeof complaint;
  let caseId: string;
  let taskId: string;

  before(async () => {
    service = await startServiceUnderTest();
    junior = await service.as('junior.lanzhou');
  });
  after(() => service.stop());

  beforeEach(async () => {
    registered = anotherComplaint();
    const { body, status } = await junior.post('/cases', registered);
    expect(status).to.equal(201);
    caseId = body['caseId'] as string;
    taskId = openTaskOf(await junior.get(`/cases/${caseId}`)).id;
  });

  it('is registered and waits in the worklist of the centre’s junior agents, and of nobody else', async () => {
    const mine = tasksOf(await junior.get('/worklist?limit=200')).map((task) => task.id);
    const others = tasksOf(await (await service.as('junior.baiyin')).get('/worklist?limit=200')).map((task) => task.id);
    expect(mine).to.include(taskId);
    expect(others).not.to.include(taskId);
  });

  it('shows state, open tasks, SLA targets and journal', async () => {
    const { body, headers } = await junior.get(`/cases/${caseId}`);
    expect(body).to.include({ status: 'open', tier: 'junior', rev: 1 });
    expect(headers.get('etag')).to.equal('"1"');
    const targets = body['slaTargets'] as Record<string, unknown>[];
    expect(targets.map((target) => target['taskId'])).to.deep.equal([taskId, 'firstResponse', 'case']);
    expect(targets[0]).to.include({
      state: 'running',
      dueAt: '2026-03-02T12:00:00.000Z',
      remindAt: '2026-03-02T11:12:00.000Z',
    });
    // Ten working days of the centre, which works on Saturday mornings too.
    expect(targets[2]).to.include({ calendarId: 'lanzhou', dueAt: '2026-03-13T08:00:00.000Z' });
    expect((body['journal'] as { type: string }[]).map(({ type }) => type)).to.deep.equal([
      'CaseRegistered',
      'ProcessAdvanced',
      'TaskCreated',
      // The customer record, billing and fault systems are asked meanwhile.
      'WorkRequested',
      'WorkRequested',
      'WorkRequested',
    ]);
  });

  it('is found by its number as well', async () => {
    const { body } = await junior.get(`/cases/${caseId}`);
    const found = await junior.get(`/cases/${body['number'] as string}`);
    expect(found.body['id']).to.equal(caseId);
  });

  it('is claimed, released and claimed again', async () => {
    expect((await junior.post(`/tasks/${taskId}/claim`)).status).to.equal(200);
    expect((await junior.get(`/tasks/${taskId}`)).body).to.include({ status: 'reserved', assignee: 'junior.lanzhou' });
    expect((await junior.post(`/tasks/${taskId}/release`, { reason: 'shift ends' })).status).to.equal(200);
    const other = await service.as('junior2.lanzhou');
    expect((await other.post(`/tasks/${taskId}/claim`)).status).to.equal(200);
    const refused = await junior.post(`/tasks/${taskId}/claim`);
    expect(refused.status).to.equal(409);
    expect(refused.body).to.include({ code: 'TASK_ALREADY_CLAIMED' });
    expect(refused.headers.get('content-type')).to.match(/^application\/problem\+json/);
  });

  it('is completed with its form, called back and closes', async () => {
    const { status } = await junior.post(`/tasks/${taskId}/complete`, {
      data: { outcome: 'answered', response: '已处理' },
    });
    expect(status).to.equal(200);
    const surveyor = await service.as('surveyor.lanzhou');
    const survey = openTaskOf(await surveyor.get(`/cases/${caseId}`));
    expect(survey.activityId).to.equal('surveyCustomer');
    await surveyor.post(`/tasks/${survey.id}/complete`, { data: { satisfaction: 'satisfied' } });
    const closed = await junior.get(`/cases/${caseId}`);
    expect(closed.body).to.include({ status: 'closed' });
    expect(journalOf(closed).map(({ type }) => type)).to.include.members([
      'TaskCompleted',
      'MessageQueued',
      'CaseClosed',
    ]);
    const again = await junior.post(`/tasks/${taskId}/complete`, { data: { outcome: 'answered', response: 'x' } });
    expect(again.status).to.equal(409);
    expect(again.body).to.include({ code: 'TASK_NOT_OPEN' });
  });

  it('refuses a form that is incomplete, naming each field, and changes nothing', async () => {
    const { status, body } = await junior.post(`/tasks/${taskId}/complete`, { data: { outcome: 'maybe' } });
    expect(status).to.equal(422);
    expect(body['code']).to.equal('INVALID_FORM');
    const problems = (body['details'] as { problems: { field: string }[] }).problems;
    expect(problems.map(({ field }) => field)).to.have.members(['outcome', 'response']);
    expect((await junior.get(`/cases/${caseId}`)).body['rev']).to.equal(1);
  });

  it('is carried out once however often the same key is sent, and answers the same', async () => {
    const key = { 'Idempotency-Key': 'claim-1' };
    const first = await junior.post(`/tasks/${taskId}/claim`, undefined, key);
    const second = await junior.post(`/tasks/${taskId}/claim`, undefined, key);
    expect(second.body['changed']).to.deep.equal(first.body['changed']);
    expect(second.body).to.include({ rev: 2, isRepeat: true });
    const reused = await junior.post(`/tasks/${taskId}/complete`, { data: {} }, key);
    expect(reused.body['code']).to.equal('IDEMPOTENCY_KEY_REUSED');
  });

  it('is registered once however often the same key is sent, also at the same time', async () => {
    const key = { 'Idempotency-Key': `register-${caseId}` };
    const answers = await Promise.all(Array.from({ length: 5 }, () => junior.post('/cases', complaint, key)));
    service.setNow(new Date(service.now().getTime() + 1));
    answers.push(await junior.post('/cases', complaint, key));
    expect(answers.map(({ status }) => status)).to.not.include(422);
    expect(new Set(answers.map(({ body }) => body['caseId'])).size).to.equal(1);
    expect(answers.filter(({ status }) => status === 201)).to.have.length(1);
  });

  it('lets one of two agents win who claim at once', async () => {
    const other = await service.as('junior2.lanzhou');
    const answers = await Promise.all([junior, other].map((agent) => agent.post(`/tasks/${taskId}/claim`)));
    expect(answers.map(({ status }) => status)).to.have.members([200, 409]);
  });

  it('refuses a command decided on an old revision', async () => {
    await junior.post(`/tasks/${taskId}/claim`);
    const { status, body } = await junior.post(`/tasks/${taskId}/release`, undefined, { 'If-Match': '"1"' });
    expect(status).to.equal(409);
    expect(body['code']).to.equal('VERSION_CONFLICT');
  });

  it('is closed to another centre: seeing, claiming and completing are refused', async () => {
    const stranger = await service.as('junior.baiyin');
    const attempts = await Promise.all([
      stranger.get(`/cases/${caseId}`),
      stranger.get(`/cases/${caseId}/journal`),
      stranger.get(`/tasks/${taskId}`),
      stranger.post(`/tasks/${taskId}/claim`),
      stranger.post(`/tasks/${taskId}/release`),
      stranger.post(`/tasks/${taskId}/complete`, { data: { outcome: 'answered', response: 'x' } }),
      stranger.get('/cases?centre=lanzhou'),
      stranger.post('/cases', complaint),
    ]);
    for (const { status, body } of attempts) {
      expect(status).to.equal(403);
      expect(body['code']).to.equal('NOT_ALLOWED');
    }
  });

  it('shows the province everything, and hides personal data from those who do not act on it', async () => {
    const province = await (await service.as('province')).get(`/cases/${caseId}`);
    const auditor = await (await service.as('auditor')).get(`/cases/${caseId}`);
    expect(customer(province)).to.deep.equal(registered.customer);
    expect(customer(auditor)).to.deep.equal({
      class: 'ordinary',
      name: '王**',
      phone: `*********${registered.customer.phone.slice(-2)}`,
      address: '***',
    });
  });

  it('pages the list of cases by key without repeating or losing one', async () => {
    const numbers: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const { body } = await junior.get(`/cases?limit=3${after === '' ? '' : `&after=${after}`}`);
      numbers.push(...(body['cases'] as { number: string }[]).map(({ number }) => number));
      after = body['next'] as string | null;
    }
    const { body } = await junior.get('/cases?limit=200');
    expect(numbers).to.deep.equal((body['cases'] as { number: string }[]).map(({ number }) => number));
    expect(numbers).to.have.length(body['total'] as number);
  });

  it('pages the worklist by key without repeating or losing a task', async () => {
    const ids: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const { body } = await junior.get(`/worklist?limit=2${after === '' ? '' : `&after=${after}`}`);
      ids.push(...(body['tasks'] as Task[]).map(({ id }) => id));
      after = body['next'] as string | null;
    }
    const whole = tasksOf(await junior.get('/worklist?limit=200')).map(({ id }) => id);
    expect(ids).to.deep.equal(whole);
  });
});

describe('The ladder, driven by the running jobs', () => {
  let service: ServiceUnderTest;

  before(async () => {
    service = await startServiceUnderTest();
  });
  after(() => service.stop());

  it('takes an untouched complaint to the top, with moment and cause in the journal', async () => {
    const junior = await service.as('junior.lanzhou');
    const { body } = await junior.post('/cases', complaint);
    // Signs in each time: sessions end after twelve hours, and days pass here.
    const read = async (): Promise<Answered> =>
      (await signIn(service.url, 'junior.lanzhou')).get(`/cases/${body['caseId'] as string}`);
    const until =
      (types: number, type: string) =>
      (answer: Answered): boolean =>
        journalOf(answer).filter((entry) => entry.type === type).length >= types;
    service.setNow(new Date('2026-03-02T11:12:00Z'));
    await eventually(read, until(1, 'SlaReminded'));
    for (const [at, activityId] of [
      ['2026-03-02T12:00:00Z', 'investigateComplaint'],
      ['2026-03-02T20:00:00Z', 'decideComplaint'],
      ['2026-03-03T20:00:00Z', 'decideFinally'],
    ] as const) {
      service.setNow(new Date(at));
      await eventually(read, (answer) => openTaskOf(answer)?.activityId === activityId);
    }
    service.setNow(new Date('2026-03-04T20:00:00Z'));
    // The four tiers, and the first response that nobody gave.
    await eventually(read, until(5, 'SlaBreached'));
    service.setNow(new Date('2026-03-05T20:00:00Z'));
    const top = await eventually(read, until(1, 'OverdueReported'));
    expect(
      journalOf(top)
        .filter(({ type }) => type === 'TaskEscalated')
        .map(({ at, cause }) => [at, cause]),
    ).to.deep.equal([
      ['2026-03-02T12:00:00.000Z', 'assessmentOverdue'],
      ['2026-03-02T20:00:00.000Z', 'investigationOverdue'],
      ['2026-03-03T20:00:00.000Z', 'decisionOverdue'],
    ]);
    const supervisor = await signIn(service.url, 'supervisor');
    const told = await eventually(
      () => supervisor.get('/messages'),
      (answer) => (answer.body['messages'] as unknown[]).length >= 6,
    );
    expect((told.body['messages'] as { template: string }[]).map(({ template }) => template).toSorted()).to.deep.equal([
      'sla-breached',
      ...Array.from({ length: 5 }, () => 'task-overdue'),
    ]);
    expect(service.failures).to.deep.equal([]);
  });
});
