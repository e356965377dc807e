import { expect } from 'chai';
import {
  anotherComplaint,
  eventually,
  startServiceUnderTest,
  type Answered,
  type Client,
  type ServiceUnderTest,
} from './service-under-test.ts';

const shift = (id: string, start: string, end: string) => ({ id, name: { zh: id, en: id }, start, end });

const shifts = [shift('early', '08:00', '16:00'), shift('late', '16:00', '00:00'), shift('night', '00:00', '08:00')];

const put = (client: Client, path: string, body: unknown): Promise<Answered> =>
  client.send('PUT', path, { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });

const pushed = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:ladder="urn:caseladder:bpmn:1" id="d" targetNamespace="urn:test">
  <bpmn:process id="pushed" isExecutable="true">
    <bpmn:startEvent id="asked"/>
    <bpmn:sequenceFlow id="f1" sourceRef="asked" targetRef="repair"/>
    <bpmn:userTask id="repair" camunda:candidateGroups="junior-agent" ladder:assignment="push" ladder:skills="broadband, tibetan"/>
    <bpmn:sequenceFlow id="f2" sourceRef="repair" targetRef="done"/>
    <bpmn:endEvent id="done"/>
  </bpmn:process>
</bpmn:definitions>`;

const isRefused = async (client: Client, body: unknown, code: string): Promise<void> => {
  expect((await client.post('/absences', body)).body['code']).to.equal(code);
};

type Item = { id: string; kind: string; text: string; caseNumber?: string; carriedFrom?: string; taskId?: string };
type Log = { id: string; status: string; items: Item[] };

describe('Roster, absence and handover over HTTP', () => {
  let service: ServiceUnderTest;
  let manager: Client;
  let junior: Client;
  let junior2: Client;

  const roster = async (date: string, entries: [personId: string, shiftId: string][]): Promise<Answered> =>
    put(manager, '/roster', {
      node: 'lanzhou',
      days: [{ date, entries: entries.map(([personId, shiftId]) => ({ personId, shiftId })) }],
    });

  const onDutyAt = async (at: string, role = ''): Promise<string[]> => {
    const { body } = await junior.get(`/on-duty?node=lanzhou&at=${at}${role && `&role=${role}`}`);
    return (body['people'] as { id: string }[]).map(({ id }) => id);
  };

  const register = async (more = {}): Promise<string> => {
    const { body, status } = await junior.post('/cases', { ...anotherComplaint(), ...more });
    expect(status, String(body['detail'])).to.equal(201);
    return body['caseId'] as string;
  };

  const taskOf = async (caseId: string): Promise<{ id: string; status: string; assignee?: string }> =>
    ((await manager.get(`/cases/${caseId}`)).body['openTasks'] as { id: string; status: string }[])[0]!;

  before(async () => {
    service = await startServiceUnderTest();
    [manager, junior, junior2] = (await Promise.all(
      ['manager.lanzhou', 'junior.lanzhou', 'junior2.lanzhou'].map((id) => service.as(id)),
    )) as [Client, Client, Client];
    const { status, body } = await put(manager, '/shifts', { node: 'lanzhou', shifts });
    expect(status, JSON.stringify(body)).to.equal(200);
  });
  after(() => service.stop());

  it('the roster says who is on duty, also after midnight, in the time zone of the plan', async () => {
    const changed = await roster('2026-03-10', [
      ['junior.lanzhou', 'early'],
      ['junior2.lanzhou', 'late'],
      ['senior.lanzhou', 'late'],
    ]);
    expect(changed.status, JSON.stringify(changed.body)).to.equal(200);
    expect(await onDutyAt('2026-03-10T00:00:00Z')).to.deep.equal(['junior.lanzhou']);
    expect(await onDutyAt('2026-03-10T08:00:00Z')).to.deep.equal(['junior2.lanzhou', 'senior.lanzhou']);
    expect(await onDutyAt('2026-03-10T15:59:59Z', 'junior-agent')).to.deep.equal(['junior2.lanzhou']);
    expect(await onDutyAt('2026-03-10T16:00:00Z')).to.deep.equal([]);
    const { body } = await junior.get('/roster?node=lanzhou&from=2026-03-01&to=2026-03-31');
    expect((body['days'] as { date: string }[]).map(({ date }) => date)).to.deep.equal(['2026-03-10']);
    const again = await roster('2026-03-10', [
      ['junior.lanzhou', 'early'],
      ['junior2.lanzhou', 'late'],
      ['senior.lanzhou', 'late'],
    ]);
    expect((again.body['days'] as object[])[0]).to.include({ rev: 1, isRepeat: true });
  });

  it('only leaders of the node plan, with shifts and people there are', async () => {
    const day = { node: 'lanzhou', days: [{ date: '2026-03-11', entries: [] }] };
    expect((await put(junior, '/roster', day)).body['code']).to.equal('NOT_ALLOWED');
    expect((await put(await service.as('manager.tianshui'), '/roster', day)).body['code']).to.equal('NOT_ALLOWED');
    expect((await roster('2026-03-11', [['junior.lanzhou', 'noon']])).body['code']).to.equal('SHIFT_NOT_FOUND');
    expect((await roster('2026-03-11', [['junior.tianshui', 'early']])).body['code']).to.equal('PERSON_NOT_FOUND');
    expect(
      (await (await service.as('junior.tianshui')).get('/roster?node=lanzhou&from=2026-03-01&to=2026-03-31')).status,
    ).to.equal(403);
  });

  it('an absence hands everything the person holds to the deputy, in one command, and takes them off duty', async () => {
    const cases = await Promise.all(Array.from({ length: 3 }, () => register()));
    for (const caseId of cases)
      expect((await junior.post(`/tasks/${(await taskOf(caseId)).id}/claim`)).status).to.equal(200);
    const body = {
      personId: 'junior.lanzhou',
      deputyId: 'junior2.lanzhou',
      reason: 'ill',
      until: '2026-03-12T00:00:00Z',
    };
    const headers = { 'Idempotency-Key': 'ill' };
    const recorded = await manager.post('/absences', body, headers);
    expect(recorded.status, JSON.stringify(recorded.body)).to.equal(201);
    expect((await manager.post('/absences', body, headers)).body).to.include({ isRepeat: true });
    type Kept = { id: string; handOver: { status: string; tasks: { outcome: string }[] } };
    const { absences, total } = (
      await eventually(
        () => manager.get('/absences?personId=junior.lanzhou'),
        ({ body: { absences: found } }) => (found as Kept[])[0]?.handOver.status === 'done',
      )
    ).body as { absences: Kept[]; total: number };
    expect(total).to.equal(1);
    expect(absences[0]?.handOver.tasks.map(({ outcome }) => outcome)).to.deep.equal(['passed', 'passed', 'passed']);
    for (const caseId of cases) expect((await taskOf(caseId)).assignee).to.equal('junior2.lanzhou');
    const { body: journal } = await manager.get(`/cases/${cases[0]}/journal`);
    expect((journal['entries'] as object[]).at(-1)).to.deep.include({ type: 'TaskHandedOver', cause: 'absence' });
    expect(await onDutyAt('2026-03-10T00:00:00Z')).to.deep.equal([]);
    const ended = await junior.send('DELETE', `/absences/${absences[0]!.id}`);
    expect(ended.status, JSON.stringify(ended.body)).to.equal(200);
    expect(await onDutyAt('2026-03-10T00:00:00Z')).to.deep.equal(['junior.lanzhou']);
  });

  it('without a deputy the work goes back to its candidates', async () => {
    const caseId = await register();
    await junior2.post(`/tasks/${(await taskOf(caseId)).id}/claim`);
    const recorded = await junior2.post('/absences', { personId: 'junior2.lanzhou', until: '2026-03-02T09:00:00Z' });
    expect(recorded.status).to.equal(201);
    await eventually(
      () => taskOf(caseId),
      ({ status }) => status === 'ready',
    );
    const { id } = recorded.body['absence'] as { id: string };
    await junior2.send('DELETE', `/absences/${id}`);
  });

  it('nobody records the absence of others they do not lead, nor names a deputy of elsewhere', async () => {
    await isRefused(junior, { personId: 'senior.lanzhou' }, 'NOT_ALLOWED');
    await isRefused(manager, { personId: 'junior.lanzhou', deputyId: 'junior.tianshui' }, 'NOT_SUPPORTED');
    await isRefused(manager, { personId: 'junior.lanzhou', until: '2026-03-01T00:00:00Z' }, 'NOT_SUPPORTED');
    await isRefused(manager, { personId: 'nobody' }, 'PERSON_NOT_FOUND');
  });

  it('work that is given out goes to whoever is on duty with the skills and holds least, and waits when nobody is', async () => {
    const [designer, admin] = await Promise.all([service.as('designer'), service.as('admin')]);
    await designer.post('/deployments', { name: 'pushed', files: [{ name: 'pushed.bpmn', content: pushed }] });
    for (const [name, skills] of [
      ['busy', ['broadband', 'tibetan']],
      ['free', ['tibetan', 'broadband', 'billing']],
      ['unskilled', ['broadband']],
    ] as const)
      await admin.post('/people', {
        id: name,
        name,
        roles: [{ role: 'junior-agent', node: 'lanzhou' }],
        skills,
        password: 'long enough',
      });
    const first = await register({ definitionKey: 'pushed' });
    await roster('2026-03-02', [['unskilled', 'late']]);
    const { status } = await taskOf(first);
    expect(status).to.equal('ready');
    await roster('2026-03-02', [
      ['unskilled', 'late'],
      ['busy', 'late'],
    ]);
    await eventually(
      () => taskOf(first),
      ({ assignee }) => assignee === 'busy',
    );
    await roster('2026-03-02', [
      ['unskilled', 'late'],
      ['busy', 'late'],
      ['free', 'late'],
    ]);
    const second = await register({ definitionKey: 'pushed' });
    await eventually(
      () => taskOf(second),
      ({ assignee }) => assignee === 'free',
    );
    const { body } = await manager.get(`/cases/${second}/journal`);
    expect((body['entries'] as object[]).at(-1)).to.deep.include({
      type: 'TaskAssigned',
      cause: 'push',
      details: { assignee: 'free', held: 0, among: 2 },
    });
  });

  it('a shift’s log lists what is open, and nothing is dropped until somebody of the next shift takes it', async () => {
    await roster('2026-03-02', [['junior.lanzhou', 'early']]);
    await roster('2026-03-03', [['junior2.lanzhou', 'night']]);
    const caseId = await register();
    await junior.post(`/tasks/${(await taskOf(caseId)).id}/claim`);
    const callback = await register({ definitionKey: 'promisedCallback', subject: '约定回电' });
    service.setNow(new Date('2026-03-02T16:00:00Z'));
    const opened = await eventually(
      () => junior.get('/handovers/lanzhou:2026-03-02:late'),
      ({ status }) => status === 200,
    );
    const log = opened.body as unknown as Log;
    expect(log.items.filter(({ kind }) => kind === 'callback').map((item) => item.text)).to.include('约定回电');
    expect(log.items.filter(({ kind }) => kind === 'task').length).to.be.greaterThan(0);
    expect(callback).to.be.a('string');

    const path = `/handovers/${log.id}`;
    const question = { kind: 'hardQuestion', text: '用户要求书面答复，致电 13912345678', caseId };
    const added = await junior.post(`${path}/items`, question);
    expect(added.status, JSON.stringify(added.body)).to.equal(201);
    const items = (added.body['handover'] as Log).items;
    const asked = items.at(-1)!;
    expect(asked).to.include({ kind: 'hardQuestion', text: question.text }).and.to.have.property('caseNumber');
    expect((await junior.post(`${path}/items/${asked.id}/acknowledge`)).body['code']).to.equal('NOT_ALLOWED');
    expect((await (await service.as('junior.tianshui')).post(`${path}/items/${asked.id}/acknowledge`)).status).to.equal(
      403,
    );

    const [first] = items;
    const taken = await junior2.post(`${path}/items/${first!.id}/acknowledge`, { remark: 'calling at nine' });
    expect(taken.status, JSON.stringify(taken.body)).to.equal(200);
    const closed = await junior2.post(`${path}/close`);
    expect(closed.body['handover']).to.include({ status: 'closed', closedBy: 'junior2.lanzhou' });
    expect((await junior2.post(`${path}/items`, question)).body['code']).to.equal('HANDOVER_CLOSED');

    const told = await eventually(
      () => manager.get('/messages'),
      ({ body }) => JSON.stringify(body).includes(question.text),
    );
    expect(JSON.stringify(told.body)).to.include('handover-carried-over');

    const next = await junior2.post('/handovers', { node: 'lanzhou', shiftId: 'night', date: '2026-03-03' });
    expect(next.status, JSON.stringify(next.body)).to.equal(201);
    const carried = (next.body['handover'] as Log).items;
    expect(carried.map(({ text }) => text)).to.include(question.text);
    expect(carried.filter(({ carriedFrom }) => carriedFrom === log.id)).to.have.length(items.length - 1);
    const { body } = await manager.get('/handovers?node=lanzhou');
    expect((body['handovers'] as Log[]).slice(0, 2).map(({ id }) => id)).to.deep.equal([
      'lanzhou:2026-03-03:night',
      'lanzhou:2026-03-02:late',
    ]);
    const { body: journal } = await (await service.as('admin')).get(`/organisation/journal?subject=handover:${log.id}`);
    const entries = journal['entries'] as { type: string; before?: object; after: object; isMasked?: true }[];
    expect(entries.map(({ type }) => type)).to.include.members([
      'HandoverOpened',
      'HandoverItemAdded',
      'HandoverClosed',
    ]);
    const noted = entries.find(({ type }) => type === 'HandoverItemAdded')!;
    expect(noted.after).to.include({ kind: 'hardQuestion', text: '用户要求书面答复，致电 *********78' });
    expect(noted.isMasked).to.equal(true);
    const acknowledged = entries.find(({ type }) => type === 'HandoverItemAcknowledged')!;
    expect(acknowledged.before).to.not.have.property('acknowledgedBy');
    expect(acknowledged.after).to.include({ acknowledgedBy: 'junior2.lanzhou', remark: 'calling at nine' });
    const earlier = { node: 'lanzhou', shiftId: 'early', date: '2026-03-01' };
    expect((await junior2.post('/handovers', earlier)).body['code']).to.equal('NOT_SUPPORTED');
    expect(service.failures).to.deep.equal([]);
  });
});
