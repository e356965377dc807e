import { expect } from 'chai';
import { complaint, startServiceUnderTest, type ServiceUnderTest } from '../service-under-test.ts';
import { signedInVisitor, type Visitor } from './browser-session.ts';

describe('The pages of the shift handover', () => {
  let service: ServiceUnderTest;
  let visitor: Visitor;

  before(async () => {
    service = await startServiceUnderTest();
    visitor = await signedInVisitor(service.url, 'junior.lanzhou');
  });
  after(() => service.stop());

  it('hand a shift over item by item', async () => {
    expect((await visitor.get('/handover')).html).to.include('no shift plan yet');
    const manager = await service.as('manager.lanzhou');
    const shift = { id: 'early', name: { zh: '早班', en: 'Early' }, start: '08:00', end: '16:00' };
    await manager.send('PUT', '/shifts', {
      body: JSON.stringify({ node: 'lanzhou', timeZone: 'Asia/Shanghai', shifts: [shift] }),
      headers: { 'Content-Type': 'application/json' },
    });
    const agent = await service.as('junior.lanzhou');
    await agent.post('/cases', { ...complaint, subject: 'Left at the end of the shift' });
    const opened = await visitor.post('/handover', { node: 'lanzhou', shiftId: 'early', date: '2026-03-02' });
    expect(opened.location).to.match(/^\/handover\/lanzhou:2026-03-02:/);
    await visitor.post(`${opened.location!}/items`, {
      kind: 'hardQuestion',
      text: 'Who pays <b>this</b>?',
      caseId: '',
    });
    const { html } = await visitor.get(opened.location!);
    expect(html).to.include('Who pays &lt;b&gt;this&lt;/b&gt;?').and.include('to take over');
    const itemId = [...html.matchAll(/id="item-(\d+)"/g)].at(-1)![1]!;
    expect(html, 'one’s own item is for others').to.not.include(`id="take-${itemId}"`);
    const next = await signedInVisitor(service.url, 'manager.lanzhou');
    const taken = await next.post(`${opened.location!}/take`, { itemId, remark: 'I ask the branch' });
    expect(taken.location).to.equal(`${opened.location!}#item-${itemId}`);
    expect((await next.get(opened.location!)).html)
      .to.match(/Taken over by \p{Script=Han}{2,}/u)
      .and.include('I ask the branch');
    await next.post(`${opened.location!}/close`, {});
    expect((await next.get('/handover')).html).to.include('Closed');
  });
});
