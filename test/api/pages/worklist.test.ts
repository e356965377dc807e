import { expect } from 'chai';
import { anotherComplaint, startServiceUnderTest, type Client, type ServiceUnderTest } from '../service-under-test.ts';
import { signedInVisitor, type Visitor } from './browser-session.ts';

const hourMs = 3_600_000;

const subjectsOf = (html: string): string[] =>
  [...html.matchAll(/class="subject">.*?<br>\s*(.*?)<\/td>/gs)].map(([, subject]) => subject!);
const taskIds = (html: string): string[] => [...html.matchAll(/id="pick-([^"]+)"/g)].map(([, id]) => id!);

describe('The worklist page', () => {
  let service: ServiceUnderTest;
  let agent: Client;
  let visitor: Visitor;
  const begin = new Date('2026-03-02T08:00:00Z');

  before(async () => {
    service = await startServiceUnderTest();
    agent = await service.as('junior.lanzhou');
    for (const [index, subject] of ['First', 'Second <b>bold</b>', 'Third'].entries()) {
      service.setNow(new Date(begin.getTime() + index * hourMs));
      await agent.post('/cases', { ...anotherComplaint(), subject, category: index === 2 ? 'billing' : 'fault' });
    }
    service.setNow(new Date(begin.getTime() + 3.25 * hourMs));
    visitor = await signedInVisitor(service.url, 'junior.lanzhou');
  });
  after(() => service.stop());

  it('lists what is due next first, with the time that is left, escaped', async () => {
    const { html } = await visitor.get('/worklist');
    expect(subjectsOf(html)).to.deep.equal(['First', 'Second &lt;b&gt;bold&lt;/b&gt;', 'Third']);
    expect(html).to.match(/class="due-soon" data-row data-due="2026-03-02T12:00:00.000Z"/);
    expect(html).to.include('45 min left');
  });

  it('filters by category and state, and says so when nothing is left', async () => {
    expect(subjectsOf((await visitor.get('/worklist?category=billing&state=')).html)).to.deep.equal(['Third']);
    expect((await visitor.get('/worklist?state=overdue')).html).to.include('No task fits');
    expect((await visitor.get('/worklist?state=wrong')).status).to.equal(400);
  });

  it('counts every view for the script', async () => {
    const { html } = await visitor.get('/worklist/counts?scope=all', { Accept: 'application/json' });
    expect(JSON.parse(html)).to.include({
      'scope:all': '3',
      'scope:mine': '0',
      'scope:group': '3',
      'state:soon': '2',
      'state:overdue': '0',
    });
  });

  it('claims and releases a selection, one by one', async () => {
    const { html } = await visitor.get('/worklist');
    const [first, second] = taskIds(html);
    const other = await service.as('junior2.lanzhou');
    await other.post(`/tasks/${second}/claim`);
    const fields = new URLSearchParams([
      ['action', 'claim'],
      ['taskId', first!],
      ['taskId', second!],
    ]);
    const claimed = await visitor.post('/worklist/selection', fields);
    expect(claimed.location).to.equal('/worklist');
    expect((await visitor.get('/worklist')).html).to.include('1 done, 1 not possible');
    await visitor.post('/worklist/selection', { action: 'release', taskId: first! });
    expect((await visitor.get('/worklist')).html).to.include('Task released.');
    await other.post(`/tasks/${second}/release`);
  });

  it('keeps a filter under a name, shares it with the same role, and removes it only for its owner', async () => {
    await visitor.post('/worklist/filters', {
      scope: 'group',
      category: 'billing',
      name: 'Bills <i>',
      isShared: 'yes',
    });
    const { html } = await visitor.get('/worklist?scope=group&category=billing');
    expect(html).to.include('Bills &lt;i&gt;').and.include('Remove this filter');
    const id = /name="filterId" value="([^"]+)"/.exec(html)![1]!;
    const colleague = await signedInVisitor(service.url, 'junior2.lanzhou');
    const shared = await colleague.get('/worklist?scope=group&category=billing');
    expect(shared.html).to.include('Bills &lt;i&gt;').and.not.include('Remove this filter');
    expect((await colleague.post('/worklist/filters/remove', { filterId: id })).status).to.equal(404);
    const elsewhere = await signedInVisitor(service.url, 'junior.tianshui');
    expect((await elsewhere.get('/worklist')).html).to.not.include('Bills');
    await visitor.post('/worklist/filters/remove', { filterId: id });
    expect((await visitor.get('/worklist')).html).to.not.include('Bills');
  });

  it('shows a person of another centre nothing of this one', async () => {
    const elsewhere = await signedInVisitor(service.url, 'junior.tianshui');
    expect((await elsewhere.get('/worklist')).html).to.include('Nothing waits for you');
  });

  it('goes on with a second page behind the first', async () => {
    for (let index = 0; index < 50; index += 1)
      await agent.post('/cases', { ...anotherComplaint(), subject: `More ${index}` });
    const first = await visitor.get('/worklist');
    const next = /href="(\/worklist\?[^"]*after&#x3D;[^"]*|\/worklist\?[^"]*after=[^"]*)"/.exec(first.html)![1]!;
    const second = await visitor.get(next.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    const all = [...subjectsOf(first.html), ...subjectsOf(second.html)];
    expect(all).to.have.lengthOf(53);
    expect(new Set(all).size).to.equal(53);
  });
});
