import { expect } from 'chai';
import { complaint, startServiceUnderTest, type ServiceUnderTest } from '../service-under-test.ts';
import { signedInVisitor, type Visitor } from './browser-session.ts';

const fields = {
  kind: 'complaint',
  phone: '13900001234',
  centre: 'lanzhou',
  channel: 'phone',
  category: 'fault',
  severity: 'normal',
  subject: '宽带断线三天 <b>no connection</b>',
  description: '',
  promisedBy: '',
  promisedAt: '',
};

describe('The pages around a contact', () => {
  let service: ServiceUnderTest;
  let visitor: Visitor;

  before(async () => {
    service = await startServiceUnderTest();
    visitor = await signedInVisitor(service.url, 'junior.lanzhou');
    await visitor.get('/register');
  });
  after(() => service.stop());

  it('register a complaint and lead to its case', async () => {
    const { location } = await visitor.post('/register', { ...fields, name: '王小明', promisedBy: '2026-03-03T10:00' });
    expect(location).to.match(/^\/cases\/C-\d+$/);
    const { html } = await visitor.get(location!);
    expect(html)
      .to.include('王小明')
      .and.include('&lt;b&gt;no connection&lt;/b&gt;')
      .and.match(/Case C-\d+ registered/);
  });

  it('register once, however often the form is sent', async () => {
    const key = { ...fields, subject: 'Sent twice', commandKey: 'key-0001' };
    const [first, second] = [await visitor.post('/register', key), await visitor.post('/register', key)];
    expect(second.location).to.equal(first.location);
  });

  it('register a promised callback beside the complaint', async () => {
    await visitor.post('/register', { ...fields, subject: 'Call me back', promisedAt: '2026-03-03T10:00' });
    const agent = await service.as('junior.lanzhou');
    const { body } = await agent.get('/cases/search?q=Call%20me%20back');
    expect((body['found'] as unknown[]).length).to.equal(2);
  });

  it('say at each field what is wrong and keep what was typed', async () => {
    const { status, html } = await visitor.post('/register', {
      ...fields,
      phone: 'not a number',
      subject: ' ',
      promisedBy: '2020-01-01T00:00',
      description: 'Typed <i>before</i>',
    });
    expect(status).to.equal(422);
    expect(html).to.include('Not in the expected form.').and.include('This moment has passed.');
    expect(html).to.include('Typed &lt;i&gt;before&lt;/i&gt;</textarea>');
  });

  it('refuse to register for another centre', async () => {
    expect((await visitor.post('/register', { ...fields, centre: 'tianshui' })).status).to.equal(403);
  });

  it('show the caller’s history and likely duplicates while they talk', async () => {
    const { html, status } = await visitor.post('/register/check', fields, { 'X-Fragment': 'yes' });
    expect(status).to.equal(200);
    expect(html).to.include('Earlier contacts').and.include('Duplicate').and.include('&lt;b&gt;');
    expect(html).to.not.include('<!doctype').and.not.include('<b>no');
  });

  it('look up a caller without scripts and keep what was typed', async () => {
    const { html } = await visitor.post('/register/check', { ...fields, description: 'Typed so far' });
    expect(html).to.include('Earlier contacts').and.include('Typed so far</textarea>');
  });

  it('find cases by Chinese and English words with the matches marked, and by number', async () => {
    const { html } = await visitor.get(`/search?q=${encodeURIComponent('宽带')}`);
    expect(html).to.include('<mark>宽带</mark>断线').and.include('&lt;b&gt;');
    expect((await visitor.get('/search?q=nothingLikeThis')).html).to.include('No case has all of these words');
    expect((await visitor.get('/search?q=c1')).location).to.equal('/cases/C-000001');
  });

  it('find nothing of another centre', async () => {
    const elsewhere = await signedInVisitor(service.url, 'junior.tianshui');
    expect((await elsewhere.get(`/search?q=${encodeURIComponent('宽带')}`)).html).to.include('No case has all');
  });

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
    const next = await signedInVisitor(service.url, 'manager.lanzhou');
    const taken = await next.post(`${opened.location!}/take`, { itemId, remark: 'I ask the branch' });
    expect(taken.location).to.equal(opened.location);
    expect((await next.get(opened.location!)).html)
      .to.include('Taken over by manager.lanzhou')
      .and.include('I ask the branch');
    await next.post(`${opened.location!}/close`, {});
    expect((await next.get('/handover')).html).to.include('Closed');
  });
});
