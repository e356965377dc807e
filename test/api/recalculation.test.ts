import { expect } from 'chai';
import {
  anotherComplaint,
  eventually,
  signIn,
  startServiceUnderTest,
  type Answered,
  type Client,
  type ServiceUnderTest,
} from './service-under-test.ts';
import { signedInVisitor } from './pages/browser-session.ts';

type Target = { taskId: string; dueAt: string; remindAt?: string };
type Facts = { taskId: string; dueAt: string; before: { dueAt: string } };

const isBreached = ({ body }: Answered): boolean =>
  (body['journal'] as { type: string; taskId?: string }[]).some(
    ({ type, taskId }) => type === 'SlaBreached' && taskId === 'case',
  );

describe('A changed calendar over HTTP', () => {
  let service: ServiceUnderTest;
  let junior: Client;
  let manager: Client;
  const caseIds: string[] = [];

  const changeHours = async (days: readonly object[]): Promise<void> => {
    const { body } = await manager.get('/calendars/lanzhou');
    const { id: _, ...calendar } = body['calendar'] as Record<string, unknown>;
    const changed = await manager.send('PUT', '/calendars/lanzhou', {
      body: JSON.stringify({ ...calendar, days, reason: 'the centre moves house' }),
      headers: { 'Content-Type': 'application/json' },
    });
    expect(changed.status, JSON.stringify(changed.body)).to.equal(200);
  };

  const targetOf = async (caseId: string, taskId: string): Promise<Target> => {
    const { body } = await junior.get(`/cases/${caseId}/sla`);
    return (body['targets'] as Target[]).find((target) => target.taskId === taskId)!;
  };

  const done = async (started: Answered): Promise<Record<string, unknown>> => {
    expect(started.status, JSON.stringify(started.body)).to.equal(202);
    const { body } = await eventually(
      () => manager.get(`/batches/${started.body['id'] as string}`),
      ({ body: batch }) => batch['status'] === 'done',
    );
    return body['counts'] as Record<string, unknown>;
  };

  before(async () => {
    service = await startServiceUnderTest();
    [junior, manager] = await Promise.all([service.as('junior.lanzhou'), service.as('manager.lanzhou')]);
    for (let count = 0; count < 2; count += 1)
      caseIds.push((await junior.post('/cases', anotherComplaint())).body['caseId'] as string);
    const elsewhere = { ...anotherComplaint(), centre: 'tianshui' };
    await (await service.as('junior.tianshui')).post('/cases', elsewhere);
    await changeHours([
      { from: '2026-03-04', to: '2026-03-05', kind: 'holiday', name: { zh: '搬迁', en: 'House move' } },
    ]);
  });
  after(async () => {
    await service.stop();
    expect(service.failures).to.deep.equal([]);
  });

  it('leaves due moments as they are', async () => {
    expect((await targetOf(caseIds[0]!, 'case')).dueAt).to.equal('2026-03-13T08:00:00.000Z');
  });

  it('is shown in a preview with what it would move, without moving it', async () => {
    const { body } = await manager.post('/calendars/lanzhou/recalculate/preview');
    expect(body).to.include({ total: 2, possible: 2 });
    expect(JSON.stringify(body['examples'])).to.include('2026-03-16 08:00');
    expect((await targetOf(caseIds[0]!, 'case')).dueAt).to.equal('2026-03-13T08:00:00.000Z');
  });

  it('is counted anew case by case by who keeps the calendar, with before and after in the journal', async () => {
    const body = { reason: 'the centre moves house' };
    for (const userId of ['junior.lanzhou', 'manager.tianshui'])
      expect((await (await service.as(userId)).post('/calendars/lanzhou/recalculate', body)).status).to.equal(403);
    const task = (await targetOf(caseIds[0]!, 'firstResponse')).dueAt;
    expect(await done(await manager.post('/calendars/lanzhou/recalculate', body))).to.include({ done: 2, refused: 0 });
    for (const caseId of caseIds) {
      // Two days are not worked: Saturday 14 March would have been the eleventh, Monday is the twelfth day.
      expect((await targetOf(caseId, 'case')).dueAt).to.equal('2026-03-16T08:00:00.000Z');
      const { body: journal } = await manager.get(`/cases/${caseId}/journal`);
      const entry = (
        journal['entries'] as { type: string; reason?: string; details: { targets: Facts[]; calendars: string[] } }[]
      ).find(({ type }) => type === 'TargetsRecalculated');
      expect(entry).to.include({ reason: 'the centre moves house' });
      expect(entry?.details.calendars).to.deep.equal(['lanzhou']);
      expect(entry?.details.targets.map(({ taskId, dueAt, before }) => [taskId, before.dueAt, dueAt])).to.deep.equal([
        ['case', '2026-03-13T08:00:00.000Z', '2026-03-16T08:00:00.000Z'],
      ]);
    }
    expect((await targetOf(caseIds[0]!, 'firstResponse')).dueAt).to.equal(task);
  });

  it('has nothing more to move the second time, also from the calendar all centres inherit', async () => {
    const reason = 'once more';
    expect(await done(await manager.post('/calendars/lanzhou/recalculate', { reason }))).to.include({ unchanged: 2 });
    const province = await service.as('province');
    const { body } = await province.post('/calendars/centres/recalculate/preview');
    expect(body).to.include({ total: 3, possible: 0, unchanged: 3 });
  });

  it('is offered on its page to who keeps it, and leads to the batch', async () => {
    const keeper = await signedInVisitor(service.url, 'manager.lanzhou');
    const looker = await signedInVisitor(service.url, 'junior.lanzhou');
    expect((await looker.get('/calendars/lanzhou')).html).to.not.include('Count due dates anew');
    expect((await keeper.get('/calendars/lanzhou')).html)
      .to.include('Count due dates anew')
      .and.include('2 open cases count by this calendar');
    const { location } = await keeper.post('/calendars/lanzhou/recalculate', { reason: 'once more' });
    expect(location).to.match(/^\/overrides\/[\w-]+$/);
    expect((await keeper.get(location!)).html).to.include('Count limits anew');
  });

  it('moves nothing of cases that count by other calendars', async () => {
    const { status, body } = await (
      await service.as('admin')
    ).post('/calendars/baiyin/recalculate', { reason: 'none' });
    expect([status, body['code']]).to.deep.equal([409, 'NOTHING_TO_DO']);
  });

  it('comes true by its timer at the moved moment', async () => {
    service.setNow(new Date('2026-03-13T08:30:00Z'));
    // Signs in each time: sessions end after twelve hours, and days pass here.
    const read = async (): Promise<Answered> => (await signIn(service.url, 'admin')).get(`/cases/${caseIds[0]}`);
    await eventually(read, ({ body }) => body['tier'] === 'senior');
    expect(isBreached(await read())).to.equal(false);
    service.setNow(new Date('2026-03-16T08:00:00Z'));
    await eventually(read, isBreached);
  });
});
