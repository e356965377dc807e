import { expect } from 'chai';
import { rmSync } from 'node:fs';
import { startEmbeddedServer, type EmbeddedServer } from '../../store/embedded/start-embedded-server.ts';
import { anotherComplaint, eventually, signIn } from '../api/service-under-test.ts';
import { runProgram, startServer, temporaryFolder } from './child-service.ts';

describe('Two service processes', function () {
  let folder: string;

  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('share one database: each sees the other’s work, and one goes on when the other is killed', async () => {
    const database: EmbeddedServer = await startEmbeddedServer({ folder });
    try {
      const environment = { MONGODB_URI: database.uri, DEMO_STAFF: 'true' };
      const [first, second] = await Promise.all([startServer(environment), startServer(environment)]);
      const here = await signIn(first.url, 'junior.lanzhou');
      const there = await signIn(second.url, 'junior2.lanzhou');
      const { body } = await here.post('/cases', anotherComplaint());
      const taskOf = async (): Promise<string> => {
        const seen = await there.get(`/cases/${body['caseId'] as string}`);
        return (seen.body['openTasks'] as { id: string }[])[0]!.id;
      };
      const taskId = await taskOf();
      const claims = await Promise.all([here, there].map((agent) => agent.post(`/tasks/${taskId}/claim`)));
      expect(claims.map(({ status }) => status)).to.have.members([200, 409]);
      await first.kill('SIGKILL');
      const { status } = await there.post('/cases', anotherComplaint());
      expect(status).to.equal(201);
      await second.kill('SIGTERM');
      expect(await second.exit).to.equal(0);
    } finally {
      await database.stop();
    }
  });

  it('cannot share an embedded folder: the second says who holds it and what to do', async () => {
    const first = await startServer({ DATA_DIR: folder });
    const second = runProgram('server', [], { PORT: '0', DATA_DIR: folder });
    expect(await second.exit).to.equal(1);
    expect(second.output()).to.include(folder).and.to.include(String(first.process.pid));
    expect(second.output()).not.to.match(/\n\s+at /);
    await first.kill('SIGTERM');
  });

  it('keeps every acknowledged case through kill -9', async () => {
    const first = await startServer({ DATA_DIR: folder });
    const agent = await signIn(first.url, 'junior.lanzhou');
    const acknowledged: string[] = [];
    const work = async (): Promise<void> => {
      for (;;) {
        const { status, body } = await agent.post('/cases', anotherComplaint());
        if (status === 201) acknowledged.push(body['caseId'] as string);
      }
    };
    const workers = Array.from({ length: 4 }, () => work().catch(() => {}));
    await eventually(
      async () => acknowledged.length,
      (count) => count >= 20,
    );
    await first.kill('SIGKILL');
    await Promise.all(workers);
    const again = await startServer({ DATA_DIR: folder });
    const reader = await signIn(again.url, 'province');
    for (const caseId of acknowledged) {
      const { status, body } = await reader.get(`/cases/${caseId}`);
      expect(status).to.equal(200);
      expect((body['journal'] as { type: string }[]).slice(0, 3).map(({ type }) => type)).to.deep.equal([
        'CaseRegistered',
        'ProcessAdvanced',
        'TaskCreated',
      ]);
    }
    const listed = await eventually(
      () => reader.get('/worklist?scope=group'),
      ({ status }) => status === 200,
    );
    expect(listed.status).to.equal(200);
    await again.kill('SIGTERM');
  });
});
