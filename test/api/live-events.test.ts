import { expect } from 'chai';
import {
  clientOf,
  anotherComplaint,
  complaint,
  startServiceUnderTest,
  type ServiceUnderTest,
} from './service-under-test.ts';

type Event = { id?: string; event: string; data: Record<string, unknown> };

const fieldsOf = (block: string): Map<string, string> =>
  new Map(
    block.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );

/** An open stream of events, read one by one. */
const openStream = async (
  service: ServiceUnderTest,
  userId: string,
  headers: Record<string, string> = {},
): Promise<{ next(): Promise<Event | undefined>; close(): void }> => {
  const { body } = await clientOf(service.url).post('/session', { userId, password: 'demo' });
  const abort = new AbortController();
  const response = await fetch(`${service.url}/api/v1/events`, {
    headers: { Authorization: `Bearer ${String(body['token'])}`, ...headers },
    signal: abort.signal,
  });
  expect(response.headers.get('content-type')).to.equal('text/event-stream');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async next() {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end < 0) {
          const { value, done } = await reader.read();
          if (done) return undefined;
          text += value;
          continue;
        }
        const fields = fieldsOf(text.slice(0, end));
        text = text.slice(end + 2);
        const event = fields.get('event');
        if (event === undefined) continue;
        const id = fields.get('id');
        return {
          event,
          data: JSON.parse(fields.get('data') ?? '{}') as Record<string, unknown>,
          ...(id !== undefined && { id }),
        };
      }
    },
    close: () => abort.abort(),
  };
};

const sentToNetwork = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:test">
  <bpmn:process id="sentToNetwork" isExecutable="true">
    <bpmn:startEvent id="asked"/><bpmn:sequenceFlow id="f1" sourceRef="asked" targetRef="repair"/>
    <bpmn:userTask id="repair" camunda:candidateGroups="branch-handler@lanzhou-branch-network"/>
    <bpmn:sequenceFlow id="f2" sourceRef="repair" targetRef="repaired"/><bpmn:endEvent id="repaired"/>
  </bpmn:process>
</bpmn:definitions>`;

describe('Live events', () => {
  let service: ServiceUnderTest;

  const register = async (centre: string, subject: string): Promise<string> => {
    const agent = await service.as(`junior.${centre}`);
    const { status, body } = await agent.post('/cases', { ...anotherComplaint(), centre, subject });
    expect(status, String(body['detail'])).to.equal(201);
    return String(body['caseId']);
  };

  before(async () => {
    service = await startServiceUnderTest();
  });
  after(() => service.stop());

  it('tell a centre of its own cases only, and the province of all', async () => {
    const [lanzhou, province] = await Promise.all([
      openStream(service, 'junior.lanzhou'),
      openStream(service, 'province'),
    ]);
    expect((await lanzhou.next())?.event).to.equal('ready');
    expect((await province.next())?.event).to.equal('ready');
    const elsewhere = await register('tianshui', 'A bill that is too high');
    const own = await register('lanzhou', 'No connection');
    expect((await province.next())?.data['caseId']).to.equal(elsewhere);
    expect((await province.next())?.data['caseId']).to.equal(own);
    const seen = await lanzhou.next();
    expect(seen?.data['caseId']).to.equal(own);
    expect(seen?.data['types']).to.include.members(['CaseRegistered', 'TaskCreated']);
    expect(JSON.stringify(seen)).not.to.include(complaint.customer.phone);
    lanzhou.close();
    province.close();
  });

  it('tell a branch of the work sent to it and its departments, and of nothing else', async () => {
    const designer = await service.as('designer');
    const files = [{ name: 'sent.bpmn', content: sentToNetwork }];
    expect((await designer.post('/deployments', { name: 'sent', files })).status).to.equal(201);
    const branch = await openStream(service, 'branch.lanzhou');
    expect((await branch.next())?.event).to.equal('ready');
    await register('lanzhou', 'Nothing for a branch');
    const agent = await service.as('junior.lanzhou');
    const sent = await agent.post('/cases', { ...anotherComplaint(), definitionKey: 'sentToNetwork' });
    const told = await branch.next();
    expect(told?.data['caseId']).to.equal(sent.body['caseId']);
    expect(told?.data['types']).to.include('TaskCreated').and.not.to.include('CaseRegistered');
    await (await service.as('manager.lanzhou')).post(`/cases/${String(sent.body['caseId'])}/notes`, { text: 'for us' });
    const handler = await service.as('network.lanzhou');
    const [task] = (await handler.get(`/cases/${String(sent.body['caseId'])}`)).body['openTasks'] as { id: string }[];
    expect((await handler.post(`/tasks/${task!.id}/claim`)).status).to.equal(200);
    expect((await branch.next())?.data['types']).to.deep.equal(['TaskClaimed']);
    branch.close();
  });

  it('go on behind the last event a reader has seen', async () => {
    const first = await openStream(service, 'province');
    const ready = await first.next();
    first.close();
    const missed = [await register('wuwei', 'One'), await register('wuwei', 'Two')];
    const second = await openStream(service, 'province', { 'Last-Event-ID': ready!.id! });
    expect((await second.next())?.event).to.equal('ready');
    const events = [await second.next(), await second.next()];
    expect(events.map((event) => event?.data['caseId'])).to.deep.equal(missed);
    expect(Number(events[1]?.id)).to.be.greaterThan(Number(events[0]?.id));
    second.close();
  });

  it('say when changes are missing because the number is not known here', async () => {
    const stream = await openStream(service, 'province', { 'Last-Event-ID': '999999' });
    expect((await stream.next())?.event).to.equal('reset');
    stream.close();
  });

  it('refuse a last event id that is none', async () => {
    const province = await service.as('province');
    const { status, body } = await province.get('/events', { 'Last-Event-ID': 'yesterday' });
    expect(status).to.equal(400);
    expect(body['detail']).to.include('yesterday');
  });

  it('end when the node stops', async () => {
    const own = await startServiceUnderTest();
    const stream = await openStream(own, 'province');
    expect((await stream.next())?.event).to.equal('ready');
    await own.stop();
    expect(await stream.next()).to.equal(undefined);
  });
});
