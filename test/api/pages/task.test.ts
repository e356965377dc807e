import { expect } from 'chai';
import { anotherComplaint, startServiceUnderTest, type Client, type ServiceUnderTest } from '../service-under-test.ts';
import { signedInVisitor, type Visitor } from './browser-session.ts';

describe('The task page', () => {
  let service: ServiceUnderTest;
  let agent: Client;
  let visitor: Visitor;

  before(async () => {
    service = await startServiceUnderTest();
    agent = await service.as('junior.lanzhou');
    visitor = await signedInVisitor(service.url, 'junior.lanzhou');
  });
  after(() => service.stop());

  const newTask = async (subject: string): Promise<string> => {
    const { body } = await agent.post('/cases', { ...anotherComplaint(), subject, description: '<b>described</b>' });
    const { body: current } = await agent.get(`/cases/${String(body['caseId'])}`);
    return (current['openTasks'] as { id: string }[])[0]!.id;
  };

  it('shows the form as deployed and the case around it, escaped', async () => {
    const taskId = await newTask('</script><script>alert(1)</script>');
    const { html } = await visitor.get(`/tasks/${taskId}`);
    expect(html).to.include('name="field.outcome"').and.include('name="field.response"');
    expect(html).to.include('&lt;b&gt;described&lt;/b&gt;').and.not.include('<script>alert');
  });

  it('is claimed, filled in and completed without scripts', async () => {
    const taskId = await newTask('Completed by a plain form');
    expect((await visitor.post(`/tasks/${taskId}/claim`, {})).location).to.equal(`/tasks/${taskId}`);
    expect((await visitor.get(`/tasks/${taskId}`)).html).to.include('You are working on it');
    const done = await visitor.post(`/tasks/${taskId}/complete`, {
      'field.outcome': 'answered',
      'field.response': 'Refunded.',
    });
    expect(done.location).to.equal('/worklist');
    expect((await visitor.get('/worklist')).html).to.match(/Task of case C-\d+ completed/);
  });

  it('shows every problem at its field and keeps what was written', async () => {
    const taskId = await newTask('Filled in wrongly');
    const { status, html } = await visitor.post(`/tasks/${taskId}/complete`, { 'field.note': 'kept <i>note</i>' });
    expect(status).to.equal(422);
    expect(html).to.include('Outcome: please fill in.').and.include('kept &lt;i&gt;note&lt;/i&gt;</textarea>');
  });

  it('says who was faster, with both versions', async () => {
    const taskId = await newTask('Two at once');
    await agent.send('PUT', `/tasks/${taskId}/draft`, {
      body: JSON.stringify({ data: { response: 'My version' }, basedOn: 0 }),
      headers: { 'Content-Type': 'application/json' },
    });
    const other = await service.as('junior2.lanzhou');
    await other.post(`/tasks/${taskId}/complete`, { data: { outcome: 'answered', response: 'Their version' } });
    const late = await visitor.post(`/tasks/${taskId}/complete`, {
      'field.outcome': 'answered',
      'field.response': 'My version',
    });
    expect(late.location).to.equal(`/tasks/${taskId}`);
    const { html } = await visitor.get(`/tasks/${taskId}`);
    expect(html).to.match(/\p{Script=Han}{2,} has completed this task\./u);
    expect(html).to.include('My version').and.include('Their version');
  });

  it('keeps a draft that was never saved when the task is gone at completion', async () => {
    const taskId = await newTask('Unsaved');
    const other = await service.as('junior2.lanzhou');
    await other.post(`/tasks/${taskId}/complete`, { data: { outcome: 'answered', response: 'Theirs' } });
    await visitor.post(`/tasks/${taskId}/complete`, { 'field.outcome': 'answered', 'field.response': 'Never saved' });
    expect((await visitor.get(`/tasks/${taskId}`)).html).to.include('Never saved');
  });

  it('adds a note, passes the case up and pauses its clock', async () => {
    const taskId = await newTask('Acted on');
    const caseId = taskId.split('.')[0]!;
    await visitor.post(`/cases/${caseId}/notes`, { text: 'Called <b>again</b>', next: `/tasks/${taskId}` });
    await visitor.post(`/cases/${caseId}/pause`, { pauseReason: 'awaitingCustomer' });
    const paused = await visitor.get(`/cases/${caseId}`);
    expect(paused.html).to.include('Called &lt;b&gt;again&lt;/b&gt;').and.include('Waiting for the customer');
    await visitor.post(`/cases/${caseId}/resume`, {});
    expect((await visitor.post(`/cases/${caseId}/escalate`, { reason: '' })).status).to.equal(400);
    await visitor.post(`/cases/${caseId}/escalate`, { reason: 'Beyond me' });
    const { html } = await visitor.get(`/tasks/${taskId}`);
    expect(html).to.include('ended without being completed').and.include('Beyond me');
  });

  it('is not for people of another centre', async () => {
    const taskId = await newTask('Ours');
    const elsewhere = await signedInVisitor(service.url, 'junior.tianshui');
    const { status, html } = await elsewhere.get(`/tasks/${taskId}`);
    expect(status).to.equal(403);
    expect(html).to.include('Not allowed').and.not.include('Ours');
  });
});
