import { expect } from 'chai';
import {
  anotherComplaint,
  eventually,
  startServiceUnderTest,
  type Answered,
  type Client,
  type ServiceUnderTest,
} from './service-under-test.ts';

type Words = { 'zh-CN': string[]; en: string[] };
type Effect = {
  status?: { after: string };
  tasks: { ended: unknown[]; opened: { activityId: string; dueAt?: string }[] };
  links: { begun: { kind: string; caseNumber: string }[]; ended: unknown[] };
  messages: unknown[];
};

const effectOf = ({ body }: Answered): Effect => body['effect'] as Effect;
const wordsOf = ({ body }: Answered): Words => body['words'] as Words;

describe('Merging and splitting after a look at what it would do', () => {
  let service: ServiceUnderTest;
  let junior: Client;
  let senior: Client;
  let stranger: Client;

  before(async () => {
    service = await startServiceUnderTest();
    [junior, senior, stranger] = (await Promise.all(
      ['junior.lanzhou', 'senior.lanzhou', 'senior.baiyin'].map((userId) => service.as(userId)),
    )) as [Client, Client, Client];
  });
  after(async () => {
    await service.stop();
    expect(service.failures).to.deep.equal([]);
  });

  const countCases = async (): Promise<unknown> => (await senior.get('/cases?limit=1')).body['total'];

  const register = async (): Promise<{ caseId: string; caseNumber: string }> => {
    const { body } = await junior.post('/cases', anotherComplaint());
    return { caseId: body['caseId'] as string, caseNumber: body['caseNumber'] as string };
  };

  it('a merge is previewed, done and undone by the numbers of the cases', async () => {
    const [one, other] = [await register(), await register()];
    const request = { action: 'merge', other: other.caseNumber };
    const path = `/cases/${one.caseId}/overrides`;
    const preview = await senior.post(`${path}/preview`, request);
    expect(preview.status, JSON.stringify(preview.body)).to.equal(200);
    expect(effectOf(preview)).to.deep.include({ status: { before: 'open', after: 'closed' }, messages: [] });
    expect(effectOf(preview).links.begun).to.deep.equal([
      { caseId: other.caseId, caseNumber: other.caseNumber, kind: 'mergedInto' },
    ]);
    expect(effectOf(preview).tasks.ended).to.have.length(1);
    expect(wordsOf(preview).en).to.include(
      `The case is merged into ${other.caseNumber}, which goes on and gets its contact.`,
    );
    expect((await senior.get(`/cases/${one.caseId}`)).body['status']).to.equal('open');

    const done = await senior.post(path, { ...request, reason: 'registered twice' });
    expect(done.status, JSON.stringify(done.body)).to.equal(200);
    expect(done.body['undo']).to.deep.equal({ action: 'undoMerge' });
    expect((await senior.get(`/cases/${one.caseId}`)).body['status']).to.equal('closed');
    await eventually(
      () => senior.get(`/cases/${other.caseId}`),
      ({ body }) => (body['attachedContacts'] as unknown[]).length === 1,
    );

    const undone = await senior.post(`${path}/preview`, { action: 'undoMerge' });
    expect(effectOf(undone).tasks.opened.length + effectOf(undone).tasks.ended.length).to.be.above(0);
    expect(wordsOf(undone).en).to.include('The case is open again.');
    const back = await senior.post(path, { action: 'undoMerge', reason: 'two after all' });
    expect(back.body['undo']).to.deep.equal({ action: 'merge', other: other.caseId });
    expect((await senior.get(`/cases/${one.caseId}`)).body['status']).to.equal('open');
  });

  it('says why a merge is not possible, and to whom it is not', async () => {
    const [one, other] = [await register(), await register()];
    const preview = (who: Client, request: object) => who.post(`/cases/${one.caseId}/overrides/preview`, request);
    const merge = { action: 'merge', other: other.caseId };
    expect((await preview(junior, merge)).body['code']).to.equal('NOT_ALLOWED');
    expect((await preview(stranger, merge)).status).to.equal(403);
    expect((await preview(senior, { action: 'merge', other: one.caseId })).body['code']).to.equal('INVALID_LINK');
    expect((await preview(senior, { action: 'merge', other: 'C-999999' })).body['code']).to.equal('CASE_NOT_FOUND');
    expect((await preview(senior, { action: 'merge' })).body['code']).to.equal('INVALID_REQUEST');
    expect((await preview(senior, { action: 'undoMerge' })).body['code']).to.equal('NOTHING_TO_DO');
  });

  it('a selection is merged into one case, which itself stays', async () => {
    const cases = [await register(), await register(), await register()];
    const [into] = cases;
    const request = { action: 'merge', other: into!.caseNumber, caseIds: cases.map(({ caseId }) => caseId) };
    const { body: preview } = await senior.post('/batches/preview', request);
    expect(preview).to.include({ total: 3, possible: 2 });
    expect(preview['refused']).to.have.nested.property('[0].code', 'INVALID_LINK');
    const { body: begun } = await senior.post('/batches', { ...request, reason: 'one cause' });
    const { body } = await eventually(
      () => senior.get(`/batches/${String(begun['id'])}`),
      (answer) => answer.body['status'] === 'done',
    );
    expect(body['counts']).to.include({ done: 2, refused: 1 });
    const { body: whole } = await eventually(
      () => senior.get(`/cases/${into!.caseId}`),
      (answer) => (answer.body['attachedContacts'] as unknown[]).length === 2,
    );
    expect(whole['status']).to.equal('open');
  });

  it('a split is previewed as the case it would make, and nothing is made', async () => {
    const one = await register();
    const before = await countCases();
    const body = { subject: 'The bill as well', category: 'billing' };
    const preview = await junior.post(`/cases/${one.caseId}/split/preview`, body);
    expect(preview.status, JSON.stringify(preview.body)).to.equal(200);
    expect(effectOf(preview).tasks.opened).to.have.length(1);
    expect(effectOf(preview).tasks.opened[0]!.dueAt).to.be.a('string');
    expect(wordsOf(preview).en).to.include(`The case is split from ${one.caseNumber}.`);
    expect(before).to.be.a('number');
    expect(await countCases()).to.equal(before);
    const done = await junior.post(`/cases/${one.caseId}/split`, { ...body, reason: 'two matters' });
    expect(done.status).to.equal(201);
    const { body: made } = await junior.get(`/cases/${String(done.body['caseId'])}`);
    expect((made['openTasks'] as { activityId: string }[]).map(({ activityId }) => activityId)).to.deep.equal(
      effectOf(preview).tasks.opened.map(({ activityId }) => activityId),
    );
    expect((await stranger.post(`/cases/${one.caseId}/split/preview`, body)).status).to.equal(403);
  });
});
