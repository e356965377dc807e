import { expect } from 'chai';
import { anotherComplaint, startServiceUnderTest, type ServiceUnderTest } from './service-under-test.ts';

type Entry = { caseNumber: string; centre: string; type: string; at: string; actor: { id: string }; sequence: number };

describe('Searching the journals', () => {
  let service: ServiceUnderTest;
  let number: string;

  const search = async (
    userId: string,
    query: string,
  ): Promise<{ entries: Entry[]; total: number; next: string | null }> => {
    const { status, body } = await (await service.as(userId)).get(`/journal?${query}`);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body as unknown as { entries: Entry[]; total: number; next: string | null };
  };

  const text = async (userId: string, query: string): Promise<string> => {
    const { token } = (await (
      await fetch(`${service.url}/api/v1/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ userId, password: 'demo' }),
      })
    ).json()) as { token: string };
    const response = await fetch(`${service.url}/api/v1/journal/export?${query}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(response.status).to.equal(200);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
  };

  before(async () => {
    service = await startServiceUnderTest();
    for (const centre of ['lanzhou', 'lanzhou', 'tianshui']) {
      const agent = await service.as(`junior.${centre}`);
      const { body } = await agent.post('/cases', { ...anotherComplaint(), centre });
      const shown = await agent.get(`/cases/${String(body['caseId'])}`);
      const [task] = shown.body['openTasks'] as { id: string }[];
      await agent.post(`/tasks/${task!.id}/claim`);
      number = String(body['caseNumber']);
    }
    await service.service.store.followUp.drain();
  });
  after(() => service.stop());

  it('finds what a person did, in all centres for the province and in its own for a centre', async () => {
    const all = await search('auditor', 'type=TaskClaimed');
    expect(all.total).to.equal(3);
    expect(all.entries.find(({ centre }) => centre === 'tianshui')).to.include({ caseNumber: number });
    expect((await search('auditor', 'type=TaskClaimed&actor=junior.lanzhou')).total).to.equal(2);
    expect((await search('manager.lanzhou', 'type=TaskClaimed')).entries.map(({ centre }) => centre)).to.deep.equal([
      'lanzhou',
      'lanzhou',
    ]);
  });

  it('refuses a centre one does not see', async () => {
    const { status, body } = await (await service.as('manager.lanzhou')).get('/journal?centre=tianshui');
    expect(status).to.equal(403);
    expect(body['detail']).to.include('lanzhou');
  });

  it('pages by key without losing or repeating an entry', async () => {
    const whole = await search('auditor', 'limit=200');
    const seen: Entry[] = [];
    for (let after = ''; ;) {
      const page = await search('auditor', `limit=4${after}`);
      seen.push(...page.entries);
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(seen).to.deep.equal(whole.entries);
    expect(seen).to.have.length(whole.total);
  });

  it('finds entries by a datum that changed', async () => {
    const { entries } = await search('auditor', 'datum=severity');
    expect(entries.map(({ type }) => type)).to.include('ProcessAdvanced');
    expect((await search('auditor', 'datum=nothingOfTheKind')).total).to.equal(0);
  });

  it('exports all of them as CSV and JSON, masked for whoever does not need personal data', async () => {
    const csv = await text('auditor', 'centre=lanzhou');
    expect(csv.startsWith('\uFEFFat,caseNumber,centre')).to.equal(true);
    expect(csv).to.include('TaskClaimed').and.not.to.include('tianshui');
    expect(csv).not.to.match(/138\d{8}/);
    const json = JSON.parse(await text('auditor', 'format=json')) as Entry[];
    expect(json).to.have.length((await search('auditor', 'limit=1')).total);
  });
});
