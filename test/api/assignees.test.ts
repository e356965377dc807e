import { expect } from 'chai';
import {
  anotherComplaint,
  startServiceUnderTest,
  type Answered,
  type Client,
  type ServiceUnderTest,
} from './service-under-test.ts';

describe('Giving a task to somebody by name', () => {
  let service: ServiceUnderTest;
  let junior: Client;
  let manager: Client;
  let caseId: string;

  before(async () => {
    service = await startServiceUnderTest();
    [junior, manager] = await Promise.all([service.as('junior.lanzhou'), service.as('manager.lanzhou')]);
    const admin = await service.as('admin');
    const roles = [{ role: 'junior-agent', node: 'lanzhou' }];
    await admin.post('/people', { id: 'gone.lanzhou', name: 'Gone', roles, password: 'long-enough' });
    const gone = await admin.send('PUT', '/people/gone.lanzhou', {
      body: JSON.stringify({ name: 'Gone', roles, isActive: false }),
      headers: { 'Content-Type': 'application/json', 'If-Match': '"1"' },
    });
    expect(gone.status, JSON.stringify(gone.body)).to.equal(200);
    const absent = await manager.post('/absences', { personId: 'junior3.lanzhou', until: '2026-03-05T00:00:00Z' });
    expect(absent.status, JSON.stringify(absent.body)).to.equal(201);
  });
  after(async () => {
    await service.stop();
    expect(service.failures).to.deep.equal([]);
  });

  beforeEach(async () => {
    caseId = (await junior.post('/cases', anotherComplaint())).body['caseId'] as string;
  });

  const asked = (who: Client, action: string, assignee: string): Promise<Answered[]> =>
    Promise.all([
      who.post(`/cases/${caseId}/overrides/preview`, { action, assignee }),
      who.post(`/cases/${caseId}/overrides`, { action, assignee, reason: 'to even out the work' }),
    ]);

  const refused: readonly (readonly [who: string, assignee: string, why: string, words: string])[] = [
    ['a name that is nobody’s', 'li', 'unknown', 'is nobody who works here'],
    ['somebody who has left', 'gone.lanzhou', 'left', 'no longer works here'],
    ['somebody who is away', 'junior3.lanzhou', 'away', 'is away until 2026-03-05'],
    ['somebody without a role for it', 'branch.lanzhou', 'noRole', 'has branch-handler at lanzhou-branch'],
    ['an agent of another centre', 'junior.tianshui', 'noRole', 'has junior-agent at tianshui'],
  ];
  for (const action of ['reassign', 'claimFor', 'delegate'])
    for (const [who, assignee, why, words] of refused)
      it(`${action} refuses ${who}, in the preview as in the act, and says who could`, async () => {
        for (const { status, body } of await asked(action === 'delegate' ? junior : manager, action, assignee)) {
          expect(status, JSON.stringify(body)).to.equal(422);
          expect(body).to.include({ code: 'INVALID_ASSIGNEE' });
          expect(body['details']).to.include({ why, assignee });
          expect(body['detail']).to.include(words).and.include('answers to junior-agent@lanzhou');
        }
        expect((await manager.get(`/cases/${caseId}`)).body['rev']).to.equal(1);
      });

  it('a colleague of another tier of the centre can be given it', async () => {
    const [preview, done] = await asked(manager, 'reassign', 'senior.lanzhou');
    expect([preview?.status, done?.status]).to.deep.equal([200, 200]);
    const { body } = await manager.get(`/cases/${caseId}`);
    expect((body['openTasks'] as { assignee: string }[])[0]?.assignee).to.equal('senior.lanzhou');
  });
});
