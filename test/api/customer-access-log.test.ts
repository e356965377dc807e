import { expect } from 'chai';
import {
  clientOf,
  eventually,
  startServiceUnderTest,
  type Client,
  type ServiceUnderTest,
} from './service-under-test.ts';

type Access = { userId: string; customerId?: string; caseId?: string; centre: string; kind: string };

const phone = '13900007777';

describe('Looks at customers outside of a case', () => {
  let service: ServiceUnderTest;
  let junior: Client;
  let auditor: Client;

  before(async () => {
    service = await startServiceUnderTest();
    [junior, auditor] = await Promise.all([service.as('junior.lanzhou'), service.as('auditor')]);
    expect((await junior.post('/customers/lookup', { phone })).status).to.equal(202);
    const worker = await service.as('integration');
    const fetched = await worker.post('/external-tasks/fetch-and-lock', {
      workerId: 'w',
      topics: [{ topic: 'customer-record', lockDurationMs: 60_000 }],
      maxTasks: 10,
    });
    const [work] = fetched.body['externalTasks'] as { id: string }[];
    const data = {
      recordFound: true,
      customer: { id: '97-1', class: 'ordinary', name: '李红', phones: [phone], centre: 'lanzhou' },
    };
    const done = await worker.post(`/external-tasks/${work!.id}/complete`, { workerId: 'w', data });
    expect(done.status, JSON.stringify(done.body)).to.be.below(300);
    await eventually(
      () => service.service.context.customers.find({ customerId: '97-1' }, 1),
      (found) => found.length === 1,
    );
  });
  after(async () => {
    await service.stop();
    expect(service.failures).to.deep.equal([]);
  });

  const logOf = async (who: Client = auditor): Promise<Access[]> => {
    const { status, body } = await who.get('/access-log?customerId=97-1');
    expect(status, JSON.stringify(body)).to.equal(200);
    return body['accesses'] as Access[];
  };

  it('are noted once an hour, whichever way the card was found', async () => {
    expect(await logOf()).to.deep.equal([]);
    expect((await junior.get('/customers/97-1')).body['name']).to.equal('李红');
    await junior.get(`/customers?phone=${phone}`);
    await junior.post('/customers/lookup', { phone });
    await junior.get('/customers/97-1/contacts');
    const [look, ...others] = await logOf();
    expect(others).to.deep.equal([]);
    expect(look).to.include({ userId: 'junior.lanzhou', customerId: '97-1', centre: 'lanzhou', kind: 'viewed' });
    service.setNow(new Date(service.now().getTime() + 61 * 60_000));
    await junior.get('/customers/97-1');
    expect(await logOf()).to.have.length(2);
  });

  it('of those to whom the customer is masked are none', async () => {
    const before = await logOf();
    for (const id of ['quality.lanzhou', 'auditor', 'junior.tianshui']) {
      const { body } = await (await service.as(id)).get('/customers/97-1');
      expect(JSON.stringify(body), id).not.to.include('李红');
    }
    expect(await logOf()).to.deep.equal(before);
  });

  it('are listed for whoever answers for the centre, and for nobody else', async () => {
    expect(await logOf(await service.as('leader.lanzhou'))).not.to.have.length(0);
    expect(await logOf(await service.as('leader.tianshui'))).to.have.length(0);
    expect((await junior.get('/access-log')).status).to.equal(403);
    expect((await clientOf(service.url).get('/access-log')).status).to.equal(401);
  });
});
