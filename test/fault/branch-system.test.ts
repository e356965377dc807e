import { expect } from 'chai';
import {
  anotherComplaint,
  eventually,
  startServiceUnderTest,
  type Client,
  type ServiceUnderTest,
} from '../api/service-under-test.ts';
import { runProgram, type Child } from './child-service.ts';

type Task = { id: string; activityId: string };
type Entry = { type: string; activityId?: string; details?: Record<string, unknown> };

describe('A branch company with a system of its own', function () {
  let service: ServiceUnderTest;
  let senior: Client;
  let system: Child | undefined;

  before(async () => {
    service = await startServiceUnderTest();
    senior = await service.as('senior.lanzhou');
  });
  after(async () => {
    await system?.kill('SIGKILL');
    await service.stop();
  });

  const openTask = async (caseId: string): Promise<Task | undefined> =>
    ((await senior.get(`/cases/${caseId}`)).body['openTasks'] as Task[])[0];

  /** An order that was dispatched to the branch's system. */
  const dispatched = async (): Promise<string> => {
    const { body, status } = await senior.post('/cases', {
      ...anotherComplaint(),
      definitionKey: 'workOrder',
      data: { branchHasSystem: true },
    });
    expect(status, JSON.stringify(body)).to.equal(201);
    const caseId = body['caseId'] as string;
    const review = await openTask(caseId);
    const data = { dispatchReview: 'approved', workOrderRequest: 'Mend the line.' };
    const approved = await senior.post(`/tasks/${review!.id}/complete`, { data });
    expect(approved.status, JSON.stringify(approved.body)).to.equal(200);
    expect(await openTask(caseId)).to.equal(undefined);
    return caseId;
  };

  it('gets no other topic, and from its report only what belongs to its order', async () => {
    const caseId = await dispatched();
    const branch = await service.as('branch-system.lanzhou');
    const fetchTopic = (topic: string) =>
      branch.post('/external-tasks/fetch-and-lock', { workerId: 'w', topics: [{ topic }] });
    expect((await fetchTopic('billing-details')).status).to.equal(403);
    const [work] = (await fetchTopic('branch-work-order')).body['externalTasks'] as { id: string; caseId: string }[];
    expect(work!.caseId).to.equal(caseId);
    const { status, body } = await branch.post(`/external-tasks/${work!.id}/complete`, {
      workerId: 'w',
      data: { branchOutcome: 'replied', branchReply: 'Mended.' },
    });
    expect(status, JSON.stringify(body)).to.equal(200);
    const entries = body['changed'] as Entry[];
    const ownRun = work!.id.split('.')[1];
    expect(entries.map(({ type }) => type)).to.not.include('CaseRegistered');
    for (const { details } of entries) if (details?.['runId'] !== undefined) expect(details['runId']).to.equal(ownRun);
    expect(JSON.stringify(body)).to.not.match(/王小明|138\d{8}|Dongfanghong/);
    expect((await openTask(caseId))!.activityId).to.equal('reviewReply');
  });

  it('works the order while nobody looks, and its answer comes to review', async () => {
    const caseId = await dispatched();
    system = runProgram('systems/run-system', ['branch', '--service', service.url, '--port', '0'], {});
    const task = await eventually(
      () => openTask(caseId),
      (open) => open !== undefined,
      20_000,
    );
    expect(task!.activityId).to.be.oneOf(['reviewReply', 'reviewReturn']);
  });
});

const person = (role: string) => ({
  id: `${role}.one`,
  name: 'One',
  roles: [{ role, node: 'lanzhou-branch', topics: ['branch-work-order'] }],
  password: 'long-enough',
});

describe('Topics of an integration client', function () {
  let service: ServiceUnderTest;

  before(async () => {
    service = await startServiceUnderTest();
  });
  after(() => service.stop());

  it('are given with its role over HTTP, and only to it', async () => {
    const admin = await service.as('admin');
    const { status, body } = await admin.post('/people', person('integration-client'));
    expect(status, JSON.stringify(body)).to.equal(201);
    expect(body['person']).to.have.nested.property('roles[0].topics').that.deep.equals(['branch-work-order']);
    const refused = await admin.post('/people', person('branch-handler'));
    expect(refused.body['code']).to.equal('NOT_SUPPORTED');
  });
});
