import { expect } from 'chai';
import { complaint, startServiceUnderTest, type Client, type ServiceUnderTest } from './service-under-test.ts';

const process = (limit: string, next: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:ladder="urn:caseladder:bpmn:1" id="d" targetNamespace="urn:test">
  <bpmn:process id="tried" isExecutable="true">
    <bpmn:startEvent id="begun"/><bpmn:sequenceFlow id="f1" sourceRef="begun" targetRef="judge"/>
    <bpmn:userTask id="judge" camunda:candidateGroups="junior-agent" ladder:tier="junior"/>
    <bpmn:boundaryEvent id="late" attachedToRef="judge" ladder:slaMark="limit"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration>${limit}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="late" targetRef="${next}"/><bpmn:sequenceFlow id="f3" sourceRef="judge" targetRef="isUpheld"/>
    <bpmn:exclusiveGateway id="isUpheld" default="f5"/>
    <bpmn:sequenceFlow id="f4" sourceRef="isUpheld" targetRef="${next}"><bpmn:conditionExpression>\${upheld}</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="f5" sourceRef="isUpheld" targetRef="ended"/>
    <bpmn:userTask id="${next}" camunda:candidateGroups="senior-agent" ladder:tier="senior"/>
    <bpmn:sequenceFlow id="f6" sourceRef="${next}" targetRef="ended"/><bpmn:endEvent id="ended"/>
  </bpmn:process>
</bpmn:definitions>`;

const files = (limit: string, next = 'review') => [{ name: 'tried.bpmn', content: process(limit, next) }];

/** The limit counts by the working time of the centre. */
const filesByCalendar = (limit: string) => [
  {
    name: 'tried.bpmn',
    content: process(limit, 'review').replace(
      'ladder:slaMark="limit"',
      'ladder:slaMark="limit" ladder:calendar="centre"',
    ),
  },
];

type Figures = {
  cases: number;
  closed: number;
  breaches: number;
  breachedCases: number;
  work: { role: string; tasks: number; hours: number }[];
  standing: { activityId: string; cases: number }[];
  medianHours: number;
};
type Trial = {
  calendars: string[];
  current: Figures;
  changed: Figures;
  differing: number;
  differences: { number: string }[];
};

const minutes = 60_000;

const taskOf = async (client: Client, caseId: string): Promise<string> =>
  ((await client.get(`/cases/${caseId}`)).body['openTasks'] as { id: string }[])[0]!.id;

describe('A trial run over HTTP', () => {
  let service: ServiceUnderTest;
  let designer: Client;
  let numbers: string[];

  /** Six cases, judged after 20, 40, … 120 minutes; the last two are upheld and reviewed half an hour later. */
  before(async () => {
    service = await startServiceUnderTest();
    const [junior, senior] = await Promise.all([service.as('junior.lanzhou'), service.as('senior.lanzhou')]);
    designer = await service.as('designer');
    await designer.post('/deployments', { name: 'tried', files: files('PT3H') });
    const begun = service.now().getTime();
    const registered: { caseId: string; caseNumber: string }[] = [];
    for (const index of [0, 1, 2, 3, 4, 5]) {
      const customer = { class: 'ordinary', name: `Wang ${index}`, phone: `1390000${1000 + index}` };
      const { body } = await junior.post('/cases', { ...complaint, customer, definitionKey: 'tried' });
      registered.push(body as (typeof registered)[number]);
    }
    numbers = registered.map(({ caseNumber }) => caseNumber);
    for (const [index, { caseId }] of registered.entries()) {
      service.setNow(new Date(begun + (index + 1) * 20 * minutes));
      const done = await junior.post(`/tasks/${await taskOf(junior, caseId)}/complete`, {
        data: { upheld: index > 3 },
      });
      expect(done.status).to.equal(200);
    }
    service.setNow(new Date(begun + 150 * minutes));
    for (const { caseId } of registered.slice(4))
      await senior.post(`/tasks/${await taskOf(senior, caseId)}/complete`, { data: {} });
  });
  after(() => service.stop());

  const tryOut = async (changed: { name: string; content: string }[], by = {}): Promise<Trial> => {
    const { body: design } = await designer.post('/designs', { name: 'tried', files: changed });
    const { status, body } = await designer.post(`/designs/${String(design['id'])}/trial`, { limit: 100, ...by });
    expect(status, JSON.stringify(body)).to.equal(200);
    return body as Trial;
  };

  it('on an unchanged process everything happens as it did', async () => {
    const { current, changed, differing } = await tryOut(files('PT3H'));
    expect(changed).to.deep.equal(current);
    expect(differing).to.equal(0);
    expect(current).to.include({ cases: 6, closed: 6, breaches: 0 });
    expect(current.work.map(({ role, tasks, hours }) => [role, tasks, Math.round(hours * 60)])).to.deep.equal([
      ['junior-agent', 6, 420],
      ['senior-agent', 2, 80],
    ]);
  });

  it('a shorter limit predicts who would have been too late, and what that costs the next tier', async () => {
    const { current, changed, differing, differences } = await tryOut(files('PT1H30M'));
    expect(current.breaches).to.equal(0);
    expect(changed).to.include({ cases: 6, closed: 6, breaches: 2, breachedCases: 2 });
    expect(differing).to.equal(2);
    expect(differences.map(({ number }) => number)).to.have.members(numbers.slice(4));
    expect(changed.work.find(({ role }) => role === 'senior-agent')?.tasks).to.equal(2);
  });

  it('cases that reach work nobody ever did stand there', async () => {
    const { changed } = await tryOut(files('PT3H', 'secondOpinion'));
    expect(changed).to.include({ closed: 4 });
    expect(changed.standing).to.deep.equal([{ activityId: 'secondOpinion', cases: 2 }]);
  });

  it('changed working hours move the limits that count by them', async () => {
    // Monday, 16:00 in Lanzhou: with these hours an hour of working time passes until 17:00, the next on Tuesday.
    const week = { monday: ['08:00-17:00'], tuesday: ['08:00-17:00'] };
    const calendar = { id: 'lanzhou', node: 'lanzhou', name: { zh: '兰州', en: 'Lanzhou' }, parentId: 'centres', week };
    const always = { ...calendar, week: { monday: ['00:00-24:00'], tuesday: ['00:00-24:00'] } };
    const [short, long] = await Promise.all([
      tryOut(filesByCalendar('PT1H30M'), { calendars: [calendar] }),
      tryOut(filesByCalendar('PT1H30M'), { calendars: [always] }),
    ]);
    expect(short.changed.breaches).to.equal(0);
    expect(long.changed.breaches).to.equal(2);
    expect(long.calendars).to.deep.equal(['lanzhou']);
    const { body } = await designer.get('/calendars/lanzhou');
    expect(body['version'], 'nothing is stored').to.equal(0);
  });

  it('calendars that mean nothing are refused with their problems', async () => {
    const { body: design } = await designer.post('/designs', { name: 'tried', files: files('PT3H') });
    const { status, body } = await designer.post(`/designs/${String(design['id'])}/trial`, {
      calendars: [{ id: 'lanzhou', node: 'lanzhou', name: { zh: '兰州', en: 'Lanzhou' }, week: { monday: ['soon'] } }],
    });
    expect(status).to.equal(422);
    expect(body['code']).to.equal('INVALID_CALENDAR');
  });

  it('stores nothing', async () => {
    const before = (await designer.get('/cases?process=tried')).body['total'];
    await tryOut(files('PT1H'));
    expect((await designer.get('/cases?process=tried')).body['total']).to.equal(before);
    expect((await designer.get('/definitions?key=tried')).body['definitions']).to.have.length(1);
  });

  it('a design with errors is not tried but refused with them', async () => {
    const { body: design } = await designer.post('/designs', {
      name: 'tried',
      files: [
        { name: 'tried.bpmn', content: process('PT3H', 'review').replace('targetRef="judge"', 'targetRef="late"') },
      ],
    });
    const { status, body } = await designer.post(`/designs/${String(design['id'])}/trial`, {});
    expect(status).to.equal(422);
    expect(body['code']).to.equal('DEFINITION_REFUSED');
  });
});
