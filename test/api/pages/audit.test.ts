import { expect } from 'chai';
import { complaint, startServiceUnderTest, type Client, type ServiceUnderTest } from '../service-under-test.ts';
import { signedInVisitor, type Visitor } from './browser-session.ts';

const unescaped = (html: string): string => html.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');

const whatsOf = (html: string): string[] =>
  [...html.matchAll(/<span class="badge badge-\w+">([^<]+)<\/span>/g)].map(([, what]) => what!);

describe('The auditors’ pages', () => {
  let service: ServiceUnderTest;
  let manager: Client;
  let auditor: Visitor;
  let caseId: string;
  let number: string;

  const trace = (query = '', visitor = auditor): Promise<string> =>
    visitor.get(`/audit/cases/${number}${query}`).then(({ html }) => html);

  before(async () => {
    service = await startServiceUnderTest();
    const junior = await service.as('junior.lanzhou');
    manager = await service.as('manager.lanzhou');
    const { body } = await junior.post('/cases', { ...complaint, subject: 'Line <b>dead</b>' });
    caseId = String(body['caseId']);
    number = String(body['caseNumber']);
    await junior.post(`/cases/${caseId}/notes`, { text: '<img src=x onerror=alert(1)> ring 13900001234' });
    service.setNow(new Date('2026-03-02T09:00:00Z'));
    await manager.post(`/cases/${caseId}/overrides`, { action: 'escalate', reason: 'Hospital <i>line</i>' });
    service.setNow(new Date('2026-03-02T09:05:00Z'));
    await manager.post(`/cases/${caseId}/overrides`, {
      action: 'editData',
      data: { severity: 'high' },
      reason: 'Hospital',
    });
    const elsewhere = await service.as('junior.tianshui');
    await elsewhere.post('/cases', { ...complaint, centre: 'tianshui' });
    await service.service.store.followUp.drain();
    auditor = await signedInVisitor(service.url, 'auditor');
  });
  after(() => service.stop());

  it('find what managers did, of all cases, with the reason', async () => {
    const { html } = await auditor.get('/audit?reasoned=yes');
    expect(whatsOf(html)).to.deep.equal(['Data changed', 'Escalated by hand']);
    expect(html).to.include('Hospital &lt;i&gt;line&lt;/i&gt;').and.include(`/audit/cases/${number}?at&#x3D;`);
    expect(html).to.include('2 entries');
  });

  it('find a datum with its value before and after', async () => {
    const { html } = await auditor.get('/audit?datum=severity&actor=manager.lanzhou');
    expect(html).to.match(/<del>Normal<\/del>.*<ins>High<\/ins>/s);
  });

  it('search by day in the reader’s zone, both days included', async () => {
    const found = async (from: string, to: string): Promise<string> =>
      /<strong role="status">([^<]+)</.exec((await auditor.get(`/audit?from=${from}&to=${to}`)).html)![1]!;
    expect(await found('2026-03-02', '2026-03-02')).to.not.equal('0 entries');
    expect(await found('2026-03-03', '2026-03-09')).to.equal('0 entries');
    expect((await auditor.get('/audit?from=2026-02-31')).status).to.equal(400);
  });

  it('lead on to older entries without losing the search', async () => {
    const { html } = await auditor.get('/audit?actor=junior.lanzhou&type=');
    expect(html).to.include('name="actor" value="junior.lanzhou"');
    const all = await auditor.get('/audit');
    const next = /href="(\/audit\?after[^"]+)"/.exec(unescaped(all.html));
    if (next) expect((await auditor.get(next[1]!)).status).to.equal(200);
  });

  it('export the same search', async () => {
    const { html } = await auditor.get('/audit?reasoned=yes&from=2026-03-02');
    const href = /href="(\/api\/v1\/journal\/export\?[^"]+csv)"/.exec(unescaped(html))![1]!;
    const file = await auditor.get(href);
    expect(file.headers.get('Content-Disposition')).to.include('journal.csv');
    expect(file.html.trim().split('\r\n')).to.have.length(3);
  });

  it('verify the ledger in a sentence, for auditors only', async () => {
    const checked = await auditor.get('/audit?ledger=check');
    expect(checked.html).to.match(/notice-success.*The ledger is whole/s);
    const leader = await signedInVisitor(service.url, 'leader.lanzhou');
    expect((await leader.get('/audit')).html)
      .to.not.include('id="ledger"')
      .and.not.include('Tianshui');
    expect((await leader.get('/audit?centre=tianshui')).status).to.equal(403);
  });

  it('show the journal of a case with what changed, masked, and nothing that somebody wrote as markup', async () => {
    const html = await trace();
    expect(html).to.include('Line &lt;b&gt;dead&lt;/b&gt;').and.include('&lt;img src&#x3D;x onerror');
    expect(html).to.not.include('13900001234').and.not.include('<img src=x');
    expect(html).to.include('王*').and.include('“Assess complaint” is called off');
    expect(html).to.match(/Severity<\/dt>.*<del>Normal<\/del>/s);
  });

  it('filter the journal of a case', async () => {
    const html = await trace('?who=manager.lanzhou&plain=yes&datum=severity');
    expect(html.match(/class="trace-entry/g)).to.have.length(1);
    expect(await trace('?who=nobody')).to.include('No entry fits this search.');
    expect((await auditor.get(`/audit/cases/${number}?from=yesterday`)).status).to.equal(400);
  });

  it('draw where the case stood after an entry, without scripts', async () => {
    const html = await trace('?at=2');
    expect(html).to.match(/Entry 2 of \d+.*Here now:.*Assess complaint/s);
    const picture = await auditor.get(`/audit/cases/${number}/picture?at=2`, { Accept: 'image/svg+xml' });
    expect(picture.headers.get('Content-Type')).to.include('image/svg+xml');
    expect(picture.html).to.include('<svg').and.include('#ffd27d');
    expect((await auditor.get(`/audit/cases/${number}/picture?at=0`)).status).to.equal(404);
  });

  it('replay to exactly where the case stands', async () => {
    const { body } = await manager.get(`/cases/${caseId}`);
    const open = (body['openTasks'] as { name: string }[]).map(({ name }) => name.split(' / ')[1]);
    const waiting = /Here now: ([^<]+)<\/p>/.exec(await trace())![1]!;
    expect(waiting.split(', ')).to.include.members(open);
  });

  it('show personal data for a reason, once, and record it', async () => {
    await trace();
    const refused = await auditor.post(`/audit/cases/${number}/unmask`, { reason: ' ' });
    expect(refused.status).to.equal(400);
    const { html } = await auditor.post(`/audit/cases/${number}/unmask`, { reason: 'Court order 12' });
    expect(html).to.include('13900001234').and.include('王小明').and.include('Court order 12');
    const again = await trace();
    expect(again).to.not.include('13900001234');
    expect(again).to.match(/Who looked at personal data.*unmasked.*Court order 12/s);
  });

  it('verify the chain in a sentence, in the reader’s language', async () => {
    expect(await trace('?check=yes')).to.match(/notice-success.*The journal is whole/s);
    const chinese = await signedInVisitor(service.url, 'auditor', 'zh-CN');
    expect(await trace('?check=yes', chinese)).to.match(/日志完整/);
  });

  it('hand out the evidence, masked or for a reason in full', async () => {
    const href = /href="(\/api\/v1\/cases\/[^"]+evidence[^"]+)"/.exec(unescaped(await trace()))![1]!;
    const masked = await auditor.get(href);
    expect(masked.headers.get('Content-Type')).to.equal('application/zip');
    const whole = await auditor.post(`/audit/cases/${number}/evidence`, { reason: 'Court order 13' });
    expect([whole.status, whole.headers.get('Content-Type')]).to.deep.equal([200, 'application/zip']);
    expect(await trace()).to.include('Court order 13');
  });

  it('show a colleague the case they see, without the access log, and strangers nothing', async () => {
    const junior = await signedInVisitor(service.url, 'junior.lanzhou');
    const html = await trace('', junior);
    expect(html).to.include('13900001234').and.not.include('Who looked at personal data');
    const stranger = await signedInVisitor(service.url, 'junior.tianshui');
    expect((await stranger.get(`/audit/cases/${number}`)).status).to.equal(403);
    expect((await auditor.get('/audit/cases/C-999999')).status).to.equal(404);
  });
});
