/** The shipped complaint process keeps the ids, limits and references that the rest of the product relies on. */
import { expect } from 'chai';
import { readFileSync, readdirSync } from 'node:fs';
import type { Definition, ElementInfo } from '../../engine/definition.ts';
import { compileDefinition } from '../../engine/model/compile-definition.ts';
import { parseForm } from '../../engine/model/form/parse-form.ts';
import type { ModdleElement } from '../../engine/model/parse-bpmn.ts';

const folder = 'processes/complaint';
const xml = readFileSync(`${folder}/complaint.bpmn`, 'utf8');

const tiers = [
  {
    tier: 'junior',
    lane: 'juniorAgentLane',
    group: '=if firstTier = "junior" and candidateGroup != null then candidateGroup else "junior-agent"',
    task: 'assessComplaint',
    form: 'assess-complaint',
    outcomes: ['answered', 'not-accepted', 'dispatched', 'transferred'],
    reminder: ['assessmentReminderDue', '${juniorReminder}', 'remindJuniorAgent'],
    limit: ['assessmentOverdue', '${juniorLimit}', 'reportAssessmentOverdue'],
  },
  {
    tier: 'senior',
    lane: 'seniorAgentLane',
    group: '=if firstTier = "senior" and candidateGroup != null then candidateGroup else "senior-agent"',
    task: 'investigateComplaint',
    form: 'investigate-complaint',
    outcomes: ['answered', 'not-accepted', 'dispatched', 'transferred'],
    reminder: ['investigationReminderDue', '${seniorReminder}', 'remindSeniorAgent'],
    limit: ['investigationOverdue', '${seniorLimit}', 'reportInvestigationOverdue'],
  },
  {
    tier: 'manager',
    lane: 'managerHotlineLane',
    group: '=if firstTier = "manager" and candidateGroup != null then candidateGroup else "manager-hotline"',
    task: 'decideComplaint',
    form: 'decide-complaint',
    outcomes: ['upheld', 'rejected', 'not-accepted', 'referred'],
    reminder: ['decisionReminderDue', '${managerReminder}', 'remindManagerHotline'],
    limit: ['decisionOverdue', '${managerLimit}', 'reportDecisionOverdue'],
  },
  {
    tier: 'province',
    lane: 'provincialHotlineLane',
    group: 'provincial-hotline',
    task: 'decideFinally',
    form: 'decide-finally',
    outcomes: ['upheld', 'rejected'],
    reminder: ['finalDecisionReminderDue', '${provinceReminder}', 'remindProvincialHotline'],
    limit: ['finalDecisionOverdue', '="R/" + provinceLimit', 'reportFinalDecisionOverdue'],
  },
] as const;

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(bpmn|dmn|form)$/.test(name))
  .map((name) => ({ name, content: readFileSync(`${folder}/${name}`, 'utf8') }));

/** Forms of tasks beside the ladder. */
const otherForms = ['find-out-fault.form', 'investigate-survey.form'];

