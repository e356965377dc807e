import { expect } from 'chai';
import {
  anotherComplaint,
  eventually,
  startServiceUnderTest,
  type Client,
  type ServiceUnderTest,
} from '../service-under-test.ts';
import { signedInVisitor, type Visitor } from './browser-session.ts';

type Made = { id: string; number: string; taskId: string };

describe('The page of a case', () => {
  let service: ServiceUnderTest;
  let agent: Client;
  let senior: Visitor;

  const newCase = async (subject: string): Promise<Made> => {
    const { body } = await agent.post('/cases', { ...anotherComplaint(), subject });
    const { body: current } = await agent.get(`/cases/${String(body['caseId'])}`);
    const [task] = current['openTasks'] as { id: string }[];
    return { id: String(current['id']), number: String(body['caseNumber']), taskId: task!.id };
  };
  const pageOf = async ({ number }: Made, isReady: (html: string) => boolean): Promise<string> =>
    eventually(async () => (await senior.get(`/cases/${number}`)).html, isReady);

  before(async () => {
    service = await startServiceUnderTest();
    agent = await service.as('junior.lanzhou');
    senior = await signedInVisitor(service.url, 'senior.lanzhou');
  });
  after(() => service.stop());

  it('says by when the customer has a first response and the case is settled, and what became of it', async () => {
    const made = await newCase('Promised');
    const facts = async (): Promise<string> =>
      /<section class="card" id="case-facts".*?<\/section>/s.exec((await senior.get(`/cases/${made.number}`)).html)![0];
    expect(await facts()).to.match(/First response by<\/dt><dd>.*running.*Settled by<\/dt><dd>.*running/s);
    await agent.post(`/cases/${made.id}/acknowledge`);
    expect(await facts()).to.match(/First response by<\/dt><dd>.*kept.*Settled by<\/dt><dd>.*running/s);
  });

  it('links another case, shows how it stands, and takes the link away', async () => {
    const [one, other] = [await newCase('One <b>'), await newCase('Other <i>')];
    const reason = 'The same line';
    await senior.post(`/cases/${one.id}/link`, { other: other.number.toLowerCase(), kind: 'related', reason });
    const html = await pageOf(one, (text) => !text.includes('not confirmed yet'));
    expect(html).to.include('Other &lt;i&gt;').and.include('Remove this link');
    expect(await pageOf(other, (text) => text.includes('Related'))).to.include('One &lt;b&gt;');
    await senior.post(`/cases/${other.id}/unlink`, { other: one.id, kind: 'related', reason: 'Not the same' });
    expect(await pageOf(one, (text) => text.includes('No linked cases'))).to.include('Link removed');
  });

  it('merges a case into another one and undoes it from either side', async () => {
    const [one, other] = [await newCase('Merged'), await newCase('Goes on')];
    await senior.post(`/cases/${one.id}/link`, { other: other.number, kind: 'mergedInto', reason: 'The same' });
    await pageOf(other, (text) => text.includes('Merged in') && text.includes('Undo the merge'));
    expect((await senior.get(`/cases/${one.number}`)).html)
      .to.include('Merged into')
      .and.include('No open task.');
    await senior.post(`/cases/${one.id}/undo-merge`, { reason: 'Not the same', next: `/cases/${other.number}` });
    await pageOf(one, (text) => text.includes('Assess complaint') && !text.includes('Merged into<'));
  });

  it('shows whoever only looks on the links, but nothing to change them', async () => {
    const [one, other] = [await newCase('Looked at'), await newCase('Beside it')];
    await senior.post(`/cases/${one.id}/link`, { other: other.number, kind: 'related', reason: 'The same line' });
    const inspector = await signedInVisitor(service.url, 'quality.lanzhou');
    const { html } = await inspector.get(`/cases/${one.number}`);
    expect(html).to.include(other.number).and.not.include('/unlink').and.not.include('data-open="escalate"');
  });

  it('shows a work order by its number with every stage, and leads to it from the search', async () => {
    const made = await newCase('Needs the branch');
    await agent.post(`/tasks/${made.taskId}/complete`, {
      data: { outcome: 'dispatched', response: 'Look at the <cable>' },
    });
    const taskOf = async (activityId: string): Promise<string> => {
      const { body } = await agent.get(`/cases/${made.id}`);
      const tasks = body['openTasks'] as { id: string; activityId: string }[];
      const found = tasks.find((task) => task.activityId === activityId);
      return found!.id;
    };
    const reviewer = await service.as('senior.lanzhou');
    await reviewer.post(`/tasks/${await taskOf('reviewDispatch')}/complete`, { data: { dispatchReview: 'approved' } });
    const { location } = await senior.get(`/search?q=${made.number}-1`);
    expect(location).to.equal(`/cases/${made.number}#work-order-${made.number}-1`);
    const html = await pageOf(made, (text) => text.includes('Dispatched'));
    expect(html).to.include(`id="work-order-${made.number}-1"`).and.include('Look at the &lt;cable&gt;');
    const branch = await service.as('network.lanzhou');
    const taskId = await taskOf('handleWorkOrder');
    await branch.post(`/tasks/${taskId}/complete`, {
      data: { branchOutcome: 'returned', branchReply: 'Which house?', returnReason: 'missing-facts' },
    });
    expect(await pageOf(made, (text) => text.includes('Returned'))).to.include('Review return');
  });
});
