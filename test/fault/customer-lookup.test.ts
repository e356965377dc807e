import { expect } from 'chai';
import {
  complaint,
  eventually,
  startServiceUnderTest,
  type Client,
  type ServiceUnderTest,
} from '../api/service-under-test.ts';
import { runProgram, type Child } from './child-service.ts';

type Customer = { id: string; phones: string[]; fetchedAt: string };

const HOUR = 60 * 60 * 1000;
const phone = '13900004321';

describe('Who calls, asked of the customer record system', function () {
  let service: ServiceUnderTest;
  let junior: Client;
  let records: Child | undefined;

  before(async () => {
    service = await startServiceUnderTest();
    junior = await service.as('junior.lanzhou');
  });
  after(async () => {
    await records?.kill('SIGKILL');
    await service.stop();
  });

  const lookUp = async (client: Client = junior, by: object = { phone }) => {
    const { status, body } = await client.post('/customers/lookup', by);
    return { status, customers: body['customers'] as Customer[], asked: body['asked'] };
  };

  it('stays a question while that system is down, asked once, and contacts are registered all the same', async () => {
    const first = await lookUp();
    expect(first).to.deep.equal({ status: 202, customers: [], asked: 'asking' });
    const check = await junior.post('/contacts/check', { phone: '+86 139 0000 4321', subject: '断线' });
    expect(check.body['asked']).to.equal('asking');
    const registered = await junior.post('/cases', { ...complaint, customer: { phone } });
    expect(registered.status).to.equal(201);
    const { body } = await junior.get('/external-tasks?topic=customer-record&limit=200');
    const unbound = (body['externalTasks'] as { caseId?: string }[]).filter(({ caseId }) => caseId === undefined);
    expect(unbound).to.have.length(1);
  });

  it('asks nothing for whoever only looks on', async () => {
    const auditor = await service.as('auditor');
    expect(await lookUp(auditor)).to.deep.equal({ status: 200, customers: [], asked: null });
  });

  it('is answered as soon as that system is back, and what was kept changes its version', async () => {
    const before = await junior.get(`/customers?phone=${phone}`);
    const version = before.headers.get('etag')!;
    const unchanged = await junior.send('GET', `/customers?phone=${phone}`, {
      // Otherwise fetch adds `no-cache`, which asks for the whole answer.
      headers: { 'If-None-Match': version, 'Cache-Control': 'max-age=0' },
    });
    expect(unchanged.status).to.equal(304);
    const options = ['--service', service.url, '--lock-ms', '1500', '--port', '0'];
    records = runProgram('systems/run-system', ['customer-record', ...options], {});
    const { headers, body } = await eventually(
      () => junior.get(`/customers?phone=${phone}`),
      (answer) => (answer.body['customers'] as Customer[]).length === 1,
      20_000,
    );
    expect(headers.get('etag')).to.not.equal(version);
    expect((body['customers'] as Customer[])[0]).to.deep.include({ phones: [phone] });
    expect(await lookUp()).to.deep.include({ status: 200, asked: null });
  });

  it('is asked again for a record older than a day, which is shown meanwhile', async () => {
    const [known] = (await lookUp()).customers;
    await records!.kill('SIGKILL');
    service.setNow(new Date(service.now().getTime() + 25 * HOUR));
    junior = await service.as('senior.lanzhou');
    const stale = await lookUp();
    expect(stale.customers).to.deep.equal([known]);
    expect(stale.asked).to.equal('asking');
  });

  it('can be asked for by an order number', async () => {
    expect((await lookUp(junior, { orderNumber: 'O-2001' })).asked).to.equal('asking');
    expect((await junior.post('/customers/lookup', {})).status).to.equal(400);
  });
});
