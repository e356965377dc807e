/**
 * Every write to something that has a revision, sent with an `If-Match` that is out of date: refused, and nothing is changed.
 * Operations on cases come from the list the application is made of.
 */
import { expect } from 'chai';
import { operations } from '../../api/app.ts';
import { anotherComplaint, startServiceUnderTest, type Client, type ServiceUnderTest } from './service-under-test.ts';
import { wellFormed } from './well-formed.ts';

/** What changes nothing of the case, or has a version of its own. */
const otherwise: ReadonlySet<string> = new Set([
  'POST /cases/:caseId/overrides/preview',
  'POST /cases/:caseId/migrate/plan',
  'POST /cases/:caseId/evidence',
  'POST /tasks/:taskId/presence',
  'PUT /tasks/:taskId/draft',
  'DELETE /tasks/:taskId/draft',
]);

const ofCases = operations.filter(
  ({ method, path }) =>
    method !== 'get' && /:(?:caseId|taskId)/.test(path) && !otherwise.has(`${method.toUpperCase()} ${path}`),
);

const stale = { 'If-Match': '"99"' };
const json = { 'Content-Type': 'application/json' };

const send = (who: Client, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  who.send(method, path, {
    headers: { ...headers, ...(body !== undefined && json) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

/** Somebody on the early shift of a day. */
const on = (date: string, more = {}) => ({
  date,
  entries: [{ personId: 'junior.lanzhou', shiftId: 'early' }],
  ...more,
});

const isRefused = async (who: Client, method: string, path: string, body?: unknown): Promise<void> => {
  const { status, body: answer } = await send(who, method, path, body, stale);
  expect({ status, code: answer['code'] }, JSON.stringify(answer)).to.deep.equal({
    status: 409,
    code: 'VERSION_CONFLICT',
  });
};

describe('A write that is out of date', function () {
  let service: ServiceUnderTest;
  let admin: Client;
  let manager: Client;
  let caseId: string;
  let other: string;
  let taskId: string;

  before(async () => {
    service = await startServiceUnderTest();
    [admin, manager] = await Promise.all([service.as('admin'), service.as('manager.lanzhou')]);
    const register = async (): Promise<string> =>
      (await manager.post('/cases', anotherComplaint())).body['caseId'] as string;
    [caseId, other] = [await register(), await register()];
    taskId = ((await manager.get(`/cases/${caseId}`)).body['openTasks'] as { id: string }[])[0]!.id;
  });
  after(async () => {
    await service.stop();
    expect(service.failures).to.deep.equal([]);
  });

  for (const { method, path, consumes } of ofCases)
    it(`to ${method.toUpperCase()} ${path} is refused`, async () => {
      const concrete = path
        .replace(':caseId', caseId)
        .replace(':taskId', taskId)
        .replace(':waitId', taskId.split('.').slice(1).join('.'))
        .replace(':attachmentId', '0'.repeat(24));
      const sample = wellFormed[path] ?? wellFormed[path.split('/').at(-1)!] ?? {};
      const file = new FormData();
      file.append('file', new Blob(['seen'], { type: 'text/plain' }), 'note.txt');
      const init: RequestInit =
        consumes === 'multipart/form-data'
          ? { body: file, headers: stale }
          : consumes === undefined
            ? {
                body: JSON.stringify(sample).replaceAll('AAAAAAAAAAAAAAAA', other),
                headers: { ...stale, ...json },
              }
            : { body: 'seen', headers: { ...stale, 'Content-Type': consumes } };
      const rev = (await manager.get(`/cases/${caseId}`)).body['rev'];
      const { status, body } = await manager.send(method.toUpperCase(), concrete, init);
      expect({ status, code: body['code'] }, JSON.stringify(body)).to.deep.equal({
        status: 409,
        code: 'VERSION_CONFLICT',
      });
      expect((await manager.get(`/cases/${caseId}`)).body['rev']).to.equal(rev);
    });

  it('to people, shifts, absences and handover logs is refused', async () => {
    await isRefused(admin, 'PUT', '/people/junior.lanzhou', { name: 'Somebody else' });
    const shifts = [{ id: 'early', name: { zh: '早', en: 'Early' }, start: '08:00', end: '16:00' }];
    await isRefused(manager, 'PUT', '/shifts', { node: 'lanzhou', shifts });
    expect((await send(manager, 'PUT', '/shifts', { node: 'lanzhou', shifts })).status).to.equal(200);
    await isRefused(manager, 'PUT', '/shifts', { node: 'lanzhou', shifts: [] });
    const absence = await manager.post('/absences', { personId: 'junior2.lanzhou', handOver: false });
    const { id } = absence.body['absence'] as { id: string };
    await isRefused(manager, 'DELETE', `/absences/${id}`);
    const { body } = await manager.post('/handovers', { node: 'lanzhou', shiftId: 'early', date: '2026-03-02' });
    const log = `/handovers/${(body['handover'] as { id: string }).id}`;
    await isRefused(manager, 'POST', `${log}/items`, { text: 'call back at nine' });
    await isRefused(manager, 'POST', `${log}/items/1/acknowledge`, {});
    await isRefused(manager, 'POST', `${log}/close`);
  });

  it('to a day of the roster is refused, and of several days none is changed', async () => {
    const put = (days: unknown[], headers = {}) => send(manager, 'PUT', '/roster', { node: 'lanzhou', days }, headers);
    await isRefused(manager, 'PUT', '/roster', { node: 'lanzhou', days: [on('2026-03-02')] });
    const first = await put([on('2026-03-02')], { 'If-Match': '"0"' });
    expect(first.status, JSON.stringify(first.body)).to.equal(200);
    expect(first.headers.get('ETag')).to.equal('"1"');
    expect((await put([on('2026-03-02', { entries: [] })], { 'If-Match': '"0"' })).status).to.equal(409);
    const several = await put([on('2026-03-03', { rev: 0 }), on('2026-03-02', { entries: [], rev: 0 })]);
    expect(several.body).to.deep.include({ code: 'VERSION_CONFLICT' });
    const { body } = await manager.get('/roster?node=lanzhou&from=2026-03-01&to=2026-03-31');
    expect((body['days'] as { date: string }[]).map(({ date }) => date)).to.deep.equal(['2026-03-02']);
    const ambiguous = await put([on('2026-03-03'), on('2026-03-04')], { 'If-Match': '"0"' });
    expect(ambiguous.body).to.include({ code: 'INVALID_REQUEST' });
    const key = { 'Idempotency-Key': 'two days' };
    const days = [on('2026-03-05', { rev: 0 }), on('2026-03-06', { rev: 0 })];
    expect((await put(days, key)).status).to.equal(200);
    const again = await put(days, key);
    expect((again.body['days'] as { isRepeat: boolean }[]).map(({ isRepeat }) => isRepeat)).to.deep.equal([true, true]);
  });

  it('to a calendar or a design is refused', async () => {
    const { body } = await admin.get('/calendars/lanzhou');
    const { id: _, ...calendar } = body['calendar'] as Record<string, unknown>;
    await isRefused(admin, 'PUT', '/calendars/lanzhou', { ...calendar, reason: 'longer hours' });
    const designer = await service.as('designer');
    const files = [{ name: 'empty.bpmn', content: '<definitions/>' }];
    const made = await designer.post('/designs', { name: 'Stale', files });
    const design = `/designs/${made.body['id'] as string}`;
    await isRefused(designer, 'PUT', design, { files });
    await isRefused(designer, 'POST', `${design}/deploy`);
    await isRefused(designer, 'DELETE', design);
  });
});
