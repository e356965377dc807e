import { expect } from 'chai';
import { cacheCustomerRecord } from '../../../engine/index.ts';
import { complaint, startServiceUnderTest, type ServiceUnderTest } from '../service-under-test.ts';
import { signedInVisitor, type Visitor } from './browser-session.ts';

describe('The page that searches cases', () => {
  let service: ServiceUnderTest;
  let visitor: Visitor;

  before(async () => {
    service = await startServiceUnderTest();
    visitor = await signedInVisitor(service.url, 'junior.lanzhou');
    const agent = await service.as('junior.lanzhou');
    await agent.post('/cases', { ...complaint, subject: '宽带断线三天 <b>no connection</b>' });
  });
  after(() => service.stop());

  it('finds cases by Chinese and English words with the matches marked, and by number', async () => {
    const { html } = await visitor.get(`/search?q=${encodeURIComponent('宽带')}`);
    expect(html).to.include('<mark>宽带</mark>断线').and.include('&lt;b&gt;');
    expect((await visitor.get('/search?q=nothingLikeThis')).html).to.include('No case has all of these words');
    expect((await visitor.get('/search?q=c1')).location).to.equal('/cases/C-000001');
  });

  it('finds nothing of another centre', async () => {
    const elsewhere = await signedInVisitor(service.url, 'junior.tianshui');
    expect((await elsewhere.get(`/search?q=${encodeURIComponent('宽带')}`)).html).to.include('No case has all');
  });

  it('narrows by category and by the day the contact was received, and pages on', async () => {
    const agent = await service.as('junior.lanzhou');
    for (const [subject, category] of [
      ['Router noise one', 'fault'],
      ['Router noise two', 'billing'],
    ])
      await agent.post('/cases', { ...complaint, subject, category });
    const count = async (query: string): Promise<number> =>
      Number(/(\d+) cases found|One case/.exec((await visitor.get(`/search?q=router${query}`)).html)?.[1] ?? 1);
    expect(await count('')).to.equal(2);
    expect((await visitor.get('/search?q=router&category=billing')).html).to.include('One case found');
    expect(await count('&from=2026-03-02&to=2026-03-02')).to.equal(2);
    expect((await visitor.get('/search?q=router&from=2026-03-03')).html).to.include('No case has all');
    expect((await visitor.get('/search?q=router&centre=tianshui')).html).to.include('No case has all');
  });

  it('finds customers by number, masked for who need not know them', async () => {
    await cacheCustomerRecord(service.service.context, {
      id: 'K-9',
      class: 'important',
      name: '王小明',
      phones: ['13900001234'],
      address: '张掖路 9 号',
      centre: 'lanzhou',
      products: [],
      orderNumbers: ['O-9'],
      fetchedAt: service.now(),
    });
    for (const q of ['13900001234', 'O-9', 'K-9'])
      expect((await visitor.get(`/search?q=${q}`)).html, q)
        .to.include('王小明')
        .and.include('/customers/K-9');
    const auditor = await signedInVisitor(service.url, 'auditor');
    expect((await auditor.get('/search?q=K-9')).html)
      .to.include('/customers/K-9')
      .and.not.include('王小明');
  });
});

describe('The page of a customer', () => {
  let service: ServiceUnderTest;
  const reveals = /王小明|13900001234|Dongfanghong/;

  before(async () => {
    service = await startServiceUnderTest();
    const agent = await service.as('junior.lanzhou');
    await agent.post('/cases', { ...complaint, customer: { ...complaint.customer, id: 'K-9' } });
    await agent.post('/cases', {
      ...complaint,
      subject: '<script>window.ran=1</script>',
      customer: { ...complaint.customer, id: 'K-9' },
    });
  });
  after(() => service.stop());

  it('shows card and contacts, and begins a new contact', async () => {
    const agent = await signedInVisitor(service.url, 'junior.lanzhou');
    const { html } = await agent.get('/customers/K-9');
    expect(html)
      .to.match(reveals)
      .and.match(/C-000001[\s\S]*href="\/register\?phone|href="\/register\?phone[\s\S]*C-000001/);
    expect(html).to.include('&lt;script&gt;').and.not.include('<script>window');
    expect((await agent.get('/customers/K-10')).status).to.equal(404);
  });

  it('is masked for an auditor, who sees it once for a reason that is recorded', async () => {
    const auditor = await signedInVisitor(service.url, 'auditor');
    const { html } = await auditor.get('/customers/K-9');
    expect(html).to.not.match(reveals);
    const caseId = /name="caseId" value="([\w-]+)"/.exec(html)![1]!;
    const shown = await auditor.post('/customers/K-9/unmask', { caseId, reason: 'Complaint about the surveyor' });
    expect(shown.html).to.match(reveals);
    expect((await auditor.get('/customers/K-9')).html).to.not.match(reveals);
    const admin = await service.as('auditor');
    const { body } = await admin.get('/access-log?kind=unmasked');
    expect((body['accesses'] as { reason: string }[])[0]!.reason).to.equal('Complaint about the surveyor');
  });

  it('shows nothing of it to a branch', async () => {
    const branch = await signedInVisitor(service.url, 'branch.lanzhou');
    expect((await branch.get('/customers/K-9')).status).to.equal(403);
  });
});
