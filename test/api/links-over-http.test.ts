import { expect } from 'chai';
import {
  anotherComplaint,
  eventually,
  startServiceUnderTest,
  type Client,
  type ServiceUnderTest,
} from './service-under-test.ts';

type Row = Record<string, unknown>;

const linksOf = (body: Row): Row[] => body['links'] as Row[];

describe('Joined cases over HTTP', () => {
  let service: ServiceUnderTest;
  let senior: Client;
  let junior: Client;

  before(async () => {
    service = await startServiceUnderTest();
    senior = await service.as('senior.lanzhou');
    junior = await service.as('junior.lanzhou');
  });
  after(() => service.stop());

  const register = async (): Promise<Row> => {
    const { status, body } = await junior.post('/cases', anotherComplaint());
    expect(status).to.equal(201);
    return body;
  };

  it('link by number, and confirm each other by themselves', async () => {
    const [one, other] = [await register(), await register()];
    const path = `/cases/${String(one['caseId'])}`;
    const link = { other: other['caseNumber'], kind: 'related', reason: 'one building' };
    expect((await senior.post(`${path}/links`, link)).status).to.equal(200);
    const { body } = await eventually(
      () => senior.get(path),
      (answer) => linksOf(answer.body)[0]?.['state'] === 'confirmed',
    );
    expect(linksOf(body)[0]).to.include({ kind: 'related', caseId: other['caseId'] });
    const { body: far } = await senior.get(`/cases/${String(other['caseId'])}`);
    expect(linksOf(far)[0]).to.include({ kind: 'related', caseId: one['caseId'], state: 'confirmed' });
  });

  it('merge and come apart again, tasks included', async () => {
    const [one, other] = [await register(), await register()];
    const path = `/cases/${String(one['caseId'])}`;
    const merge = { other: other['caseId'], reason: 'registered twice' };
    expect((await junior.post(`${path}/merge`, merge)).status).to.equal(403);
    expect((await senior.post(`${path}/merge`, merge)).status).to.equal(200);
    expect((await senior.get(path)).body).to.deep.include({ status: 'closed', openTasks: [] });
    await eventually(
      () => senior.get(`/cases/${String(other['caseId'])}`),
      ({ body }) => (body['attachedContacts'] as Row[]).length === 1,
    );
    expect((await senior.post(`${path}/merge/undo`, { reason: 'two after all' })).status).to.equal(200);
    const { body } = await eventually(
      () => senior.get(path),
      (answer) => linksOf(answer.body).length === 0,
    );
    expect(body['status']).to.equal('open');
    const [task] = body['openTasks'] as Row[];
    expect((await junior.post(`/tasks/${String(task!['id'])}/claim`)).status).to.equal(200);
  });

  it('are joined by their own centre only', async () => {
    const one = await register();
    const stranger = await service.as('senior.baiyin');
    const { status, body } = await stranger.post(`/cases/${String(one['caseId'])}/major-incident`, { reason: 'mine' });
    expect(status).to.equal(403);
    expect(body['code']).to.equal('NOT_ALLOWED');
  });

  it('reach the province when one is declared a major incident', async () => {
    const one = await register();
    const path = `/cases/${String(one['caseId'])}/major-incident`;
    expect((await senior.post(path, { reason: 'cable cut' })).status).to.equal(200);
    const province = await service.as('province');
    await eventually(
      () => province.get('/messages'),
      ({ body }) =>
        (body['messages'] as Row[]).some(
          ({ template, caseId }) => template === 'major-incident-declared' && caseId === one['caseId'],
        ),
    );
  });
});
