import { expect } from 'chai';
import { requestWork, systemActor } from '../../engine/index.ts';
import { userCollection } from '../../store/user-store.ts';
import {
  complaint,
  eventually,
  signIn,
  startServiceUnderTest,
  type Answered,
  type Client,
  type ServiceUnderTest,
} from './service-under-test.ts';

const diagram = (key: string, topic: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:test">
  <bpmn:error id="unknown" errorCode="UNKNOWN_CUSTOMER"/>
  <bpmn:process id="${key}" isExecutable="true">
    <bpmn:startEvent id="asked"/>
    <bpmn:serviceTask id="lookUp" name="Look up" camunda:type="external" camunda:topic="${topic}"/>
    <bpmn:boundaryEvent id="notKnown" attachedToRef="lookUp"><bpmn:errorEventDefinition errorRef="unknown"/></bpmn:boundaryEvent>
    <bpmn:userTask id="read"/><bpmn:endEvent id="done"/><bpmn:endEvent id="given-up"/>
    <bpmn:sequenceFlow id="f1" sourceRef="asked" targetRef="lookUp"/><bpmn:sequenceFlow id="f2" sourceRef="lookUp" targetRef="read"/>
    <bpmn:sequenceFlow id="f3" sourceRef="read" targetRef="done"/><bpmn:sequenceFlow id="f4" sourceRef="notKnown" targetRef="given-up"/>
  </bpmn:process>
</bpmn:definitions>`;

type Fetched = {
  id: string;
  topic: string;
  caseId: string;
  variables: Record<string, unknown>;
  contact: { customer: object };
};

const fetchWith = (client: Client, topic: string, workerId = 'w1', more = {}): Promise<Answered> =>
  client.post('/external-tasks/fetch-and-lock', { workerId, topics: [{ topic, lockDurationMs: 10_000 }], ...more });

const minutes = 60_000;

describe('External tasks', () => {
  let service: ServiceUnderTest;
  let junior: Client;
  let manager: Client;
  let worker: Client;
  let count = 0;

  before(async () => {
    service = await startServiceUnderTest();
    [junior, manager, worker] = await Promise.all([
      service.as('junior.lanzhou'),
      service.as('manager.lanzhou'),
      service.as('integration'),
    ]);
    const demo = await userCollection(service.service.store.db).findOne({ _id: 'integration' });
    const add = async (_id: string, node: string, topics?: string[]): Promise<void> => {
      const roles = [{ role: 'integration-client' as const, node, ...(topics && { topics }) }];
      await userCollection(service.service.store.db).insertOne({ ...demo!, _id, roles });
    };
    await add('branch-system', 'lanzhou-branch');
    await add('other-branch-system', 'baiyin-branch');
    await add('records-only', 'gansu', ['records']);
  });
  after(async () => {
    await service.stop();
    expect(service.failures).to.deep.equal([]);
  });

  /** A case of its own topic, so that tests do not fetch each other's work. */
  const asked = async (topic = `topic-${(count += 1)}`, data = {}): Promise<{ caseId: string; topic: string }> => {
    const key = `lookUp${(count += 1)}`;
    const designer = await service.as('designer');
    const files = [{ name: 'look-up.bpmn', content: diagram(key, topic) }];
    const deployed = await designer.post('/deployments', { name: key, files });
    expect(deployed.status, JSON.stringify(deployed.body)).to.equal(201);
    const { body, status } = await junior.post('/cases', { ...complaint, definitionKey: key, data });
    expect(status, JSON.stringify(body)).to.equal(201);
    return { caseId: body['caseId'] as string, topic };
  };

  const fetched = async (topic: string, workerId = 'w1', more = {}): Promise<Fetched[]> => {
    const { body, status } = await fetchWith(worker, topic, workerId, more);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body['externalTasks'] as Fetched[];
  };

  const fetchOne = async (topic: string, workerId = 'w1'): Promise<Fetched> => {
    const [first, ...more] = await fetched(topic, workerId);
    expect(more).to.deep.equal([]);
    return first!;
  };

  const passMs = (ms: number): void => service.setNow(new Date(service.now().getTime() + ms));

  const typesOf = async (caseId: string): Promise<string[]> =>
    ((await manager.get(`/cases/${caseId}/journal`)).body['entries'] as { type: string }[]).map(({ type }) => type);

  it('gives a worker the work with its data, and takes the result into the case', async () => {
    const { caseId, topic } = await asked(undefined, { contract: 'K-1' });
    const work = await fetchOne(topic);
    expect(work.variables).to.include({ contract: 'K-1', centre: 'lanzhou' });
    expect(work.contact.customer).to.include({ phone: complaint.customer.phone });
    const { status, body } = await worker.post(`/external-tasks/${work.id}/complete`, {
      workerId: 'w1',
      data: { owed: 7 },
    });
    expect(status, JSON.stringify(body)).to.equal(200);
    const shown = await manager.get(`/cases/${caseId}`);
    expect(shown.body['caseFile']).to.include({ owed: 7 });
    expect(await typesOf(caseId)).to.include.members(['WorkRequested', 'WorkCompleted', 'TaskCreated']);
    expect(await fetched(topic)).to.deep.equal([]);
  });

  it('gives only the variables a worker names', async () => {
    const { topic } = await asked(undefined, { contract: 'K-2', secret: 1 });
    const topics = [{ topic, lockDurationMs: 1000, variables: ['contract', 'missing'] }];
    const { body } = await worker.post('/external-tasks/fetch-and-lock', { workerId: 'w1', topics });
    expect((body['externalTasks'] as Fetched[])[0]?.variables).to.deep.equal({ contract: 'K-2' });
  });

  it('gives the same work to one of many workers only', async () => {
    const topic = `topic-${(count += 1)}`;
    for (let number = 0; number < 6; number += 1) await asked(topic);
    const hauls = await Promise.all(
      Array.from({ length: 8 }, (_, number) => fetched(topic, `w${number}`, { maxTasks: 3 })),
    );
    const ids = hauls.flat().map(({ id }) => id);
    expect(ids).to.have.length(6);
    expect(new Set(ids).size).to.equal(6);
  });

  it('gives work again after its lock ran out, and refuses the result of the one who lost it', async () => {
    const { topic, caseId } = await asked();
    const first = await fetchOne(topic, 'slow');
    expect(await fetched(topic, 'quick')).to.deep.equal([]);
    passMs(10_001);
    const second = await fetchOne(topic, 'quick');
    expect(second.id).to.equal(first.id);
    const late = await worker.post(`/external-tasks/${first.id}/complete`, { workerId: 'slow' });
    expect(late.status).to.equal(409);
    expect(late.body['code']).to.equal('LOCK_LOST');
    expect(late.body['detail']).to.include('quick');
    const done = await worker.post(
      `/external-tasks/${first.id}/complete`,
      { workerId: 'quick' },
      { 'Idempotency-Key': 'k' },
    );
    expect(done.status).to.equal(200);
    const again = await worker.post(
      `/external-tasks/${first.id}/complete`,
      { workerId: 'quick' },
      { 'Idempotency-Key': 'k' },
    );
    expect(again.body).to.include({ isRepeat: true, rev: done.body['rev'] });
    const third = await worker.post(`/external-tasks/${first.id}/complete`, { workerId: 'quick' });
    expect(third.body['code']).to.equal('EXECUTION_NOT_WAITING');
    expect((await typesOf(caseId)).filter((type) => type === 'WorkCompleted')).to.have.length(1);
  });

  it('keeps extended work, and gives unlocked work to the next at once', async () => {
    const { topic } = await asked();
    const { id } = await fetchOne(topic);
    const extended = await worker.post(`/external-tasks/${id}/extend-lock`, { workerId: 'w1', lockDurationMs: 60_000 });
    expect(extended.status).to.equal(200);
    passMs(30_000);
    expect(await fetched(topic, 'w2')).to.deep.equal([]);
    expect((await worker.post(`/external-tasks/${id}/unlock`, { workerId: 'w2' })).body['code']).to.equal('LOCK_LOST');
    expect((await worker.post(`/external-tasks/${id}/unlock`, { workerId: 'w1' })).status).to.equal(204);
    expect((await fetchOne(topic, 'w2')).id).to.equal(id);
  });

  it('tries failed work again after a growing pause, then makes it an incident that a manager retries', async () => {
    const { topic, caseId } = await asked();
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const { id } = await fetchOne(topic);
      const failed = await worker.post(`/external-tasks/${id}/failure`, {
        workerId: 'w1',
        message: 'The line is down',
      });
      expect(failed.status, JSON.stringify(failed.body)).to.equal(200);
      expect(await fetched(topic)).to.deep.equal([]);
      const { body } = await manager.get(`/external-tasks/${id}`);
      expect(body['state']).to.equal(attempt < 5 ? 'retrying' : 'failed');
      if (attempt === 5) break;
      pauses.push(new Date(body['retryAt'] as string).getTime() - service.now().getTime());
      passMs(pauses.at(-1)!);
    }
    expect(pauses)
      .to.deep.equal(pauses.toSorted((left, right) => left - right))
      .and.to.have.length(4);
    const shown = await manager.get(`/cases/${caseId}`);
    const [incident] = shown.body['incidents'] as {
      code: string;
      message: string;
      runId: string;
      executionId: string;
    }[];
    expect(incident).to.include({ code: 'WORK_FAILED' });
    expect(incident?.message).to.include('The line is down');
    passMs(60 * minutes);
    expect(await fetched(topic)).to.deep.equal([]);
    const retried = await manager.post(`/cases/${caseId}/waiting/${incident!.runId}.${incident!.executionId}/retry`);
    expect(retried.status, JSON.stringify(retried.body)).to.equal(200);
    expect((await manager.get(`/cases/${caseId}`)).body['incidents']).to.deep.equal([]);
    const again = await fetchOne(topic);
    expect((await worker.post(`/external-tasks/${again.id}/complete`, { workerId: 'w1' })).status).to.equal(200);
  });

  it('follows a worker that says how often and when to try again', async () => {
    const { topic } = await asked();
    const { id } = await fetchOne(topic);
    await worker.post(`/external-tasks/${id}/failure`, {
      workerId: 'w1',
      message: 'busy',
      retries: 9,
      retryInMs: 2000,
    });
    passMs(1999);
    expect(await fetched(topic)).to.deep.equal([]);
    passMs(1);
    expect((await fetchOne(topic)).id).to.equal(id);
  });

  it('takes a modelled error where the diagram catches it', async () => {
    const { topic, caseId } = await asked();
    const { id } = await fetchOne(topic);
    const thrown = await worker.post(`/external-tasks/${id}/bpmn-error`, {
      workerId: 'w1',
      errorCode: 'UNKNOWN_CUSTOMER',
    });
    expect(thrown.status, JSON.stringify(thrown.body)).to.equal(200);
    expect((await manager.get(`/cases/${caseId}`)).body['status']).to.equal('closed');
    expect((await manager.get(`/external-tasks/${id}`)).body['state']).to.equal('ended');
  });

  it('turns an error that nothing catches into an incident, and offers the work again after its retry', async () => {
    const { topic, caseId } = await asked();
    const { id } = await fetchOne(topic);
    await worker.post(`/external-tasks/${id}/bpmn-error`, { workerId: 'w1', errorCode: 'SURPRISE' });
    expect(await fetched(topic)).to.deep.equal([]);
    await manager.post(`/cases/${caseId}/waiting/${id.split('.').slice(1).join('.')}/retry`);
    expect((await fetchOne(topic)).id).to.equal(id);
  });

  it('offers nothing of a case that was ended meanwhile, and refuses its result', async () => {
    const { topic, caseId } = await asked();
    const { id } = await fetchOne(topic);
    await manager.post(`/cases/${caseId}/terminate`, { reason: 'registered twice' });
    const late = await worker.post(`/external-tasks/${id}/complete`, { workerId: 'w1' });
    expect(late.body['code']).to.equal('EXECUTION_NOT_WAITING');
    passMs(20_000);
    expect(await fetched(topic)).to.deep.equal([]);
  });

  it('lets a fetch wait until there is work', async () => {
    const topic = `topic-${(count += 1)}`;
    const waiting = fetched(topic, 'patient', { waitMs: 8000 });
    const { caseId } = await asked(topic);
    expect((await waiting).map((work) => work.caseId)).to.deep.equal([caseId]);
  });

  it('gives a branch company’s system its own orders only', async () => {
    const { caseId } = await asked('branch-work-order', { branch: 'lanzhou-branch' });
    const own = await signIn(service.url, 'branch-system');
    const other = await signIn(service.url, 'other-branch-system');
    expect((await fetchWith(other, 'branch-work-order')).body['externalTasks']).to.deep.equal([]);
    const [work] = (await fetchWith(own, 'branch-work-order')).body['externalTasks'] as Fetched[];
    expect(work?.caseId).to.equal(caseId);
    expect(work?.contact.customer).to.include({ phone: complaint.customer.phone });
    expect((await other.get(`/cases/${caseId}`)).status).to.equal(403);
    expect((await other.get(`/external-tasks/${work!.id}`)).status).to.equal(403);
    expect((await other.post(`/external-tasks/${work!.id}/complete`, { workerId: 'w1' })).status).to.equal(403);
    const done = await own.post(`/external-tasks/${work!.id}/complete`, { workerId: 'w1', data: { fixed: true } });
    expect(done.status, JSON.stringify(done.body)).to.equal(200);
  });

  it('lets a client serve the topics it was given, nobody else any', async () => {
    const limited = await signIn(service.url, 'records-only');
    expect((await fetchWith(limited, 'records')).status).to.equal(200);
    const refused = await fetchWith(limited, 'billing-details');
    expect(refused.status).to.equal(403);
    expect(refused.body['code']).to.equal('NOT_ALLOWED');
    for (const person of [junior, manager]) expect((await fetchWith(person, 'records')).status).to.equal(403);
  });

  it('refuses the result of another user’s worker of the same name', async () => {
    const { topic } = await asked();
    const { id } = await fetchOne(topic);
    const admin = await service.as('admin');
    expect((await admin.post(`/external-tasks/${id}/complete`, { workerId: 'w1' })).body['code']).to.equal('LOCK_LOST');
  });

  it('lists work by state, page by page, and each only to those who see its case', async () => {
    const topic = `topic-${(count += 1)}`;
    const cases: string[] = [];
    for (let number = 0; number < 3; number += 1) {
      passMs(1);
      cases.push((await asked(topic)).caseId);
    }
    await fetched(topic, 'w1', { maxTasks: 1 });
    const list = async (query: string, client = manager) =>
      (await client.get(`/external-tasks?topic=${topic}&${query}`)).body as {
        externalTasks: { caseId: string }[];
        total: number;
        next: string | null;
      };
    expect((await list('state=waiting')).total).to.equal(2);
    expect((await list('state=locked')).externalTasks.map(({ caseId }) => caseId)).to.deep.equal([cases[0]]);
    const first = await list('limit=2');
    const second = await list(`limit=2&after=${first.next}`);
    expect([...first.externalTasks, ...second.externalTasks].map(({ caseId }) => caseId)).to.deep.equal(cases);
    expect(second.next).to.equal(null);
    expect((await list('limit=5', await service.as('manager.baiyin'))).total).to.equal(0);
    const { body } = await manager.get('/topics');
    const standing = (body['topics'] as Record<string, unknown>[]).find((one) => one['topic'] === topic);
    expect(standing).to.include({ waiting: 2, locked: 1, retrying: 0, failed: 0 });
    expect((standing!['workers'] as { workerId: string }[]).map(({ workerId }) => workerId)).to.deep.equal(['w1']);
  });

  it('serves work that belongs to no case, once per key, and keeps its result for whoever asked', async () => {
    const body = { topic: 'records', key: '13900001234', data: { phone: '13900001234' }, node: 'lanzhou' };
    const first = await junior.post('/external-tasks', body);
    expect(first.status, JSON.stringify(first.body)).to.equal(201);
    const again = await junior.post('/external-tasks', body);
    expect(again.body['id']).to.equal(first.body['id']);
    const work = await fetchOne('records');
    expect(work.variables).to.deep.equal({ phone: '13900001234' });
    const failed = await worker.post(`/external-tasks/${work.id}/failure`, {
      workerId: 'w1',
      message: 'down',
      retryInMs: 10,
    });
    expect(failed.body).to.include({ status: 'waiting' });
    passMs(10);
    await fetchOne('records');
    for (const isRepeat of [false, true]) {
      const done = await worker.post(`/external-tasks/${work.id}/complete`, { workerId: 'w1', data: { name: '王' } });
      expect(done.body).to.include({ status: 'completed', isRepeat });
    }
    const shown = await junior.get(`/external-tasks/${work.id}`);
    expect(shown.body).to.deep.include({ state: 'completed', result: { name: '王' } });
    expect((await manager.get(`/external-tasks/${work.id}`)).body).not.to.have.any.keys('result', 'data');
    expect((await (await service.as('junior.baiyin')).post('/external-tasks', body)).status).to.equal(403);
  });

  it('wakes a waiting worker for work the product itself asks for', async () => {
    const topic = `topic-${(count += 1)}`;
    const waiting = fetched(topic, 'patient', { waitMs: 8000 });
    const at = service.now();
    await requestWork(service.service.context, { actor: systemActor, at, topic, data: { n: 1 }, key: 'a' });
    expect((await waiting).map(({ variables }) => variables)).to.deep.equal([{ n: 1 }]);
    const [seen] = await eventually(
      async () =>
        ((await worker.get('/topics')).body['topics'] as { topic: string }[]).filter((one) => one.topic === topic),
      (topics) => topics.length > 0,
    );
    expect(seen).to.include({ locked: 1 });
  });
});
