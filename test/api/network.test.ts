import { expect } from 'chai';
import { nodeCollection } from '../../store/network-store.ts';
import { complaint, startServiceUnderTest, type Client, type ServiceUnderTest } from './service-under-test.ts';

type View = {
  nodes: { id: string; isUp: boolean; url: string }[];
  figures: Record<string, number>;
  troubles: { part: string; about: string }[];
};

describe('The network', () => {
  let service: ServiceUnderTest;
  let admin: Client;

  before(async () => {
    service = await startServiceUnderTest();
    admin = await service.as('admin');
  });
  after(() => service.stop());

  const view = async (): Promise<View> => (await admin.get('/network')).body as unknown as View;

  it('shows this node, the queues and nothing to look at', async () => {
    const { nodes, figures, troubles } = await view();
    expect(nodes.map(({ isUp, url }) => ({ isUp, url }))).to.deep.equal([{ isUp: true, url: service.url }]);
    expect(figures).to.include({ openCases: 0, overdueTimers: 0, outboxFailed: 0, deliveriesDead: 0 });
    expect(troubles).to.deep.equal([]);
  });

  it('names a silent node, dead letters and a topic nobody serves', async () => {
    const { db } = service.service.store;
    const at = service.now();
    const silent = { host: 'far', url: 'http://far', startedAt: at, memoryBytes: 1 };
    await nodeCollection(db).insertOne({ _id: 'gone', ...silent, lastSeenAt: new Date(at.getTime() - 60_000) });
    const junior = await service.as('junior.lanzhou');
    await junior.post('/external-tasks', { topic: 'customer-record', key: 'x' });
    const suggestion = { ...complaint, definitionKey: 'suggestion', category: 'suggestion', customer: { name: 'Li' } };
    await junior.post('/cases', suggestion);
    service.setNow(new Date(at.getTime() + 121_000));
    const endsAt = performance.now() + 8000;
    let parts: string[] = [];
    while (!parts.includes('deliveries') && performance.now() < endsAt)
      parts = (await view()).troubles.map(({ part }) => part);
    expect(parts).to.include.members(['node', 'topic', 'deliveries']);
    expect((await view()).nodes.find(({ id }) => id === 'gone')?.isUp).to.equal(false);
  });

  it('gives the same as metrics', async () => {
    const { body } = await service.anonymous.post('/session', { userId: 'integration', password: 'demo' });
    const headers = { Authorization: `Bearer ${body['token'] as string}` };
    const response = await fetch(`${service.url}/api/v1/metrics`, { headers });
    expect(response.headers.get('content-type')).to.match(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    expect(text).to.include('caseladder_cases{status="open"} 1');
    expect(text).to.include('caseladder_external_tasks{topic="customer-record",state="waiting"} 1');
    for (const line of text.trimEnd().split('\n'))
      expect(line).to.match(
        /^(?:# (?:HELP|TYPE) caseladder_\w+ .+|caseladder_\w+(?:\{\w+="[^"]*"(?:,\w+="[^"]*")*\})? [\d.]+)$/,
      );
  });

  it('is not shown to others', async () => {
    for (const user of ['junior.lanzhou', 'manager.lanzhou', 'auditor']) {
      const client = await service.as(user);
      expect((await client.get('/network')).status, user).to.equal(403);
      expect((await client.get('/metrics')).status, user).to.equal(403);
    }
  });
});
