import { expect } from 'chai';
import {
  complaint,
  eventually,
  startServiceUnderTest,
  type Answered,
  type Client,
  type ServiceUnderTest,
} from './service-under-test.ts';

const bpmn = (content: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:acme="urn:acme" id="d" targetNamespace="urn:test">
  ${content}
</bpmn:definitions>`;

const flow = (id: string, from: string, to: string, inside = ''): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inside}</bpmn:sequenceFlow>`;

type Wait = { id: string; kind: string; activityId: string; executionId: string };
type Run = { id: string; status: string; data: Record<string, unknown>; waiting: Wait[]; definition: { key: string } };

describe('Processes over HTTP', () => {
  let service: ServiceUnderTest;
  let designer: Client;
  let admin: Client;

  before(async () => {
    service = await startServiceUnderTest();
    [designer, admin] = await Promise.all([service.as('designer'), service.as('admin')]);
  });
  after(() => service.stop());

  const deploy = (name: string, files: Record<string, string>, more = {}): Promise<Answered> =>
    designer.post('/deployments', {
      name,
      files: Object.entries(files).map(([file, content]) => ({ name: file, content })),
      ...more,
    });

  const start = async (definitionKey: string, more = {}): Promise<string> => {
    const { body, status } = await admin.post('/cases', { ...complaint, definitionKey, ...more });
    expect(status, String(body['detail'])).to.equal(201);
    return body['caseId'] as string;
  };

  const runsOf = async (caseId: string): Promise<Run[]> =>
    (await admin.get(`/cases/${caseId}/waiting`)).body['runs'] as Run[];

  const waitsOf = async (caseId: string): Promise<Wait[]> => (await runsOf(caseId)).flatMap(({ waiting }) => waiting);

  const statusOf = async (caseId: string): Promise<unknown> => (await admin.get(`/cases/${caseId}`)).body['status'];

  const external = bpmn(`<bpmn:process id="charge" name="收费" isExecutable="true" acme:colour="red">
      <bpmn:startEvent id="asked"/>
      <bpmn:serviceTask id="bill" camunda:type="external" camunda:topic="billing"/>
      <bpmn:boundaryEvent id="refused" attachedToRef="bill"><bpmn:errorEventDefinition errorRef="noMoney"/></bpmn:boundaryEvent>
      <bpmn:receiveTask id="awaitPayment" messageRef="paid"/>
      <bpmn:endEvent id="done"/><bpmn:endEvent id="notDone"/>
      ${flow('f1', 'asked', 'bill')}${flow('f2', 'bill', 'awaitPayment')}${flow('f3', 'awaitPayment', 'done')}${flow('f4', 'refused', 'notDone')}
    </bpmn:process>
    <bpmn:error id="noMoney" errorCode="NO_MONEY"/><bpmn:message id="paid" name="paid"/>`);

  it('deploys a model, versions it, and gives back exactly what was given', async () => {
    const first = await deploy('charge', { 'charge.bpmn': external });
    expect(first.status, String(first.body['detail'])).to.equal(201);
    const deployment = first.body['deployment'] as { id: string; definitions: unknown[] };
    expect(deployment.definitions).to.deep.equal([
      { key: 'charge', name: '收费', version: 1, ref: 'charge:1', isExecutable: true },
    ]);
    const stored = await designer.get(`/deployments/${deployment.id}`);
    expect((stored.body['files'] as { content: string }[])[0]?.content).to.equal(external);
    const again = await deploy('charge', { 'charge.bpmn': external });
    expect(again.status).to.equal(200);
    expect(again.body['isRepeat']).to.equal(true);
    const changed = await deploy('charge', { 'charge.bpmn': external.replace('red', 'blue') });
    expect((changed.body['deployment'] as { definitions: { version: number }[] }).definitions[0]?.version).to.equal(2);
  });

  it('refuses a broken model with every problem, its place and its element, and stores nothing', async () => {
    const broken = bpmn(`<bpmn:process id="broken" isExecutable="true">
      <bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="g" name="Which way?" default="nowhere"/>
      ${flow('f1', 's', 'g')}<bpmn:sequenceFlow id="f2" sourceRef="g" targetRef="missing"/>
    </bpmn:process>`);
    const { status, body } = await deploy('broken', { 'broken.bpmn': broken });
    expect(status).to.equal(422);
    expect(body['code']).to.equal('DEFINITION_REFUSED');
    const problems = (body['details'] as { problems: Record<string, unknown>[] }).problems;
    expect(problems.filter(({ severity }) => severity === 'error')).to.not.deep.equal([]);
    for (const problem of problems) expect(problem).to.include.keys('file', 'severity', 'rule', 'message');
    const started = await admin.post('/cases', { ...complaint, definitionKey: 'broken' });
    expect(started.body['code']).to.equal('DEFINITION_NOT_FOUND');
  });

  it('checks without deploying', async () => {
    const { status, body } = await deploy('checked', { 'charge.bpmn': external }, { checkOnly: true });
    expect(status).to.equal(200);
    expect(body).to.have.property('problems');
    expect(body).not.to.have.property('deployment');
  });

  it('lets only designers deploy', async () => {
    const { status, body } = await (
      await service.as('junior.lanzhou')
    ).post('/deployments', {
      name: 'x',
      files: [{ name: 'x.bpmn', content: external }],
    });
    expect(status).to.equal(403);
    expect(body['code']).to.equal('NOT_ALLOWED');
  });

  it('works external tasks, messages and errors from outside', async () => {
    const caseId = await start('charge');
    const [bill] = await waitsOf(caseId);
    expect(bill).to.include({ kind: 'externalTask', activityId: 'bill', topic: 'billing' });
    const done = await admin.post(`/cases/${caseId}/waiting/${bill!.id}/complete`, { data: { amount: 12 } });
    expect(done.status).to.equal(200);
    const early = await admin.post(`/cases/${caseId}/messages`, { message: 'nothing' });
    expect(early.status).to.equal(409);
    expect(early.body['code']).to.equal('EXECUTION_NOT_WAITING');
    expect((await admin.post(`/cases/${caseId}/messages`, { message: 'paid' })).status).to.equal(200);
    expect(await statusOf(caseId)).to.equal('closed');

    const refused = await start('charge');
    const [again] = await waitsOf(refused);
    await admin.post(`/cases/${refused}/waiting/${again!.id}/error`, { errorCode: 'NO_MONEY' });
    expect(await statusOf(refused)).to.equal('closed');
    const { body } = await admin.get(`/cases/${refused}/journal`);
    expect(JSON.stringify(body)).to.include('"refused"').and.to.include('"notDone"');
  });

  it('runs called processes in the same case: results, errors and cancelling reach across', async () => {
    const caller = bpmn(`<bpmn:process id="caller" isExecutable="true">
      <bpmn:startEvent id="s"/>
      <bpmn:callActivity id="callCharge" calledElement="charge"><bpmn:extensionElements>
        <camunda:in source="order" target="order"/><camunda:out source="amount" target="charged"/></bpmn:extensionElements></bpmn:callActivity>
      <bpmn:userTask id="confirm" camunda:candidateGroups="junior-agent"/><bpmn:endEvent id="e"/>
      ${flow('f1', 's', 'callCharge')}${flow('f2', 'callCharge', 'confirm')}${flow('f3', 'confirm', 'e')}
    </bpmn:process>`);
    expect((await deploy('caller', { 'caller.bpmn': caller })).status).to.equal(201);
    const caseId = await start('caller', { data: { order: 'A7' } });
    const child = (await runsOf(caseId)).find(({ definition }) => definition.key === 'charge')!;
    expect(child.data).to.deep.equal({ order: 'A7' });
    await admin.post(`/cases/${caseId}/waiting/${child.waiting[0]!.id}/complete`, { data: { amount: 99 } });
    await admin.post(`/cases/${caseId}/messages`, { message: 'paid' });
    const runs = await runsOf(caseId);
    expect(runs.map(({ definition }) => definition.key)).to.deep.equal(['caller']);
    expect(runs[0]?.data).to.include({ charged: 99 });
    expect(runs[0]?.waiting.map(({ activityId }) => activityId)).to.deep.equal(['confirm']);

    const cancelled = await start('caller');
    const call = (await waitsOf(cancelled)).find(({ activityId }) => activityId === 'callCharge')!;
    const skip = { reason: 'billed by hand', instructions: [{ type: 'skip', executionId: call.executionId }] };
    expect((await admin.post(`/cases/${cancelled}/modify`, skip)).status).to.equal(200);
    expect((await waitsOf(cancelled)).map(({ activityId }) => activityId)).to.deep.equal(['confirm']);
  });

  it('names a called process that is missing as an incident, and goes on after it was deployed and retried', async () => {
    const caller = bpmn(`<bpmn:process id="hopeful" isExecutable="true"><bpmn:startEvent id="s"/>
      <bpmn:callActivity id="callLater" calledElement="later"/><bpmn:endEvent id="e"/>
      ${flow('f1', 's', 'callLater')}${flow('f2', 'callLater', 'e')}</bpmn:process>`);
    const later = bpmn(`<bpmn:process id="later" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>
      ${flow('f1', 's', 'e')}</bpmn:process>`);
    expect((await deploy('hopeful', { 'hopeful.bpmn': caller })).status).to.equal(201);
    const caseId = await start('hopeful');
    const [incident] = (await admin.get(`/cases/${caseId}`)).body['incidents'] as Record<string, string>[];
    expect(incident).to.include({ code: 'CALLED_PROCESS_FAILED', activityId: 'callLater' });
    await deploy('later', { 'later.bpmn': later });
    const waitId = `${incident!['runId']}.${incident!['executionId']}`;
    expect((await admin.post(`/cases/${caseId}/waiting/${waitId}/retry`)).status).to.equal(200);
    expect(await statusOf(caseId)).to.equal('closed');
  });

  it('lets the participants of a collaboration talk: one begins the other, messages go back and forth', async () => {
    const talk = bpmn(`
      <bpmn:message id="m1" name="order"/><bpmn:message id="m2" name="goods"/>
      <bpmn:collaboration id="c"><bpmn:participant id="p1" processRef="buyer"/><bpmn:participant id="p2" processRef="seller"/>
        <bpmn:messageFlow id="mf1" sourceRef="sendOrder" targetRef="orderCame"/></bpmn:collaboration>
      <bpmn:process id="buyer" isExecutable="true"><bpmn:startEvent id="b1"/>
        <bpmn:intermediateThrowEvent id="sendOrder"><bpmn:messageEventDefinition messageRef="m1"/></bpmn:intermediateThrowEvent>
        <bpmn:intermediateCatchEvent id="goodsCame"><bpmn:messageEventDefinition messageRef="m2"/></bpmn:intermediateCatchEvent>
        <bpmn:endEvent id="b2"/>${flow('bf1', 'b1', 'sendOrder')}${flow('bf2', 'sendOrder', 'goodsCame')}${flow('bf3', 'goodsCame', 'b2')}
      </bpmn:process>
      <bpmn:process id="seller" isExecutable="true">
        <bpmn:startEvent id="orderCame"><bpmn:messageEventDefinition messageRef="m1"/></bpmn:startEvent>
        <bpmn:userTask id="pack" camunda:candidateGroups="junior-agent"/>
        <bpmn:endEvent id="sendGoods"><bpmn:messageEventDefinition messageRef="m2"/></bpmn:endEvent>
        ${flow('sf1', 'orderCame', 'pack')}${flow('sf2', 'pack', 'sendGoods')}
      </bpmn:process>`);
    const deployed = await deploy('talk', { 'talk.bpmn': talk });
    expect(deployed.status, String(deployed.body['detail'])).to.equal(201);
    const caseId = await start('buyer');
    expect((await waitsOf(caseId)).map(({ activityId }) => activityId)).to.deep.equal(['goodsCame', 'pack']);
    const task = ((await admin.get(`/cases/${caseId}`)).body['openTasks'] as { id: string }[])[0]!;
    const packed = await (await service.as('junior.lanzhou')).post(`/tasks/${task.id}/complete`, { data: {} });
    expect(packed.status).to.equal(200);
    expect(await statusOf(caseId)).to.equal('closed');
  });

  it('fires timers of any model, and survives a loop that never waits with an incident', async () => {
    const timed = bpmn(`<bpmn:process id="timed" isExecutable="true"><bpmn:startEvent id="s"/>
      <bpmn:intermediateCatchEvent id="pause"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
      <bpmn:scriptTask id="count" scriptFormat="feel" camunda:resultVariable="n"><bpmn:script>n + 1</bpmn:script></bpmn:scriptTask>
      <bpmn:exclusiveGateway id="again" default="f4"/><bpmn:endEvent id="e"/>
      ${flow('f1', 's', 'pause')}${flow('f2', 'pause', 'count')}${flow('f3', 'count', 'again')}${flow('f4', 'again', 'e')}
      ${flow('f5', 'again', 'count', '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=forever</bpmn:conditionExpression>')}
    </bpmn:process>`);
    const deployed = await deploy('timed', { 'timed.bpmn': timed });
    expect(deployed.status, String(deployed.body['detail'])).to.equal(201);
    const finite = await start('timed', { data: { n: 1, forever: false } });
    const endless = await start('timed', { data: { n: 1, forever: true } });
    service.setNow(new Date(service.now().getTime() + 3_600_000));
    await eventually(
      () => statusOf(finite),
      (status) => status === 'closed',
    );
    const stuck = await eventually(
      () => admin.get(`/cases/${endless}`),
      ({ body }) => (body['incidents'] as unknown[]).length > 0,
    );
    expect(stuck.body['status']).to.equal('open');
    const ended = await admin.post(`/cases/${endless}/terminate`, { reason: 'an endless loop' });
    expect(ended.status).to.equal(200);
    expect(await statusOf(endless)).to.equal('closed');
  });

  it('stops processes that call themselves, or write to each other, without end', async () => {
    const endless = bpmn(`<bpmn:message id="m1" name="ping"/><bpmn:message id="m2" name="pong"/>
      <bpmn:collaboration id="c"><bpmn:participant id="p1" processRef="ping"/><bpmn:participant id="p2" processRef="pong"/></bpmn:collaboration>
      <bpmn:process id="ping" isExecutable="true"><bpmn:startEvent id="a1"/><bpmn:exclusiveGateway id="again"/>
        <bpmn:sendTask id="sendPing" messageRef="m1"/><bpmn:receiveTask id="getPong" messageRef="m2"/>
        ${flow('a2', 'a1', 'again')}${flow('a3', 'again', 'sendPing')}${flow('a4', 'sendPing', 'getPong')}${flow('a5', 'getPong', 'again')}</bpmn:process>
      <bpmn:process id="pong" isExecutable="true"><bpmn:startEvent id="b1"><bpmn:messageEventDefinition messageRef="m1"/></bpmn:startEvent>
        <bpmn:endEvent id="b2"><bpmn:messageEventDefinition messageRef="m2"/></bpmn:endEvent>${flow('b3', 'b1', 'b2')}</bpmn:process>`);
    const self = bpmn(`<bpmn:process id="selfish" isExecutable="true"><bpmn:startEvent id="s"/>
      <bpmn:callActivity id="callMyself" calledElement="selfish"/><bpmn:endEvent id="e"/>
      ${flow('f1', 's', 'callMyself')}${flow('f2', 'callMyself', 'e')}</bpmn:process>`);
    for (const [key, content] of [
      ['ping', endless],
      ['selfish', self],
    ] as const) {
      const deployed = await deploy(key, { [`${key}.bpmn`]: content });
      expect(deployed.status, String(deployed.body['detail'])).to.equal(201);
      const { body } = await admin.get(`/cases/${await start(key)}`);
      expect(body['status'], key).to.equal('open');
      expect(body['incidents'], key).to.have.length.above(0);
    }
  }).timeout(60_000);

  it('says why a case waits, plans its migration to a new version, and carries it out', async () => {
    await deploy('charge', { 'charge.bpmn': external });
    const caseId = await start('charge');
    const [run] = await runsOf(caseId);
    expect(run).to.have.property('explanation').that.is.not.empty;
    const renamed = external.replaceAll('"bill"', '"charge2"').replaceAll('awaitPayment', 'awaitMoney');
    expect((await deploy('charge', { 'charge.bpmn': renamed })).status).to.equal(201);
    const dry = await admin.post(`/cases/${caseId}/migrate/plan`);
    expect(dry.status, String(dry.body['detail'])).to.equal(200);
    expect(dry.body['impossible']).to.have.length.above(0);
    const impossible = await admin.post(`/cases/${caseId}/migrate`, { reason: 'renamed', mapping: {} });
    expect(impossible.status).to.equal(422);
    const mapping = { elements: { bill: 'charge2', awaitPayment: 'awaitMoney' } };
    const done = await admin.post(`/cases/${caseId}/migrate`, { reason: 'renamed', mapping });
    expect(done.status, String(done.body['detail'])).to.equal(200);
    expect((await waitsOf(caseId)).map(({ activityId }) => activityId)).to.deep.equal(['charge2']);
    expect((await admin.get(`/cases/${caseId}`)).body['definition']).to.deep.include({ key: 'charge' });
  });

  it('gives a task that names nobody known here to whoever handles cases at the centre', async () => {
    const foreign = bpmn(`<bpmn:process id="foreign" isExecutable="true"><bpmn:startEvent id="s"/>
      <bpmn:userTask id="approve" camunda:candidateGroups="accounting"/><bpmn:userTask id="file"/><bpmn:endEvent id="e"/>
      ${flow('f1', 's', 'approve')}${flow('f2', 'approve', 'file')}${flow('f3', 'file', 'e')}</bpmn:process>`);
    expect((await deploy('foreign', { 'foreign.bpmn': foreign })).status).to.equal(201);
    const caseId = await start('foreign');
    const openTask = async (): Promise<string> =>
      ((await admin.get(`/cases/${caseId}`)).body['openTasks'] as { id: string }[])[0]!.id;
    const [agent, stranger, auditor] = await Promise.all(
      ['junior.lanzhou', 'junior.baiyin', 'auditor'].map((id) => service.as(id)),
    );
    const first = await openTask();
    const seen = (await agent!.get('/worklist?limit=200')).body['tasks'] as { id: string }[];
    expect(seen.map(({ id }) => id)).to.include(first);
    for (const other of [stranger!, auditor!])
      expect((await other.post(`/tasks/${first}/complete`, { data: {} })).status).to.equal(403);
    expect((await agent!.post(`/tasks/${first}/complete`, { data: {} })).status).to.equal(200);
    expect((await admin.post(`/tasks/${await openTask()}/complete`, { data: {} })).status).to.equal(200);
    expect(await statusOf(caseId)).to.equal('closed');
  });

  it('overrides need a manager and a reason, and are recorded with it', async () => {
    const caseId = await start('charge');
    const change = { reason: 'mistyped', data: { amount: 5 } };
    expect((await (await service.as('junior.lanzhou')).post(`/cases/${caseId}/data`, change)).status).to.equal(403);
    expect((await admin.post(`/cases/${caseId}/data`, { data: { amount: 5 } })).status).to.equal(400);
    const manager = await service.as('manager.lanzhou');
    expect((await manager.post(`/cases/${caseId}/data`, change)).status).to.equal(200);
    const { body } = await manager.get(`/cases/${caseId}`);
    expect((body['caseFile'] as Record<string, unknown>)['amount']).to.equal(5);
    const entry = (body['journal'] as Record<string, unknown>[]).find(({ type }) => type === 'DataChanged');
    expect(entry).to.include({ reason: 'mistyped' });
  });
});
