import { expect } from 'chai';
import { rmSync } from 'node:fs';
import { anotherComplaint, eventually, signIn, type Client } from '../api/service-under-test.ts';
import { startServer, temporaryFolder } from './child-service.ts';

type Counts = { waiting: number; done: number };

const countsOf = async (client: Client, id: string): Promise<Counts> =>
  (await client.get(`/batches/${id}`)).body['counts'] as Counts;

describe('A batch and kill -9', function () {
  this.timeout(150_000);
  let folder: string;

  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('goes on where it was killed, and does nothing twice', async () => {
    const first = await startServer({ DATA_DIR: folder });
    const agent = await signIn(first.url, 'junior.lanzhou');
    const caseIds: string[] = [];
    for (let count = 0; count < 100; count += 1)
      caseIds.push((await agent.post('/cases', anotherComplaint())).body['caseId'] as string);
    const manager = await signIn(first.url, 'manager.lanzhou');
    const request = { action: 'escalate', reason: 'Nobody is here', caseIds };
    const id = (await manager.post('/batches', request)).body['id'] as string;
    await eventually(
      () => countsOf(manager, id),
      ({ done }) => done > 0,
    );
    await first.kill('SIGKILL');
    const again = await startServer({ DATA_DIR: folder });
    const province = await signIn(again.url, 'province');
    const left = await countsOf(province, id);
    expect(left.waiting, 'killed in the middle').to.be.greaterThan(0);
    // Agenda gives a dead process's lease to others only when its lock has run out.
    await eventually(
      () => province.get(`/batches/${id}`),
      ({ body }) => body['status'] === 'done',
      90_000,
    );
    expect(await countsOf(province, id)).to.deep.include({ waiting: 0, done: 100 });
    for (const caseId of caseIds) {
      const { body } = await province.get(`/cases/${caseId}`);
      expect(body['tier']).to.equal('senior');
    }
    await again.kill('SIGTERM');
  });
});
