import { expect } from 'chai';
import { anotherComplaint, startServiceUnderTest, type Client, type ServiceUnderTest } from '../service-under-test.ts';
import { signedInVisitor, type Visitor } from './browser-session.ts';

const json = { 'Content-Type': 'application/json' };

const choices = (html: string): string[] => [...html.matchAll(/name="assignee" value="([^"]+)"/g)].map(([, id]) => id!);

describe('The page of passing tasks on', () => {
  let service: ServiceUnderTest;
  let agent: Client;
  let visitor: Visitor;

  const newTask = async (client = agent, contact: object = {}): Promise<string> => {
    const { body } = await client.post('/cases', { ...anotherComplaint(), ...contact });
    const { body: current } = await client.get(`/cases/${String(body['caseId'])}`);
    return (current['openTasks'] as { id: string }[])[0]!.id;
  };

  before(async () => {
    service = await startServiceUnderTest();
    agent = await service.as('junior.lanzhou');
    visitor = await signedInVisitor(service.url, 'junior.lanzhou');
    const manager = await service.as('manager.lanzhou');
    const shift = { id: 'day', name: { zh: '白班', en: 'Day' }, start: '08:00', end: '20:00' };
    await manager.send('PUT', '/shifts', {
      body: JSON.stringify({ node: 'lanzhou', timeZone: 'Asia/Shanghai', shifts: [shift] }),
      headers: json,
    });
    await manager.send('PUT', '/roster', {
      body: JSON.stringify({
        node: 'lanzhou',
        days: [{ date: '2026-03-02', entries: [{ personId: 'junior4.lanzhou', shiftId: 'day' }] }],
      }),
      headers: json,
    });
  });
  after(() => service.stop());

  it('offers those whose role can do the task, whoever is on duty first, then those with least in hand', async () => {
    const [first, second] = [await newTask(), await newTask()];
    const other = await service.as('junior2.lanzhou');
    await other.post(`/tasks/${second}/claim`);
    const { html } = await visitor.get(`/delegate?taskId=${first}`);
    expect(choices(html)).to.deep.equal(['junior4.lanzhou', 'junior3.lanzhou', 'junior2.lanzhou']);
    expect(html).to.include('on duty').and.include('One task in hand');
  });

  it('passes several tasks on at once, and says how many', async () => {
    const [first, second] = [await newTask(), await newTask()];
    const selection = new URLSearchParams([
      ['action', 'delegate'],
      ['taskId', first],
      ['taskId', second],
      ['next', '/worklist?scope=mine'],
    ]);
    const { location } = await visitor.post('/worklist/selection', selection);
    const chosen = await visitor.get(location!);
    expect(chosen.html.match(/name="taskId"/g)).to.have.lengthOf(2);
    const fields = new URLSearchParams([
      ['taskId', first],
      ['taskId', second],
      ['assignee', 'junior4.lanzhou'],
      ['reason', 'Knows the customer'],
      ['next', '/worklist?scope=mine'],
    ]);
    const done = await visitor.post('/delegate', fields);
    expect(done.location).to.equal('/worklist?scope=mine');
    expect((await visitor.get('/worklist')).html).to.include('2 tasks passed on to');
    const receiver = await service.as('junior4.lanzhou');
    const { body } = await receiver.get('/worklist?scope=mine');
    expect((body['tasks'] as { id: string }[]).map(({ id }) => id)).to.include.members([first, second]);
  });

  it('takes nobody who cannot do the task, and keeps what was written', async () => {
    const taskId = await newTask();
    const wrong = await visitor.post('/delegate', { taskId, assignee: 'branch.lanzhou', reason: 'Kept <b>reason</b>' });
    expect(wrong.status).to.equal(422);
    expect(wrong.html).to.include('Choose a colleague').and.include('Kept &lt;b&gt;reason&lt;/b&gt;');
    const silent = await visitor.post('/delegate', { taskId, assignee: 'junior2.lanzhou', reason: ' ' });
    expect(silent.html)
      .to.include('Say why')
      .and.match(/value="junior2\.lanzhou" required checked/);
  });

  it('says so when the task is gone, or belongs to another centre', async () => {
    const taskId = await newTask();
    await agent.post(`/tasks/${taskId}/complete`, { data: { outcome: 'answered', response: 'Done' } });
    expect((await visitor.get(`/delegate?taskId=${taskId}`)).status).to.equal(409);
    const elsewhere = await signedInVisitor(service.url, 'junior.tianshui');
    expect((await elsewhere.get(`/delegate?taskId=${await newTask()}`)).status).to.equal(403);
  });
});
