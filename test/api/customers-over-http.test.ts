import { expect } from 'chai';
import { cacheCustomerRecord } from '../../engine/index.ts';
import { complaint, startServiceUnderTest, type Client, type ServiceUnderTest } from './service-under-test.ts';

type Row = Record<string, unknown>;
const rows = (body: Row, name: string): Row[] => body[name] as Row[];

const DAY = 24 * 60 * 60 * 1000;

const register = async (client: Client, contact: Row): Promise<Row> => {
  const { status, body } = await client.post('/cases', { ...complaint, ...contact });
  expect(status, JSON.stringify(body)).to.equal(201);
  return body;
};

describe('Customers over HTTP', () => {
  let service: ServiceUnderTest;
  let junior: Client;
  let auditor: Client;
  let baiyin: Client;

  before(async () => {
    service = await startServiceUnderTest();
    junior = await service.as('junior.lanzhou');
    auditor = await service.as('auditor');
    baiyin = await service.as('junior.baiyin');
    await cacheCustomerRecord(service.service.context, {
      id: 'K-1',
      class: 'key-account',
      name: '李红',
      phones: ['+86 138 0000 0001', '13800000001'],
      address: '张掖路 1 号',
      centre: 'lanzhou',
      products: [{ id: 'P1', name: '宽带 100M', number: '0931-8800123' }],
      orderNumbers: ['O-77'],
      fetchedAt: service.now(),
    });
  });
  after(() => service.stop());

  const daysAgo = (days: number): string => new Date(service.now().getTime() - days * DAY).toISOString();

  it('finds a customer by phone, order number and id', async () => {
    for (const query of ['phone=%2B86%20138-0000-0001', 'orderNumber=O-77', 'id=K-1']) {
      const { body } = await junior.get(`/customers?${query}`);
      expect(
        rows(body, 'customers').map(({ id, name, phones }) => ({ id, name, phones })),
        query,
      ).to.deep.equal([{ id: 'K-1', name: '李红', phones: ['13800000001'] }]);
    }
  });

  it('masks the customer for whoever does not need to know them', async () => {
    for (const client of [auditor, baiyin]) {
      const { body } = await client.get('/customers/K-1');
      expect(JSON.stringify(body)).to.not.match(/李红|138000|张掖路|8800123|O-77/);
      expect(body['class']).to.equal('key-account');
    }
  });

  it('does not let an older record replace a newer one', async () => {
    const older = { id: 'K-1', class: 'ordinary' as const, phones: [], products: [], orderNumbers: [] };
    const kept = await cacheCustomerRecord(service.service.context, {
      ...older,
      fetchedAt: new Date(service.now().getTime() - DAY),
    });
    expect(kept).to.equal(false);
    expect((await junior.get('/customers/K-1')).body['class']).to.equal('key-account');
  });

  it('recognises a repeat contact at registration, says why and links both cases', async () => {
    const customer = { phone: '138 0000 0001' };
    const old = await register(junior, { subject: '宽带断线', customer, receivedAt: daysAgo(60) });
    const first = await register(junior, { subject: '宽带断线', customer, receivedAt: daysAgo(20) });
    const { body: early } = await junior.get(`/cases/${String(first['caseId'])}`);
    expect(early['caseFile']).to.include({ repeatContact: false, repeatCount: 0, customerClass: 'key-account' });
    expect((early['contact'] as Row)['customer']).to.include({ id: 'K-1', name: '李红' });

    const again = { subject: '宽带又断线了，没人来修', customer, receivedAt: daysAgo(17) };
    const second = await register(junior, again);
    const { body } = await junior.get(`/cases/${String(second['caseId'])}`);
    expect(body['caseFile']).to.include({ repeatContact: true, repeatCount: 1 });
    expect(rows(body, 'links')[0]).to.include({ kind: 'repeatOf', caseId: first['caseId'] });
    const recognised = rows(body, 'journal').find(({ type }) => type === 'RepeatContactRecognised')!;
    expect((recognised['details'] as Row)['likeness']).to.deep.include({ sameCategory: true });

    const other = await register(junior, { subject: '话费账单多收月租', category: 'billing', customer });
    expect((await junior.get(`/cases/${String(other['caseId'])}`)).body['caseFile']).to.include({
      repeatContact: false,
    });
    expect((await junior.get(`/cases/${String(old['caseId'])}`)).body['caseFile']).to.include({ repeatContact: false });
  });

  it('shows who is calling, what was before and what is the same, before anything is registered', async () => {
    const { body } = await junior.post('/contacts/check', {
      phone: '13800000001',
      subject: '宽带断线',
      category: 'fault',
    });
    expect(rows(body, 'customers')).to.have.length(1);
    expect(rows(body, 'history')).to.have.length(4);
    expect(rows(body, 'openCases')).to.have.length(4);
    const [likeliest] = rows(body, 'candidates');
    expect(likeliest).to.include({ kind: 'duplicate', sameCustomer: 'id', daysAgo: 20 });
    expect((likeliest!['likeness'] as Row)['shared']).to.deep.equal(['宽带断线']);
  });

  it('keeps the contacts of another centre out of history and candidates', async () => {
    await register(baiyin, { centre: 'baiyin', subject: '宽带断线', customer: { phone: '13800000001' } });
    const { body } = await junior.post('/contacts/check', { phone: '13800000001', subject: '宽带断线' });
    expect(body['historyTotal']).to.equal(4);
    const { body: theirs } = await baiyin.get('/customers/K-1/contacts');
    expect(rows(theirs, 'cases').map(({ centre }) => centre)).to.deep.equal(['baiyin']);
  });

  it('pages through a contact history without loss or repetition', async () => {
    const seen: unknown[] = [];
    let after = '';
    do {
      const { body } = await junior.get(`/customers/K-1/contacts?limit=3${after && `&after=${after}`}`);
      seen.push(...rows(body, 'cases').map(({ number }) => number));
      after = (body['next'] as string | null) ?? '';
    } while (after !== '');
    expect(seen).to.have.length(4);
    expect(new Set(seen).size).to.equal(4);
  });

  it('searches number, subject and description in both languages, and marks where', async () => {
    const { caseId, caseNumber } = await register(junior, {
      subject: '月租费 Monthly charges twice',
      description: 'The customer was billed 两次 in May.',
      customer: { name: '赵钱孙', phone: '13911112222' },
    });
    for (const q of ['月租费', 'charge monthly', 'billing 两次', String(caseNumber), '赵钱孙', '2222', '13911112222']) {
      const { body } = await junior.get(`/cases/search?q=${encodeURIComponent(q)}`);
      expect(
        rows(body, 'found').map((found) => (found['case'] as Row)['id']),
        q,
      ).to.deep.equal([caseId]);
      expect(body['total'], q).to.equal(1);
    }
    const { body } = await junior.get(`/cases/search?q=${encodeURIComponent('月租费')}`);
    expect(rows(body, 'found')[0]!['highlights']).to.deep.equal({ subject: [{ start: 0, end: 3 }], description: [] });
  });

  it('does not find people for those who may not know them, nor cases of other centres', async () => {
    for (const q of ['赵钱孙', '13911112222', '2222']) {
      const { body } = await auditor.get(`/cases/search?q=${encodeURIComponent(q)}`);
      expect(body['total'], q).to.equal(0);
    }
    expect((await auditor.get(`/cases/search?q=${encodeURIComponent('月租费')}`)).body['total']).to.equal(1);
    expect((await baiyin.get(`/cases/search?q=${encodeURIComponent('月租费')}`)).body['total']).to.equal(0);
  });

  it('finds nothing for a query that says nothing', async () => {
    const { body } = await junior.get('/cases/search?q=the');
    expect(body).to.deep.include({ total: 0, terms: [], found: [] });
  });
});
