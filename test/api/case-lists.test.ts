import { expect } from 'chai';
import { anotherComplaint, startServiceUnderTest, type Client, type ServiceUnderTest } from './service-under-test.ts';

const HOUR = 3_600_000;

type Listed = { id: string };

/** Without what systems are asked meanwhile. */
const peopleIn = (body: Record<string, unknown>): object[] =>
  (body['elements'] as { activityId: string }[]).filter(({ activityId }) => activityId.endsWith('Complaint'));

describe('Lists of cases for managers', () => {
  let service: ServiceUnderTest;
  let manager: Client;
  let province: Client;
  const ids: Record<string, string> = {};

  const register = async (name: string, centre: string, change: Record<string, unknown> = {}): Promise<void> => {
    const agent = await service.as(`junior.${centre}`);
    ids[name] = (await agent.post('/cases', { ...anotherComplaint(), centre, ...change })).body['caseId'] as string;
  };
  const later = (ms: number): void => service.setNow(new Date(service.now().getTime() + ms));
  const override = (name: string, body: Record<string, unknown>) =>
    province.post(`/cases/${ids[name]}/overrides`, { reason: 'test', ...body });

  const stuckAs = async (name: string) =>
    (await province.get(`/cases/${ids[name]}/stuck`)).body as {
      since: string;
      reasons: { kind: string; by?: string; isOverdue?: boolean; words: Record<string, string> }[];
    };

  before(async () => {
    service = await startServiceUnderTest();
    [manager, province] = await Promise.all([service.as('manager.lanzhou'), service.as('province')]);
    await register('plain', 'lanzhou');
    later(HOUR / 60);
    await register('high', 'lanzhou', { severity: 'high', category: 'billing', channel: 'web' });
    later(HOUR / 60);
    await register('held', 'lanzhou');
    await override('held', { action: 'claimFor', assignee: 'junior2.lanzhou' });
    later(HOUR / 60);
    await register('key', 'baiyin', { customer: { class: 'key-account' } });
    later(HOUR / 60);
    await register('stopped', 'baiyin');
    await override('stopped', { action: 'suspend' });
    await register('closed', 'baiyin');
    await override('closed', { action: 'cancel' });
  });
  after(async () => {
    await service.stop();
    expect(service.failures).to.deep.equal([]);
  });

  const nameOf = ({ id }: Listed): string => Object.keys(ids).find((name) => ids[name] === id)!;
  const list = async (query: string, who = province): Promise<string[]> => {
    const { status, body } = await who.get(`/cases?${query}`);
    expect(status, String(body['detail'])).to.equal(200);
    expect(body['total']).to.equal((body['cases'] as unknown[]).length);
    return (body['cases'] as Listed[]).map(nameOf);
  };

  const selections: readonly (readonly [query: string, names: string[]])[] = [
    ['', ['closed', 'stopped', 'key', 'held', 'high', 'plain']],
    ['sort=oldest', ['plain', 'high', 'held', 'key', 'stopped', 'closed']],
    ['centre=baiyin&status=open', ['stopped', 'key']],
    ['severity=high', ['high']],
    ['category=billing&channel=web', ['high']],
    ['customerClass=key-account', ['key']],
    ['tier=senior', ['key']],
    ['assignee=junior2.lanzhou', ['held']],
    ['unassigned=true&centre=lanzhou', ['high', 'plain']],
    ['suspended=true', ['stopped']],
    ['incident=true', []],
    ['breached=true', []],
    ['activityId=investigateComplaint', ['key']],
    ['process=complaint&version=1&activityId=assessComplaint', ['stopped', 'held', 'high', 'plain']],
    ['process=nothing', []],
    ['registeredTo=2026-03-02T08:02:00Z', ['high', 'plain']],
    ['registeredFrom=2026-03-02T08:02:00Z&registeredTo=2026-03-02T08:03:00Z', ['held']],
    ['dueBefore=2026-03-02T12:01:00Z', ['high', 'plain']],
    ['stuckBefore=2026-03-02T08:00:30Z', ['plain']],
    ['sort=due', ['high', 'plain', 'held', 'stopped', 'key']],
    ['sort=stuck', ['plain', 'high', 'held', 'key', 'stopped']],
  ];
  for (const [query, names] of selections)
    it(`?${query} lists ${names.join(', ') || 'nothing'}`, async () => {
      expect(await list(query)).to.deep.equal(names);
    });

  it('a manager’s list holds their centre’s cases only', async () => {
    expect(await list('', manager)).to.deep.equal(['held', 'high', 'plain']);
    expect((await manager.get('/cases?centre=baiyin')).status).to.equal(403);
  });

  for (const sort of ['newest', 'oldest', 'due', 'stuck'])
    it(`pages sorted by ${sort} follow each other without gap or repeat`, async () => {
      const whole = await list(`sort=${sort}&status=open`);
      const paged: string[] = [];
      let after = '';
      for (;;) {
        const { body } = await province.get(`/cases?sort=${sort}&status=open&limit=2${after}`);
        paged.push(...(body['cases'] as Listed[]).map(nameOf));
        if (body['next'] === null) break;
        after = `&after=${encodeURIComponent(body['next'] as string)}`;
      }
      expect(paged).to.deep.equal(whole);
    });

  it('counts say per centre, tier and status how many, and how many are in trouble', async () => {
    const { body } = await province.get('/cases/counts');
    expect(body['counts']).to.have.deep.members([
      {
        by: { centre: 'lanzhou', tier: 'junior', status: 'open' },
        count: 3,
        overdue: 0,
        breached: 0,
        incidents: 0,
        unassigned: 2,
        suspended: 0,
        paused: 0,
      },
      {
        by: { centre: 'baiyin', tier: 'senior', status: 'open' },
        count: 1,
        overdue: 0,
        breached: 0,
        incidents: 0,
        unassigned: 1,
        suspended: 0,
        paused: 0,
      },
      {
        by: { centre: 'baiyin', tier: 'junior', status: 'open' },
        count: 1,
        overdue: 0,
        breached: 0,
        incidents: 0,
        unassigned: 1,
        suspended: 1,
        paused: 0,
      },
      {
        by: { centre: 'baiyin', tier: 'junior', status: 'closed' },
        count: 1,
        overdue: 0,
        breached: 0,
        incidents: 0,
        unassigned: 0,
        suspended: 0,
        paused: 0,
      },
    ]);
    const own = await manager.get('/cases/counts?by=centre');
    expect((own.body['counts'] as { by: unknown }[]).map(({ by }) => by)).to.deep.equal([{ centre: 'lanzhou' }]);
  });

  it('counting by what cannot be grouped is refused with what can', async () => {
    const { status, body } = await province.get('/cases/counts?by=customer');
    expect(status).to.equal(400);
    expect(body['detail']).to.include('severity');
  });

  it('the elements of a version know how many tokens stand at them', async () => {
    const { body } = await province.get('/definitions/complaint/counts');
    expect(body['ref']).to.match(/^complaint:\d+$/);
    expect(peopleIn(body)).to.have.deep.members([
      { activityId: 'assessComplaint', tokens: 4, incidents: 0 },
      { activityId: 'investigateComplaint', tokens: 1, incidents: 0 },
    ]);
    const own = await manager.get('/definitions/complaint:1/counts');
    expect(peopleIn(own.body)).to.deep.equal([{ activityId: 'assessComplaint', tokens: 3, incidents: 0 }]);
    expect((await province.get('/definitions/complaint:99/counts')).body['code']).to.equal('DEFINITION_NOT_FOUND');
  });

  it('a case says why it does not move, since when, and whose turn it is', async () => {
    const held = await stuckAs('held');
    expect(held.since).to.equal('2026-03-02T08:02:00.000Z');
    expect(held.reasons[0]).to.include({ kind: 'held', by: 'junior2.lanzhou' });
    const stopped = await stuckAs('stopped');
    expect(stopped.reasons.slice(0, 2).map(({ kind }) => kind)).to.deep.equal(['suspended', 'unclaimed']);
    expect(stopped.reasons[1]?.words['en']).to.include('junior-agent@baiyin');
    expect((await stuckAs('closed')).reasons).to.deep.equal([]);
  });
});
