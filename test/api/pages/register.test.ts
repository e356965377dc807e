import { expect } from 'chai';
import { cacheCustomerRecord } from '../../../engine/index.ts';
import { complaint, eventually, startServiceUnderTest, type ServiceUnderTest } from '../service-under-test.ts';
import { signedInVisitor, type Visitor } from './browser-session.ts';

const fields = {
  kind: 'complaint',
  phone: '13800000001',
  subject: '宽带晚上断线',
  description: '每天晚上八点以后断线',
  category: 'fault',
  severity: 'high',
  channel: 'phone',
  centre: 'lanzhou',
};

describe('The page that registers a contact', () => {
  let service: ServiceUnderTest;
  let agent: Visitor;

  before(async () => {
    service = await startServiceUnderTest();
    agent = await signedInVisitor(service.url, 'junior.lanzhou');
    await cacheCustomerRecord(service.service.context, {
      id: 'K-1',
      class: 'key-account',
      name: '李红',
      phones: ['13800000001'],
      centre: 'lanzhou',
      products: [{ id: 'P1', name: '宽带 100M' }],
      orderNumbers: ['O-77'],
      fetchedAt: service.now(),
    });
  });
  after(() => service.stop());

  const caseOf = async (location: string | null): Promise<Record<string, unknown>> => {
    const client = await service.as('junior.lanzhou');
    return (await client.get(`/cases/${location!.split('/').at(-1)}`)).body;
  };

  it('registers without a script, and says the number', async () => {
    const { status, location } = await agent.post('/register', { ...fields, commandKey: 'first-one' });
    expect(status).to.equal(303);
    expect(location).to.match(/^\/registered\/C-\d+$/);
    const { html } = await agent.get(location!);
    expect(html).to.include(location!.split('/').at(-1));
    const { contact } = await caseOf(location);
    expect(contact).to.deep.include({
      subject: fields.subject,
      category: 'fault',
      severity: 'high',
      centre: 'lanzhou',
    });
    expect((contact as { customer: unknown }).customer).to.deep.include({
      id: 'K-1',
      class: 'key-account',
      name: '李红',
    });
  });

  it('registers once, however often the same form is sent', async () => {
    const form = { ...fields, phone: '13877770000', subject: 'Sent twice', commandKey: 'twice' };
    const [one, other] = await Promise.all([agent.post('/register', form), agent.post('/register', form)]);
    expect(one.location).to.equal(other.location);
  });

  it('asks again about what is wrong and keeps everything that was written', async () => {
    const wrong = {
      ...fields,
      subject: ' ',
      category: '',
      phone: 'call me',
      promisedAt: '2020-01-01T10:00',
      email: 'x',
    };
    const { status, html } = await agent.post('/register', wrong);
    expect(status).to.equal(422);
    for (const name of ['phone', 'subject', 'category', 'promisedAt', 'email'])
      expect(html, name).to.match(new RegExp(`id="problem-${name}">[^<]+<`));
    expect(html).to.include(fields.description).and.to.include('value="call me"');
  });

  it('tells a script the same as JSON', async () => {
    const wrong = await agent.post('/register', { ...fields, subject: '' }, { Accept: 'application/json' });
    expect(wrong.status).to.equal(422);
    expect(JSON.parse(wrong.html)).to.deep.equal({ problems: { subject: 'Say in one sentence what it is about.' } });
    const right = await agent.post('/register', { ...fields, phone: '' }, { Accept: 'application/json' });
    expect(JSON.parse(right.html)).to.have.keys('caseId', 'caseNumber', 'href');
  });

  it('shows customer, open cases, the repeat and why, and fills in what is known', async () => {
    const { html } = await agent.post('/register/check', { ...fields, name: '' });
    expect(html).to.include('李红').and.to.include('宽带 100M');
    expect(html).to.match(/id="known-candidates"[\s\S]*same customer · \d+ % of the text alike/);
    expect(html).to.match(/id="field-name" name="name" value="李红"/);
    expect(html).to.include('id="known-open"');
  });

  it('suggests the answer that settled a similar case', async () => {
    const client = await service.as('junior.lanzhou');
    const { body } = await client.post('/cases', {
      ...complaint,
      subject: '漫游资费如何收取',
      category: 'consultation',
    });
    const { body: current } = await client.get(`/cases/${String(body['caseId'])}`);
    const [task] = current['openTasks'] as { id: string }[];
    const done = await client.post(`/tasks/${task!.id}/complete`, {
      data: { outcome: 'answered', response: '漫游每分钟六角' },
    });
    expect(done.status, JSON.stringify(done.body)).to.equal(200);
    const { html } = await agent.post('/register/check', { kind: 'consultation', subject: '漫游资费如何收取' });
    expect(html).to.match(/id="known-answers"[\s\S]*漫游每分钟六角/);
  });

  it('asks the customer record system in the background, once, and says what became of it', async () => {
    const unknown = { phone: '13912345678' };
    const asking = await agent.post('/register/check', unknown);
    expect(asking.html).to.include('data-asking');
    await agent.post('/register/check', unknown);
    const worker = await service.as('integration');
    const wanted = { workerId: 'w97', topics: [{ topic: 'customer-record' }], maxTasks: 50 };
    const { body } = await worker.post('/external-tasks/fetch-and-lock', wanted);
    const fetched = body['externalTasks'] as { id: string; caseId?: string; variables: unknown }[];
    const work = fetched.filter(({ caseId }) => !caseId);
    expect(work.map(({ variables }) => variables)).to.deep.equal([unknown]);
    await worker.post(`/external-tasks/${work[0]!.id}/complete`, { workerId: 'w97', data: { recordFound: false } });
    const { html } = await eventually(
      () => agent.post('/register/check', unknown),
      (page) => !page.html.includes('data-asking'),
    );
    expect(html).to.include('does not know this number');
  });

  it('starts the process of what the customer wants', async () => {
    const at = '2026-03-02T18:00';
    for (const [kind, key] of [
      ['consultation', 'complaint'],
      ['suggestion', 'suggestion'],
      ['callback', 'promisedCallback'],
    ] as const) {
      const { location } = await agent.post('/register', {
        ...fields,
        kind,
        subject: `A ${kind}`,
        [kind === 'callback' ? 'callAt' : 'promisedAt']: at,
      });
      const { definition, contact } = await caseOf(location);
      expect((definition as { key: string }).key).to.equal(key);
      expect(contact).to.include({ contactPromisedBy: '2026-03-02T10:00:00.000Z' });
    }
  });

  it('promises a call beside a complaint as a case of its own, linked to it', async () => {
    const form = {
      ...fields,
      phone: '13866660000',
      subject: 'Call me, too',
      callAt: '2026-03-03T10:00',
      commandKey: 'both',
    };
    const { location } = await agent.post('/register', form);
    expect((await agent.post('/register', form)).location).to.equal(location);
    const number = location!.split('/').at(-1)!;
    const { html } = await eventually(
      () => agent.post('/register/check', { phone: '13866660000' }, { 'X-Fragment': 'yes' }),
      (page) => page.html.includes(`Call about ${number}`),
    );
    expect(html).to.not.include('<!doctype');
    expect(html.match(/class="contact-line"/g)).to.have.length(2);
    const linked = await eventually(
      () => caseOf(location),
      ({ links }) => (links as unknown[]).length > 0,
    );
    expect((linked['links'] as { kind: string }[]).map(({ kind }) => kind)).to.deep.equal(['related']);
  });

  it('is for those who register', async () => {
    const statistician = await signedInVisitor(service.url, 'statistician.lanzhou');
    expect((await statistician.get('/register')).status).to.equal(403);
    const { status } = await agent.post('/register', { ...fields, centre: 'tianshui' });
    expect(status).to.equal(422);
  });
});
