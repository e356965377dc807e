import { expect } from 'chai';
import { brokenOrganisationLink } from '../../engine/desk/chain-entry.ts';
import type { OrganisationEntry } from '../../engine/index.ts';
import { proveJournals } from '../../demo/report.ts';
import { figuresOf, sumOf, type MonthFigures } from '../../demo/month/figures.ts';
import { isOffered, makeDemo } from '../../make-demo.ts';
import { eachJournal } from '../../store/statistics.ts';
import { startServiceUnderTest, type Client, type ServiceUnderTest } from './service-under-test.ts';

type Counts = { by: Record<string, string>; count: number; breached: number; incidents: number }[];

const countsBy = async (client: Client, by: string, more = ''): Promise<Counts> =>
  (await client.get(`/cases/counts?by=${by}${more}`)).body['counts'] as Counts;

/** Every case of the list, page by page. */
const listed = async (client: Client, query: string): Promise<number> => {
  let count = 0;
  let after: string | null = '';
  while (after !== null) {
    const { body } = await client.get(`/cases?limit=50${query}${after && `&after=${after}`}`);
    count += (body['cases'] as unknown[]).length;
    after = body['next'] as string | null;
  }
  return count;
};

describe('The month of demo data', function () {
  this.timeout(120_000);
  let service: ServiceUnderTest;
  let figures: MonthFigures;
  let province: Client;

  before(async () => {
    service = await startServiceUnderTest();
    const month = { seed: 5, days: 10, cases: 60 };
    expect(await isOffered(service.service.store.db)).to.equal(true);
    await makeDemo(service.service, month, service.now(), () => {});
    figures = await figuresOf(eachJournal(service.service.store.db));
    province = await service.as('province');
  });
  after(() => service.stop());

  it('is offered once', async () => {
    expect(await isOffered(service.service.store.db)).to.equal(false);
  });

  it('has every case registered either open or closed, by the journals as by the counts, per centre and process', async () => {
    const counted = await countsBy(province, 'centre,process,status');
    const byLists = new Map<string, { open: number; closed: number; overdue: number }>();
    for (const { by, count, breached } of counted) {
      const place = `${by['centre']}/${by['process']}`;
      const known = byLists.get(place) ?? { open: 0, closed: 0, overdue: 0 };
      byLists.set(place, {
        ...known,
        [by['status']!]: count,
        overdue: known.overdue + breached,
      });
    }
    const byJournals = new Map(
      [...figures.cases].map(([place, { open, closed, overdue }]) => [place, { open, closed, overdue }]),
    );
    expect(byLists).to.deep.equal(byJournals);
    const all = sumOf(figures.cases.values());
    expect(all.open + all.closed).to.equal(all.registered);
    expect(all.overdue + all.inTime).to.equal(all.registered);
    expect(all.registered).to.be.above(90);
  });

  it('lists as many cases as it counts', async () => {
    const all = sumOf(figures.cases.values());
    expect(await listed(province, '')).to.equal(all.registered);
    expect(await listed(province, '&status=open')).to.equal(all.open);
    expect(await listed(province, '&breached=true')).to.equal(all.overdue);
  });

  it('has all four processes at work, in every centre', async () => {
    const processes = new Set([...figures.cases.keys()].map((place) => place.split('/')[1]));
    expect(processes).to.include.all.keys('complaint', 'suggestion', 'promisedCallback');
    const centres = new Set([...figures.cases.keys()].map((place) => place.split('/')[0]));
    expect(centres.size).to.equal(14);
    expect([...figures.called.keys()]).to.include.members(['workOrder', 'satisfactionCallback']);
  });

  it('has as many open tasks, by activity, as the journals leave open', async () => {
    const tasks = new Map<string, number>();
    let after: string | null = '';
    const auditor = await service.as('admin');
    while (after !== null) {
      const { body } = await auditor.get(`/cases?status=open&limit=50${after && `&after=${after}`}`);
      for (const { id } of body['cases'] as { id: string }[]) {
        const { body: shown } = await auditor.get(`/cases/${id}`);
        for (const { activityId } of shown['openTasks'] as { activityId: string }[])
          tasks.set(activityId, (tasks.get(activityId) ?? 0) + 1);
      }
      after = body['next'] as string | null;
    }
    expect(tasks).to.deep.equal(figures.openTasks);
    expect(tasks.get('surveyCustomer')).to.be.above(0);
  });

  it('counts entries of the journals as the search over them does', async () => {
    for (const type of [
      'CaseRegistered',
      'CaseClosed',
      'SlaBreached',
      'RepeatContactRecognised',
      'CaseBound',
      'NoteAdded',
    ]) {
      const { body } = await province.get(`/journal?type=${type}&limit=1`);
      expect(body['total'], type).to.equal(figures.entries.get(type) ?? 0);
    }
  });

  it('has whole journals in which no timer fired twice', async () => {
    const { store, context } = service.service;
    const proof = await proveJournals(eachJournal(store.db), context.digest);
    expect(proof).to.deep.include({ brokenChains: [], doubleTimers: [] });
    expect(proof.entries).to.be.above(1500);
  });

  it('has no trouble but what the outage of the branches’ systems brought', async () => {
    expect([...figures.incidents.keys()].filter((activityId) => activityId !== 'workOrderInSystem')).to.deep.equal([]);
    const counted = await countsBy(province, 'status', '&incident=true');
    const cases = counted.reduce((sum, { count }) => sum + count, 0);
    expect(cases).to.equal([...figures.incidents.values()].reduce((sum, count) => sum + count, 0));
    expect(service.failures).to.deep.equal([]);
  });

  it('wrote to customers: most of it arrived, and what did not is there to be sent again', async () => {
    const deliveries: { channel: string; status: string; createdAt: string; sentAt?: string }[] = [];
    let after: string | null = '';
    while (after !== null) {
      const { body } = await province.get(`/deliveries?limit=200${after && `&after=${after}`}`);
      deliveries.push(...(body['deliveries'] as typeof deliveries));
      after = body['next'] as string | null;
    }
    const sent = deliveries.filter(({ status }) => status === 'sent');
    expect(sent.length).to.be.above(deliveries.length * 0.9);
    expect(new Set(deliveries.map(({ channel }) => channel))).to.deep.equal(new Set(['mail', 'sms']));
    expect(deliveries.filter(({ status }) => status === 'waiting')).to.deep.equal([]);
    for (const { createdAt, sentAt } of sent) expect(Date.parse(sentAt!)).to.be.within(Date.parse(createdAt), Infinity);
  });

  it('has a handover log of every shift of the last week, in every centre', async () => {
    const manager = await service.as('manager.lanzhou');
    const { body } = await manager.get('/handovers?node=lanzhou&limit=50');
    const logs = body['handovers'] as { startsAt: string; status: string; items: { acknowledgedBy?: string }[] }[];
    expect(logs).to.have.length.above(20);
    const gaps = logs.slice(1).map(({ startsAt }, index) => Date.parse(logs[index]!.startsAt) - Date.parse(startsAt));
    expect(new Set(gaps)).to.deep.equal(new Set([8 * 3_600_000]));
    expect(logs.slice(1).every(({ status }) => status === 'closed')).to.equal(true);
    expect(logs.some(({ items }) => items.some(({ acknowledgedBy }) => acknowledgedBy !== undefined))).to.equal(true);
    const all = await province.get('/handovers?limit=1');
    expect(all.body['total']).to.be.above(20 * 14);
  });

  it('was staffed, planned and deployed before the first case, in an unbroken journal', async () => {
    const entries = await service.service.store.db.collection('organisationJournal').find().sort({ _id: 1 }).toArray();
    const chain = entries.map(({ _id, ...entry }) => entry as unknown as OrganisationEntry);
    expect(brokenOrganisationLink(chain, service.service.context.digest)).to.equal(undefined);
    const first = await service.service.store.db.collection('cases').find().sort({ registeredAt: 1 }).limit(1).next();
    const registeredAt = first!['registeredAt'] as Date;
    for (const type of ['PersonAdded', 'ShiftsPlanned', 'RosterChanged'] as const)
      expect(chain.find((entry) => entry.type === type)?.at, type).to.be.below(registeredAt);
    const admin = await service.as('admin');
    const { body } = await admin.get('/deployments');
    for (const { deployedAt } of body['deployments'] as { deployedAt: string }[])
      expect(new Date(deployedAt)).to.be.below(registeredAt);
  });

  it('is the same month for the same seed', async () => {
    const other = await startServiceUnderTest();
    try {
      await makeDemo(other.service, { seed: 5, days: 10, cases: 60 }, other.now(), () => {});
      expect(await figuresOf(eachJournal(other.service.store.db))).to.deep.equal(figures);
    } finally {
      await other.stop();
    }
  });
});
