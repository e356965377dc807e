import { expect } from 'chai';
import {
  anotherComplaint,
  complaint,
  eventually,
  startServiceUnderTest,
  type Client,
  type ServiceUnderTest,
} from './service-under-test.ts';

type Target = {
  taskId: string;
  state: string;
  dueAt: string;
  remainingMs: number;
  limitMs: number;
  calendarId?: string;
  lines: { zh: string; en: string }[];
};

describe('The clock of a case over HTTP', () => {
  let service: ServiceUnderTest;
  let junior: Client;
  let manager: Client;
  let stranger: Client;
  let path: string;

  before(async () => {
    service = await startServiceUnderTest();
    [junior, manager, stranger] = await Promise.all([
      service.as('junior.lanzhou'),
      service.as('manager.lanzhou'),
      service.as('junior.tianshui'),
    ]);
    const { body } = await junior.post('/cases', complaint);
    path = `/cases/${String(body['caseId'])}`;
  });
  after(() => service.stop());

  const firstTarget = async (): Promise<Target> => ((await junior.get(`${path}/sla`)).body['targets'] as Target[])[0]!;

  it('explains every target in both languages', async () => {
    const target = await firstTarget();
    expect(target.state).to.equal('running');
    expect(target.limitMs).to.equal(target.remainingMs);
    expect(target.lines.at(-1)?.en).to.match(/^Due 2026-03-0\d/);
    expect(target.lines.at(-1)?.zh).to.match(/^到期时间 2026-03-0\d/);
  });

  it('is paused and resumed by who handles the case, once, and says what moved', async () => {
    const before = await firstTarget();
    const paused = await junior.post(`${path}/pause`, { pauseReason: 'awaitingCustomer', reason: '等客户回电' });
    expect(paused.status).to.equal(200);
    expect((paused.body['changed'] as { type: string }[]).map(({ type }) => type)).to.deep.equal(['ClockPaused']);
    expect((await firstTarget()).state).to.equal('paused');
    await eventually(
      async () => (await junior.get('/worklist')).body['tasks'] as { slaState: string }[],
      ([task]) => task?.slaState === 'paused',
    );
    expect((await junior.post(`${path}/pause`, { pauseReason: 'awaitingCustomer' })).body['isRepeat']).to.equal(true);
    const other = await junior.post(`${path}/pause`, { pauseReason: 'forceMajeure' });
    expect(other.body['code']).to.equal('NOTHING_TO_DO');
    service.setNow(new Date(service.now().getTime() + 60_000));
    const resumed = await junior.post(`${path}/resume`, {});
    expect((resumed.body['changed'] as { type: string }[]).map(({ type }) => type)).to.deep.equal(['ClockResumed']);
    const after = await firstTarget();
    expect(after.state).to.equal('running');
    if (before.calendarId === undefined)
      expect(new Date(after.dueAt).getTime() - new Date(before.dueAt).getTime()).to.equal(60_000);
  });

  it('is extended by a manager only, with a reason', async () => {
    const { dueAt, taskId } = await firstTarget();
    const asked = { reason: 'Spare part ordered', by: 'PT2H', targetId: taskId };
    expect((await junior.post(`${path}/extend`, asked)).body['code']).to.equal('NOT_ALLOWED');
    expect((await manager.post(`${path}/extend`, { by: 'PT2H' })).status).to.equal(400);
    expect((await manager.post(`${path}/extend`, { ...asked, by: 'soon' })).body['code']).to.equal('INVALID_FORM');
    expect((await manager.post(`${path}/extend`, asked)).status).to.equal(200);
    const extended = await firstTarget();
    expect(new Date(extended.dueAt).getTime()).to.be.greaterThan(new Date(dueAt).getTime());
    expect(extended.lines.some(({ en }) => en.includes('manager.lanzhou extended it'))).to.equal(true);
  });

  it('shows a branch by when its order is due, in its own working time, and moves that with the order’s limit', async () => {
    const [senior, branch] = await Promise.all([service.as('senior.lanzhou'), service.as('network.lanzhou')]);
    const { body } = await junior.post('/cases', anotherComplaint());
    const caseId = String(body['caseId']);
    const finish = async (who: Client, data: Record<string, unknown>): Promise<void> => {
      const { body: current } = await who.get(`/cases/${caseId}`);
      const [task] = current['openTasks'] as { id: string }[];
      const { status, body: answer } = await who.post(`/tasks/${task!.id}/complete`, { data });
      expect(status, JSON.stringify(answer)).to.equal(200);
    };
    await finish(junior, { outcome: 'dispatched', response: '请分公司查修' });
    await finish(senior, { dispatchReview: 'approved' });
    type Order = { caseId: string; activityId: string; dueAt: string; calendarId?: string };
    const order = async (isReady: (order: Order) => boolean): Promise<Order> =>
      eventually(
        async () =>
          ((await branch.get('/worklist?limit=200')).body['tasks'] as Order[]).find((task) => task.caseId === caseId)!,
        (found) => found !== undefined && isReady(found),
      );
    const { dueAt, calendarId } = await order(() => true);
    // Working days of the branch: the same time on Tuesday, and with one more on Wednesday.
    const later = (days: number): string => new Date(service.now().getTime() + days * 24 * 3_600_000).toISOString();
    expect([dueAt, calendarId]).to.deep.equal([later(1), 'lanzhou-branch']);
    const extended = await manager.post(`/cases/${caseId}/extend`, { reason: 'Spare part ordered', by: 'P1D' });
    expect(extended.status, JSON.stringify(extended.body)).to.equal(200);
    await order((moved) => moved.dueAt === later(2));
  });

  it('is nobody’s business at another centre', async () => {
    for (const [act, body] of [
      ['pause', { pauseReason: 'awaitingCustomer' }],
      ['resume', {}],
      ['acknowledge', {}],
    ] as const)
      expect((await stranger.post(`${path}/${act}`, body)).body['code'], act).to.equal('NOT_ALLOWED');
    expect((await stranger.get(`${path}/sla`)).status).to.equal(403);
  });
});
