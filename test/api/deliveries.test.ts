import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { SMTPServer } from 'smtp-server';
import {
  complaint,
  eventually,
  startServiceUnderTest,
  type Client,
  type ServiceUnderTest,
} from './service-under-test.ts';

const secret = 'a-secret-of-our-own';

const sender = (
  key: string,
  topic: string,
  inputs: Record<string, string>,
): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:test">
  <bpmn:process id="${key}" isExecutable="true">
    <bpmn:startEvent id="asked"/>
    <bpmn:serviceTask id="tell" camunda:type="external" camunda:topic="${topic}"><bpmn:extensionElements><camunda:inputOutput>${Object.entries(
      inputs,
    )
      .map(([name, value]) => `<camunda:inputParameter name="${name}">${value}</camunda:inputParameter>`)
      .join('')}</camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:endEvent id="told"/>
    <bpmn:sequenceFlow id="f1" sourceRef="asked" targetRef="tell"/><bpmn:sequenceFlow id="f2" sourceRef="tell" targetRef="told"/>
  </bpmn:process>
</bpmn:definitions>`;

type Received = { headers: Record<string, unknown>; body: string };
type Row = { id: string; status: string; channel: string; to: string; attempts: number; lastError?: string };

describe('Deliveries', () => {
  let service: ServiceUnderTest;
  let gateway: Server;
  let smtp: SMTPServer;
  let junior: Client;
  let manager: Client;
  const received: Received[] = [];
  const mails: string[] = [];
  let answers: number[] = [];
  let count = 0;

  before(async () => {
    gateway = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const status = answers.shift() ?? 200;
        if (status === 200) received.push({ headers: request.headers, body });
        response.writeHead(status, { 'X-Reference': 'gw-1' }).end(status === 200 ? 'taken' : 'not taken');
      });
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    smtp = new SMTPServer({
      authOptional: true,
      hideSTARTTLS: true,
      onData(stream, _session, callback) {
        let mail = '';
        stream.on('data', (chunk: Buffer) => (mail += chunk.toString()));
        stream.on('end', () => {
          mails.push(mail);
          callback();
        });
      },
    });
    await new Promise<void>((resolve) => {
      smtp.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`;
    const smtpUrl = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
    service = await startServiceUnderTest({
      mail: { smtpUrl, from: 'service@caseladder.example' },
      smsGateway: { url, secret },
      webhookGateway: { url, secret },
    });
    [junior, manager] = await Promise.all([service.as('junior.lanzhou'), service.as('manager.lanzhou')]);
  });
  after(async () => {
    await service.stop();
    await new Promise((resolve) => gateway.close(resolve));
    await new Promise<void>((resolve) => {
      smtp.close(resolve);
    });
  });
  beforeEach(() => {
    received.length = 0;
    mails.length = 0;
    answers = [];
  });

  const started = async (topic: string, inputs: Record<string, string>, contact = complaint): Promise<string> => {
    const key = `tell${(count += 1)}`;
    const designer = await service.as('designer');
    await designer.post('/deployments', {
      name: key,
      files: [{ name: 'tell.bpmn', content: sender(key, topic, inputs) }],
    });
    const { body, status } = await junior.post('/cases', { ...contact, definitionKey: key });
    expect(status, JSON.stringify(body)).to.equal(201);
    return body['caseId'] as string;
  };

  const rowsOf = async (caseId: string, client = manager): Promise<Row[]> =>
    (await client.get(`/deliveries?caseId=${caseId}`)).body['deliveries'] as Row[];

  const rowWith = (caseId: string, status: string): Promise<Row> =>
    eventually(
      async () => (await rowsOf(caseId))[0]!,
      (row) => row?.status === status,
    );

  const statusOf = async (caseId: string): Promise<unknown> => (await manager.get(`/cases/${caseId}`)).body['status'];

  it('sends a text message signed, and lets the process go on when it is taken', async () => {
    const caseId = await started('sms', { to: '13911112222', text: 'Hello ${caseNumber}' });
    await eventually(
      () => statusOf(caseId),
      (status) => status === 'closed',
    );
    const [{ headers, body }] = received as [Received];
    const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['caseladder-signature']))!;
    expect(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')).to.equal(signature);
    expect(JSON.parse(body)).to.include({ to: '13911112222' });
    expect((JSON.parse(body) as { text: string }).text).to.match(/^Hello C-\d+$/);
    expect(await rowsOf(caseId)).to.have.length(1);
  });

  it('sends a webhook with the variables of its task', async () => {
    const caseId = await started('webhook', { event: 'case-told', colour: 'red' });
    await eventually(
      () => statusOf(caseId),
      (status) => status === 'closed',
    );
    expect(JSON.parse(received[0]!.body)).to.deep.include({ event: 'case-told' });
    expect((JSON.parse(received[0]!.body) as { data: object }).data).to.include({ colour: 'red' });
  });

  it('writes to customers in their language, said at the contact or kept in their record', async () => {
    const said = { ...complaint.customer, phone: '13911115555', language: 'en' };
    const kept = { class: 'ordinary', phone: '13911116666', id: '97-4711' };
    await service.service.context.customers.save({
      id: '97-4711',
      class: 'ordinary',
      phones: ['13911116666'],
      products: [],
      orderNumbers: [],
      language: 'en',
      fetchedAt: service.now(),
    });
    for (const customer of [said, kept]) {
      const caseId = await started('sms', { template: 'notice' }, { ...complaint, customer: customer as typeof said });
      const { id } = await rowWith(caseId, 'sent');
      expect((await manager.get(`/deliveries/${id}`)).body['text'], customer.phone).to.match(/^Dear customer/);
    }
    const usual = await started('sms', { template: 'notice' });
    const { id } = await rowWith(usual, 'sent');
    expect((await manager.get(`/deliveries/${id}`)).body['text']).to.match(/^尊敬的客户/);
  });

  it('sends a mail to the customer who wrote one', async () => {
    const customer = { ...complaint.customer, email: 'wang@example.com' };
    const caseId = await started(
      'mail',
      { template: 'notice', locale: 'en' },
      { ...complaint, channel: 'mail', customer },
    );
    await eventually(
      () => statusOf(caseId),
      (status) => status === 'closed',
    );
    expect(mails[0]).to.include('To: wang@example.com').and.to.include('X-Caseladder-Delivery: work:');
    expect(mails[0]).to.match(/Subject: About your contact C-\d+/);
  });

  it('tells the customer by text message what a diagram says to them', async () => {
    const { body } = await junior.post('/cases', { ...complaint, definitionKey: 'suggestion', category: 'suggestion' });
    const row = await rowWith(body['caseId'] as string, 'sent');
    expect(row).to.include({ channel: 'sms', to: complaint.customer.phone });
    expect((JSON.parse(received[0]!.body) as { text: string }).text).to.include(complaint.subject);
  });

  it('tries again with growing pauses while the gateway is down, and loses nothing', async () => {
    answers = [503, 503];
    const caseId = await started('sms', { to: '13911113333', text: 'again' });
    for (const attempts of [1, 2]) {
      const row = await eventually(
        async () => (await rowsOf(caseId))[0]!,
        (one) => one?.attempts === attempts && one.lastError !== undefined,
      );
      expect(row.lastError).to.include('503');
      service.setNow(new Date(service.now().getTime() + 60_000 * attempts));
    }
    await eventually(
      () => statusOf(caseId),
      (status) => status === 'closed',
    );
    expect(received).to.have.length(1);
    const [row] = await rowsOf(caseId);
    const { body } = await manager.get(`/deliveries/${row!.id}`);
    expect((body['log'] as { error?: string }[]).map(({ error }) => error !== undefined)).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it('gives up what the gateway refuses, makes it an incident, and sends it after a retry', async () => {
    answers = [400];
    const caseId = await started('sms', { to: '1', text: 'refused' });
    expect((await rowWith(caseId, 'dead')).lastError).to.include('400');
    const shown = await eventually(
      () => manager.get(`/cases/${caseId}`),
      ({ body }) => (body['incidents'] as unknown[]).length > 0,
    );
    const [incident] = shown.body['incidents'] as { runId: string; executionId: string; message: string }[];
    expect(incident?.message).to.include('400');
    await manager.post(`/cases/${caseId}/waiting/${incident!.runId}.${incident!.executionId}/retry`);
    await eventually(
      () => statusOf(caseId),
      (status) => status === 'closed',
    );
  });

  it('shows dead letters and sends them again when a manager says so', async () => {
    answers = [422];
    const { body } = await junior.post('/cases', { ...complaint, definitionKey: 'suggestion', category: 'suggestion' });
    const caseId = body['caseId'] as string;
    const dead = await rowWith(caseId, 'dead');
    expect((await manager.get('/deliveries?status=dead')).body['total']).to.be.at.least(1);
    expect((await junior.post(`/deliveries/${dead.id}/resend`)).status).to.equal(403);
    expect((await manager.post(`/deliveries/${dead.id}/resend`)).status).to.equal(200);
    await rowWith(caseId, 'sent');
    expect((await manager.post(`/deliveries/${dead.id}/resend`)).body['code']).to.equal('DELIVERY_NOT_DEAD');
  });

  it('makes a customer without any address a dead letter that says so', async () => {
    const contact = { ...complaint, definitionKey: 'suggestion', category: 'suggestion', customer: { name: 'Li' } };
    const { body } = await junior.post('/cases', contact);
    expect((await rowWith(body['caseId'] as string, 'dead')).lastError).to.include('neither');
  });

  it('masks addresses for those who need not know them, and shows other centres nothing', async () => {
    const { body } = await junior.post('/cases', { ...complaint, definitionKey: 'suggestion', category: 'suggestion' });
    const caseId = body['caseId'] as string;
    await rowWith(caseId, 'sent');
    const [masked] = await rowsOf(caseId, await service.as('supervisor'));
    expect(masked?.to).to.match(/^\*+34$/);
    expect(await rowsOf(caseId, await service.as('manager.baiyin'))).to.deep.equal([]);
  });
});
