import { expect } from 'chai';
import {
  anotherComplaint,
  eventually,
  startServiceUnderTest,
  type Client,
  type ServiceUnderTest,
} from './service-under-test.ts';

type Counts = Record<string, number>;
type Shown = { id: string; status: string; total: number; counts: Counts };

const ended = async (who: Client, id: string): Promise<Shown> =>
  (
    await eventually(
      () => who.get(`/batches/${id}`),
      ({ body }) => body['status'] === 'done' || body['status'] === 'stopped',
      30_000,
    )
  ).body as Shown;

describe('Batches over HTTP', function () {
  let service: ServiceUnderTest;
  let junior: Client;
  let manager: Client;
  let province: Client;

  before(async () => {
    service = await startServiceUnderTest();
    [junior, manager, province] = await Promise.all([
      service.as('junior.lanzhou'),
      service.as('manager.lanzhou'),
      service.as('province'),
    ]);
  });
  after(async () => {
    await service.stop();
    expect(service.failures).to.deep.equal([]);
  });

  const register = async (category: string, centre = 'lanzhou'): Promise<string> =>
    (await (await service.as(`junior.${centre}`)).post('/cases', { ...anotherComplaint(), centre, category })).body[
      'caseId'
    ] as string;

  it('carries an override out on every case a filter finds, and says what became of each', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => register('water-damage')));
    const elsewhere = await register('water-damage', 'baiyin');
    const started = await manager.post('/batches', {
      action: 'escalate',
      reason: 'Flood in the old town',
      filter: { category: 'water-damage' },
    });
    expect(started.status, String(started.body['detail'])).to.equal(202);
    expect(started.body).to.deep.include({ total: 3, startedBy: 'manager.lanzhou' });
    const { counts, status } = await ended(manager, started.body['id'] as string);
    expect(status).to.equal('done');
    expect(counts).to.deep.equal({ waiting: 0, done: 3, unchanged: 0, refused: 0, failed: 0, skipped: 0 });
    for (const caseId of ids) expect((await manager.get(`/cases/${caseId}`)).body['tier']).to.equal('senior');
    expect((await province.get(`/cases/${elsewhere}`)).body['tier']).to.equal('junior');
    const { body } = await manager.get(`/batches/${started.body['id'] as string}/results?limit=2`);
    expect(body['results']).to.have.length(2);
    expect(body['next']).to.equal(2);
    const journal = await manager.get(`/cases/${ids[0]}/journal`);
    const entry = (journal.body['entries'] as { type: string; reason?: string; actor: { id: string } }[]).find(
      ({ type }) => type === 'EscalationRequested',
    );
    expect(entry).to.deep.include({ reason: 'Flood in the old town' });
    expect(entry?.actor.id).to.equal('manager.lanzhou');
  });

  it('a case that refuses does not hold up the others, and says why', async () => {
    const [open, closed, foreign] = await Promise.all([register('a'), register('a'), register('a', 'baiyin')]);
    await manager.post(`/cases/${closed}/overrides`, { action: 'cancel', reason: 'twice' });
    const started = await manager.post('/batches', {
      action: 'suspend',
      reason: 'Storm',
      caseIds: [open, closed, foreign, 'nothing'],
    });
    const { counts } = await ended(manager, started.body['id'] as string);
    expect(counts).to.include({ done: 1, refused: 3 });
    const { body } = await manager.get(`/batches/${started.body['id'] as string}/results?status=refused`);
    const codes = (body['results'] as { code: string }[]).map(({ code }) => code);
    expect(codes).to.deep.equal(['CASE_CLOSED', 'NOT_ALLOWED', 'CASE_NOT_FOUND']);
  });

  it('is taken back case by case, but not where somebody has changed the case since', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => register('taken-back')));
    const { body: begun } = await manager.post('/batches', { action: 'suspend', reason: 'Storm', caseIds: ids });
    const batchId = begun['id'] as string;
    expect((await ended(manager, batchId)).counts).to.include({ done: 3 });
    expect((await manager.get(`/batches/${batchId}`)).body).to.include({ undoable: 3 });
    await manager.post(`/cases/${ids[0]}/notes`, { text: 'The customer called again.' });
    const back = await manager.post(`/batches/${batchId}/undo`, { reason: 'The storm went by' });
    expect(back.status, JSON.stringify(back.body)).to.equal(202);
    expect(back.body).to.include({ total: 3, undoes: batchId });
    const { counts } = await ended(manager, back.body['id'] as string);
    expect(counts).to.include({ done: 2, refused: 1 });
    const { body } = await manager.get(`/batches/${String(back.body['id'])}/results?status=refused`);
    expect((body['results'] as object[])[0]).to.include({ caseId: ids[0], code: 'VERSION_CONFLICT' });
    expect((await manager.get(`/cases/${ids[1]}`)).body).not.to.have.property('suspended');
    expect((await manager.get(`/cases/${ids[0]}`)).body).to.have.property('suspended');
  });

  it('that has nothing to take back says so', async () => {
    const id = await register('final');
    const { body: begun } = await manager.post('/batches', { action: 'cancel', reason: 'twice', caseIds: [id] });
    await ended(manager, begun['id'] as string);
    const back = await manager.post(`/batches/${String(begun['id'])}/undo`, { reason: 'not twice' });
    expect(back.body).to.include({ code: 'NOTHING_TO_DO' });
  });

  it('may be only tried, on every case, without changing any', async () => {
    const [open, closed] = await Promise.all([register('tried'), register('tried')]);
    await manager.post(`/cases/${closed}/overrides`, { action: 'cancel', reason: 'twice' });
    const { body: begun } = await manager.post('/batches', {
      action: 'escalate',
      reason: 'Would it work?',
      caseIds: [open, closed],
      isDryRun: true,
    });
    expect(await ended(manager, begun['id'] as string)).to.deep.include({ isDryRun: true, undoable: 0 });
    const { body } = await manager.get(`/batches/${String(begun['id'])}/results`);
    expect((body['results'] as { status: string }[]).map(({ status }) => status)).to.deep.equal(['done', 'refused']);
    expect((await manager.get(`/cases/${open}`)).body['tier']).to.equal('junior');
  });

  it('a preview counts what would happen and changes nothing', async () => {
    const [first, second] = await Promise.all([register('b'), register('b')]);
    await manager.post(`/cases/${second}/overrides`, { action: 'cancel', reason: 'twice' });
    const { body } = await manager.post('/batches/preview', { action: 'escalate', filter: { category: 'b' } });
    expect(body).to.deep.include({ total: 2, looked: 2, possible: 1, unchanged: 0 });
    expect(body['tasks']).to.deep.equal({ ended: 1, opened: 1, changed: 0 });
    expect(
      (body['refused'] as { code: string; count: number }[]).map(({ code, count }) => [code, count]),
    ).to.deep.equal([['CASE_CLOSED', 1]]);
    expect((await manager.get(`/cases/${first}`)).body['tier']).to.equal('junior');
  });

  it('the same key begins one batch', async () => {
    const caseId = await register('c');
    const headers = { 'Idempotency-Key': 'once' };
    const body = { action: 'suspend', reason: 'Storm', caseIds: [caseId] };
    const [first, second] = [
      await manager.post('/batches', body, headers),
      await manager.post('/batches', body, headers),
    ];
    expect(second.body['id']).to.equal(first.body['id']);
  });

  it('agents may not begin one, and managers see their own only', async () => {
    const caseId = await register('d');
    const body = { action: 'suspend', reason: 'Storm', caseIds: [caseId] };
    expect((await junior.post('/batches', body)).status).to.equal(403);
    const started = await province.post('/batches', body);
    const path = `/batches/${started.body['id'] as string}`;
    expect((await manager.get(path)).status).to.equal(403);
    expect((await (await service.as('auditor')).get(path)).status).to.equal(200);
    const own = (await manager.get('/batches?limit=200')).body['batches'] as { startedBy: string }[];
    expect([...new Set(own.map(({ startedBy }) => startedBy))]).to.deep.equal(['manager.lanzhou']);
    const all = (await province.get('/batches?limit=200')).body['batches'] as { startedBy: string }[];
    expect(all.length).to.be.greaterThan(own.length);
    await ended(province, started.body['id'] as string);
  });

  it('a stopped batch leaves what it has not begun', async () => {
    const ids = await Promise.all(Array.from({ length: 60 }, () => register('e')));
    const started = await manager.post('/batches', { action: 'setPriority', priority: 9, reason: 'x', caseIds: ids });
    await manager.post(`/batches/${started.body['id'] as string}/stop`);
    const { status, counts } = await ended(manager, started.body['id'] as string);
    expect(status).to.equal('stopped');
    expect(counts['skipped']).to.be.greaterThan(0);
    expect(counts['done']! + counts['skipped']!).to.equal(60);
    const again = await manager.post(`/batches/${started.body['id'] as string}/stop`);
    expect(again.body['status']).to.equal('stopped');
  });

  it('neither cases nor filter, or both, is refused', async () => {
    for (const selection of [{}, { caseIds: ['x'], filter: {} }])
      expect((await manager.post('/batches', { action: 'suspend', reason: 'x', ...selection })).status).to.equal(400);
    const none = await manager.post('/batches', { action: 'suspend', reason: 'x', filter: { category: 'nowhere' } });
    expect(none.body['code']).to.equal('NOTHING_TO_DO');
  });

  it('an agent acts on several tasks at once, each with its own result', async () => {
    const taskOf = async (caseId: string): Promise<string> =>
      ((await junior.get(`/cases/${caseId}`)).body['openTasks'] as { id: string }[])[0]!.id;
    const taskIds = await Promise.all([register('f'), register('f')].map(async (caseId) => taskOf(await caseId)));
    const bulk = async (body: Record<string, unknown>) =>
      (await junior.post('/tasks/bulk', body)).body['results'] as { status: string; code?: string }[];
    const claimed = await bulk({ action: 'claim', taskIds: [...taskIds, 'x.r1.1'] });
    expect(claimed.map(({ status, code }) => code ?? status)).to.deep.equal(['done', 'done', 'CASE_NOT_FOUND']);
    const data = { outcome: 'answered', response: 'Done.' };
    const completed = await bulk({ action: 'complete', taskIds, data });
    expect(completed.map(({ status }) => status)).to.deep.equal(['done', 'done']);
    expect((await junior.post('/tasks/bulk', { action: 'claim', taskIds, data })).status).to.equal(400);
  });
});