describe('the complaint diagram', () => {
  let definition: Definition;

  before(async () => {
    const { definitions, problems } = await compileDefinition({ id: 'shipped', files });
    expect(problems).to.deep.equal([]);
    definition = definitions[0]!;
  });

  const element = (id: string): ElementInfo => {
    const found = definition.elements.get(id);
    if (!found) throw new Error(`The diagram has no element '${id}'.`);
    return found;
  };
  const moddle = (id: string): ModdleElement => definition.model.elementsById[id]!;
  const targets = (id: string): string[] =>
    ((moddle(id)['outgoing'] ?? []) as ModdleElement[]).map((flow) => (flow['targetRef'] as ModdleElement).id!);
  /** The next element that does something: joining gateways are passed over. */
  const next = (id: string): string[] =>
    targets(id).flatMap((target) =>
      element(target).type === 'exclusiveGateway' && targets(target).length === 1 ? targets(target) : [target],
    );
  const timerOf = (id: string): string => {
    const [event] = moddle(id)['eventDefinitions'] as ModdleElement[];
    const expression = (event!['timeDuration'] ?? event!['timeCycle']) as ModdleElement;
    return expression['body'] as string;
  };

  it('is one executable process with a version tag', () => {
    expect(definition).to.include({ key: 'complaint', isExecutable: true, versionTag: '2.1.0' });
    expect(definition.model.warnings).to.deep.equal([]);
  });

  it('promises a first response and an end in the centre’s working time, by the decision', () => {
    expect(definition.attributes).to.include({
      'ladder:calendar': 'centre',
      'ladder:firstResponseLimit': '${firstResponseLimit}',
      'ladder:caseLimit': '${caseLimit}',
    });
  });

  it('begins at the tier the decision names, at the junior agent by default', () => {
    expect(next('complaintReceived')).to.deep.equal(['beginWork']);
    expect(next('beginWork')).to.have.members(['routeComplaint', 'lookUpSystems']);
    expect(next('routeComplaint')).to.deep.equal(['whereToBegin']);
    expect((moddle('whereToBegin')['default'] as ModdleElement).id).to.equal('beginsAtJunior');
    expect(next('whereToBegin')).to.have.members(tiers.map(({ task }) => task));
  });

  tiers.forEach(({ tier, lane, group, task, form, outcomes, reminder, limit }, index) => {
    const above = tiers[index + 1];
    const [reminderId, reminderAfter, remindTask] = reminder;
    const [limitId, limitAfter, reportTask] = limit;

    describe(`at the ${tier} tier`, () => {
      it('offers the task to the right people with a form that exists', () => {
        expect(element(task)).to.deep.include({ type: 'userTask', laneId: lane });
        expect(element(task).attributes).to.include({
          'camunda:candidateGroups': group,
          'camunda:formRef': form,
          'camunda:formRefBinding': 'deployment',
          'ladder:tier': tier,
          'ladder:calendar': 'always',
        });
      });

      it('has a form that offers the outcomes the gateway understands', () => {
        const { id, fields } = parseForm(readFileSync(`${folder}/forms/${form}.form`, 'utf8'));
        expect(id).to.equal(form);
        expect(fields.map(({ path, isRequired }) => [path.join('.'), isRequired])).to.deep.equal([
          ['outcome', true],
          ['response', true],
          ['note', false],
        ]);
        expect(fields[0]).to.deep.include({ kind: 'choice', options: outcomes });
        expect(fields[1]).to.deep.include({ kind: 'text', maxLength: 4000 });
      });

      it('reminds the candidates at 80 % of the limit and goes on waiting', () => {
        expect(element(reminderId)).to.deep.include({ type: 'boundaryEvent', attachedToId: task });
        expect(element(reminderId).attributes).to.deep.equal({ 'ladder:slaMark': 'reminder' });
        expect(moddle(reminderId)['cancelActivity']).to.equal(false);
        expect(timerOf(reminderId)).to.equal(reminderAfter);
        expect(next(reminderId)).to.deep.equal([remindTask]);
        expect(element(remindTask).attributes).to.deep.equal({
          'ladder:notify': 'candidates',
          'ladder:template': 'task-reminder',
        });
        expect(next(remindTask).map((id) => element(id).type)).to.deep.equal(['endEvent']);
      });

      it(`tells the supervisor at the limit and ${above ? 'moves one tier up' : 'goes on waiting'}`, () => {
        expect(element(limitId)).to.deep.include({ type: 'boundaryEvent', attachedToId: task });
        expect(element(limitId).attributes).to.deep.equal({ 'ladder:slaMark': 'limit' });
        expect(moddle(limitId)['cancelActivity']).to.equal(above !== undefined);
        expect(timerOf(limitId)).to.equal(limitAfter);
        expect(next(limitId)).to.deep.equal([reportTask]);
        expect(element(reportTask).attributes).to.deep.equal({
          'ladder:notify': 'service-supervisor',
          'ladder:template': 'task-overdue',
        });
        expect(next(reportTask)).to.deep.equal([above?.task ?? 'finalDecisionOverdueReported']);
      });

      it('leads to the answer or to the tier above', () => {
        const [decided] = next(task);
        const gateways = ['isAnsweredByJunior', 'isAnsweredBySenior', 'isDecidedByManager'];
        expect(decided).to.equal(gateways[index] ?? 'respondToCustomer');
        // The junior agent's second question decides between a work order and the tier above.
        const last = decided === 'isAnsweredByJunior' ? 'isDispatchedByJunior' : decided!;
        if (above) expect([...next(decided!), ...next(last)]).to.include.members(['respondToCustomer', above.task]);
      });
    });
  });

  it('answers the customer before it closes', () => {
    expect(element('respondToCustomer').attributes).to.deep.equal({
      'ladder:notify': 'customer',
      'ladder:template': 'complaint-answered',
    });
    expect(next('respondToCustomer')).to.deep.equal(['answerBoundCases']);
    expect(next('answerBoundCases')).to.deep.equal(['needsCallback']);
    expect(next('needsCallback')).to.have.members(['complaintClosed', 'callCustomerBack']);
  });

  it('has no form that no task refers to', () => {
    const shipped = readdirSync(`${folder}/forms`).toSorted();
    expect(shipped).to.deep.equal([...tiers.map(({ form }) => `${form}.form`), ...otherForms].toSorted());
  });

  it('names everything a reader sees in Chinese and English', () => {
    const elements = [...definition.elements.values()];
    for (const { id, name } of elements)
      if (name !== undefined) expect(name, id).to.match(/\p{Script=Han}.* \/ [A-Z]/u);
  });

  it('draws every element and every flow', () => {
    for (const { id } of definition.elements.values()) expect(xml, id).to.include(`bpmnElement="${id}"`);
  });
});
