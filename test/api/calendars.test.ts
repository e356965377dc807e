import { expect } from 'chai';
import { startServiceUnderTest, type Answered, type Client, type ServiceUnderTest } from './service-under-test.ts';

const name = { zh: '兰州中心', en: 'Lanzhou centre' };
const hours = { name, node: 'lanzhou', parentId: 'centres', week: { monday: ['10:00-12:00'] } };

const put = (client: Client, id: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> =>
  client.send('PUT', `/calendars/${id}`, {
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...headers },
  });

describe('Calendars over HTTP', () => {
  let service: ServiceUnderTest;
  let junior: Client;
  let manager: Client;

  before(async () => {
    service = await startServiceUnderTest();
    [junior, manager] = await Promise.all([service.as('junior.lanzhou'), service.as('manager.lanzhou')]);
  });
  after(() => service.stop());

  it('list every centre and branch, a page at a time', async () => {
    const first = (await junior.get('/calendars?limit=20')).body;
    expect(first['total']).to.equal(34);
    const next = (await junior.get(`/calendars?limit=20&after=${String(first['next'])}`)).body;
    expect((next['calendars'] as unknown[]).length).to.equal(14);
    expect(next['next']).to.equal(null);
  });

  it('show what a calendar inherits', async () => {
    const { body, headers } = await junior.get('/calendars/baiyin');
    expect(body['inherits']).to.deep.equal(['centres', 'cn']);
    const effective = body['effective'] as { timeZone: string; days: unknown[] };
    expect(effective.timeZone).to.equal('Asia/Shanghai');
    expect(effective.days.length).to.be.greaterThan(30);
    expect(headers.get('etag')).to.equal('"0"');
  });

  it('explain a duration day by day in both languages', async () => {
    const { body } = await junior.get('/calendars/baiyin/explain?from=2026-09-30T09:00:00Z&duration=PT2H');
    expect(body['to']).to.equal('2026-10-08T01:00:00.000Z');
    const days = body['days'] as { kind: string; text: { zh: string; en: string } }[];
    expect(days.filter(({ kind }) => kind === 'holiday')).to.have.length(7);
    expect(days[1]?.text.zh).to.equal('2026-10-01 周四，节假日：国庆节：不计时');
  });

  it('refuse a duration that is none by its field', async () => {
    const { status, body } = await junior.get('/calendars/baiyin/explain?duration=soon');
    expect(status).to.equal(400);
    expect(body['detail']).to.include("'soon' cannot be a timer");
  });

  it('are changed by the manager of their node, with a history, and count at once', async () => {
    const change = { ...hours, reason: '冬季作息' };
    expect((await put(junior, 'lanzhou', change)).status).to.equal(403);
    expect((await put(manager, 'tianshui', { ...change, node: 'tianshui' })).status).to.equal(403);
    const done = await put(manager, 'lanzhou', change, { 'If-Match': '"0"', 'Idempotency-Key': 'winter' });
    expect(done.status).to.equal(200);
    expect(done.body).to.include({ version: 1, isRepeat: false });
    expect(done.body['before']).to.have.nested.property('week.saturday');
    const again = await put(manager, 'lanzhou', change, { 'If-Match': '"0"', 'Idempotency-Key': 'winter' });
    expect(again.body).to.include({ version: 1, isRepeat: true });
    const { body } = await junior.get('/calendars/lanzhou/explain?from=2026-03-02T00:00:00Z&duration=PT3H');
    expect(body['to']).to.equal('2026-03-09T03:00:00.000Z');
    const history = await junior.get('/calendars/lanzhou/history');
    expect((history.body['versions'] as { changedBy: string; reason: string }[])[0]).to.include({
      changedBy: 'manager.lanzhou',
      reason: '冬季作息',
    });
  });

  it('refuse a change made on an older version', async () => {
    const { status, body } = await put(manager, 'lanzhou', { ...hours, reason: 'x' }, { 'If-Match': '"0"' });
    expect(status).to.equal(409);
    expect(body['code']).to.equal('VERSION_CONFLICT');
  });

  it('refuse hours that mean nothing, all problems at once', async () => {
    const wrong = { ...hours, timeZone: 'Mars/Base', week: { monday: ['18:00-08:00'] }, reason: 'x' };
    const { status, body } = await put(manager, 'lanzhou', wrong);
    expect(status).to.equal(422);
    const { problems } = body['details'] as { problems: { field: string }[] };
    expect(problems.map(({ field }) => field)).to.deep.equal(['timeZone', 'week.monday']);
  });

  it('may be added under an id of their own', async () => {
    const added = await manager.post('/calendars', { id: 'lanzhou-night', ...hours, reason: 'night shift' });
    expect(added.status).to.equal(201);
    const twice = await manager.post('/calendars', { id: 'lanzhou-night', ...hours, reason: 'again' });
    expect(twice.body['code']).to.equal('INVALID_CALENDAR');
  });

  it('are retired once nothing counts by them any more, and may come back', async () => {
    const evening = { id: 'evening', name, node: 'lanzhou', parentId: 'lanzhou', reason: 'evenings' };
    expect((await manager.post('/calendars', evening)).status).to.equal(201);
    const used = await manager.post('/calendars/lanzhou/retire', { reason: 'no more' });
    expect(used.status).to.equal(409);
    expect(used.body).to.deep.include({
      code: 'CALENDAR_IN_USE',
      details: { calendarId: 'lanzhou', users: ['evening'] },
    });
    expect((await junior.post('/calendars/evening/retire', { reason: 'no more' })).status).to.equal(403);
    const key = { 'Idempotency-Key': 'retire-evening' };
    const gone = await manager.post('/calendars/evening/retire', { reason: 'no more' }, key);
    expect(gone.body).to.deep.equal({ calendarId: 'evening', version: 2, isRepeat: false });
    expect((await manager.post('/calendars/evening/retire', { reason: 'no more' }, key)).body['isRepeat']).to.equal(
      true,
    );
    expect((await manager.get('/calendars/evening')).status).to.equal(404);
    expect((await manager.post('/calendars', evening)).body['version']).to.equal(3);
  });
});
