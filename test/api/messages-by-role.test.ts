/** What the customer says reaches the case through whoever talks to them, over HTTP and role by role. */
import { expect } from 'chai';
import { anotherComplaint, startServiceUnderTest, type ServiceUnderTest } from './service-under-test.ts';

type Task = { id: string; activityId: string };

describe('Messages to a case', () => {
  let service: ServiceUnderTest;
  let caseId: string;

  before(async () => {
    service = await startServiceUnderTest();
  });
  after(() => service.stop());

  beforeEach(async () => {
    const { body } = await (await service.as('junior.lanzhou')).post('/cases', anotherComplaint());
    caseId = body['caseId'] as string;
  });

  const send = async (who: string, message: string, more: object = {}) =>
    (await service.as(who)).post(`/cases/${caseId}/messages`, { message, ...more });
  const shown = async () => (await (await service.as('manager.lanzhou')).get(`/cases/${caseId}`)).body;
  const openTasks = async (): Promise<Task[]> => (await shown())['openTasks'] as Task[];

  const targetState = async (): Promise<unknown> => ((await shown())['slaTargets'] as { state: string }[])[0]?.state;

  for (const who of ['junior.lanzhou', 'senior.lanzhou', 'manager.lanzhou', 'province'])
    describe(`from ${who}`, () => {
      it('say that the customer is waited for, and has replied', async () => {
        expect((await send(who, 'customerAwaited')).status).to.equal(200);
        expect(await targetState()).to.equal('paused');
        expect((await send(who, 'customerReplied')).status).to.equal(200);
        expect(await targetState()).to.equal('running');
      });

      it('withdraw the complaint for the customer', async () => {
        expect((await send(who, 'complaintWithdrawn')).status).to.equal(200);
        expect(await shown()).to.include({ status: 'closed' });
      });

      it('chase the open work order', async () => {
        const junior = await service.as('junior.lanzhou');
        const assessed = (await openTasks())[0]!;
        const data = { outcome: 'dispatched', response: '已派单' };
        expect((await junior.post(`/tasks/${assessed.id}/complete`, { data })).status).to.equal(200);
        const review = (await openTasks()).find(({ activityId }) => activityId === 'reviewDispatch')!;
        const senior = await service.as('senior.lanzhou');
        const approved = await senior.post(`/tasks/${review.id}/complete`, { data: { dispatchReview: 'approved' } });
        expect(approved.status).to.equal(200);
        expect((await send(who, 'workOrderChased')).status).to.equal(200);
        expect((await openTasks()).map(({ activityId }) => activityId)).to.include('reviewChase');
      });
    });

  for (const who of ['junior.baiyin', 'branch.lanzhou', 'quality.lanzhou', 'statistician.lanzhou', 'auditor'])
    it(`are refused from ${who}`, async () => {
      const { status, body } = await send(who, 'complaintWithdrawn');
      expect([status, body['code']]).to.deep.equal([403, 'NOT_ALLOWED']);
      expect(await shown()).to.include({ status: 'open' });
    });

  it('do not stand for a major incident’s answer when an agent sends them', async () => {
    const refused = await send('junior.lanzhou', 'majorIncidentAnswered', { data: { response: '已恢复' } });
    expect([refused.status, refused.body['code']]).to.deep.equal([403, 'NOT_ALLOWED']);
    expect((await send('manager.lanzhou', 'majorIncidentAnswered', { data: { response: '已恢复' } })).status).to.equal(
      200,
    );
  });

  it('are kept for later only from those who report for systems', async () => {
    const keepUntil = '2026-03-03T00:00:00Z';
    expect((await send('senior.lanzhou', 'paymentArrived', { keepUntil })).status).to.equal(403);
    expect((await send('manager.lanzhou', 'paymentArrived', { keepUntil })).status).to.equal(200);
  });
});
