import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { complaint, eventually, signIn, type Client } from '../api/service-under-test.ts';
import { runProgram, startServer, temporaryFolder, type Child } from './child-service.ts';

const diagram = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:test">
  <bpmn:process id="askAll" isExecutable="true">
    <bpmn:startEvent id="asked"/>
    <bpmn:serviceTask id="customer" camunda:type="external" camunda:topic="customer-record"/>
    <bpmn:serviceTask id="bill" camunda:type="external" camunda:topic="billing-details"/>
    <bpmn:endEvent id="answered"/>
    <bpmn:sequenceFlow id="f1" sourceRef="asked" targetRef="customer"/><bpmn:sequenceFlow id="f2" sourceRef="customer" targetRef="bill"/>
    <bpmn:sequenceFlow id="f3" sourceRef="bill" targetRef="answered"/>
  </bpmn:process>
</bpmn:definitions>`;

const closed = async (client: Client): Promise<number> =>
  (await client.get('/cases?status=closed')).body['total'] as number;

describe('Surrounding systems that are killed', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const children = new Set<Child>();
  let server: Child & { url: string };

  const startService = async (port = '0'): Promise<void> => {
    server = await startServer({ DATA_DIR: folder, PORT: port });
    children.add(server);
  };
  const startSystem = async (name: string, thinkMs: number): Promise<Child> => {
    const options = ['--service', server.url, '--lock-ms', '1500', '--think-ms', String(thinkMs), '--port', '0'];
    const child = runProgram('systems/run-system', [name, ...options], {});
    children.add(child);
    await child.says(/its page is/);
    return child;
  };
  after(async () => {
    await Promise.all([...children].map((child) => child.kill('SIGKILL')));
    rmSync(folder, { recursive: true, force: true });
  });

  it('lose nothing: every case gets its answers after a system and the service were killed in the middle', async () => {
    await startService();
    const cases = 12;
    const designer = await signIn(server.url, 'designer');
    await designer.post('/deployments', { name: 'ask-all', files: [{ name: 'ask.bpmn', content: diagram }] });
    const junior = await signIn(server.url, 'junior.lanzhou');
    for (let number = 0; number < cases; number += 1) {
      const customer = { ...complaint.customer, phone: `139000${String(number).padStart(5, '0')}` };
      const { status } = await junior.post('/cases', { ...complaint, customer, definitionKey: 'askAll' });
      expect(status).to.equal(201);
    }
    const records = await startSystem('customer-record', 150);
    // Some have their record and wait for the bill, some are locked by the system that is about to die.
    await eventually(
      async () => (await junior.get('/external-tasks?topic=billing-details')).body['total'] as number,
      (total) => total >= 3,
      20_000,
    );
    await records.kill('SIGKILL');
    expect((await junior.get('/topics')).status).to.equal(200);
    await startSystem('billing', 60);
    await eventually(
      () => closed(junior),
      (total) => total >= 1,
      20_000,
    );
    const port = new URL(server.url).port;
    await server.kill('SIGKILL');
    await startService(port);
    await startSystem('customer-record', 0);
    const again = await signIn(server.url, 'junior.lanzhou');
    await eventually(
      () => closed(again),
      (total) => total === cases,
      30_000,
    );
    const { body } = await again.get('/cases?limit=50');
    for (const { id } of body['cases'] as { id: string }[]) {
      const file = (await again.get(`/cases/${id}`)).body['caseFile'] as Record<string, unknown>;
      expect(file).to.include({ billFound: true });
      expect(file['recordFound']).to.be.a('boolean');
      expect(JSON.stringify(file), 'no personal data in the process').not.to.include('address');
      const { entries } = (await again.get(`/cases/${id}/journal`)).body as { entries: { type: string }[] };
      expect(entries.filter(({ type }) => type === 'WorkCompleted')).to.have.length(2);
    }
  });
});
