import { expect } from 'chai';
import { bpmnEngineExecutor } from '../../../engine/bpmn-engine/bpmn-engine-executor.ts';
import { checkSupport } from '../../../engine/bpmn-engine/check-support.ts';
import type { Definition, Problem } from '../../../engine/definition.ts';
import { Refusal } from '../../../engine/errors.ts';
import { describeElements } from '../../../engine/model/describe-elements.ts';
import { parseBpmn } from '../../../engine/model/parse-bpmn.ts';
import {
  boundary,
  catchEvent,
  endEvent,
  exclusive,
  flows,
  inclusive,
  message,
  model,
  parallel,
  signal,
  startEvent,
  subProcess,
  task,
  timer,
  userTask,
} from '../../contract/executor/model-builder.ts';

/** Past the checks of a deployment, which refuse some of these models for reasons of their own. */
const compile = async (xml: string): Promise<Definition> => {
  const bpmn = await parseBpmn(xml);
  const process = bpmn.elementsById['model']!;
  return {
    id: 'd/model',
    deploymentId: 'd',
    key: 'model',
    isExecutable: true,
    fileName: 'model.bpmn',
    attributes: {},
    elements: describeElements(process),
    model: bpmn,
    decisions: new Map(),
    forms: new Map(),
  };
};

const check = async (xml: string): Promise<Problem[]> => checkSupport(await compile(xml));

/** A process of one element beside its start. */
const around = (id: string, xml: string): string => model(startEvent(), xml, flows(`start > ${id}`));

/** Each model has the construct at its element `x`. */
const refused: readonly (readonly [construct: string, rule: string, xml: string])[] = [
  ['complex gateways', 'element-type', around('x', '<complexGateway id="x" />')],
  ['call activities', 'element-type', around('x', '<callActivity id="x" calledElement="other" />')],
  ['transactions', 'element-type', around('x', '<transaction id="x" />')],
  [
    'ad-hoc sub-processes',
    'element-type',
    around('x', '<adHocSubProcess id="x"><task id="inner" /></adHocSubProcess>'),
  ],
  [
    'event sub-processes',
    'event-sub-process',
    around('work', `${userTask('work')}<subProcess id="x" triggeredByEvent="true" />`),
  ],
  [
    'link events',
    'event-type',
    around('x', '<intermediateThrowEvent id="x"><linkEventDefinition name="a" /></intermediateThrowEvent>'),
  ],
  ['compensation events', 'event-type', around('x', '<endEvent id="x"><compensateEventDefinition /></endEvent>')],
  ['cancel events', 'event-type', around('x', '<endEvent id="x"><cancelEventDefinition /></endEvent>')],
  [
    'events with several definitions',
    'multiple-event',
    around('x', catchEvent('x', message('greeting') + signal('alarm'))),
  ],
  ['timer cycles outside boundary events', 'timer-cycle', around('x', catchEvent('x', timer('timeCycle', 'R3/PT1H')))],
  [
    'timer cycles on interrupting boundary events',
    'timer-cycle',
    around('work', userTask('work') + boundary('x', 'work', timer('timeCycle', 'R3/PT1H'))),
  ],
  [
    'compensation handlers',
    'compensation',
    around('work', `${userTask('work')}<task id="x" isForCompensation="true" />`),
  ],
  ['standard loops', 'standard-loop', around('x', userTask('x', {}, '<standardLoopCharacteristics />'))],
  [
    'multi-instance sub-processes',
    'multi-instance-sub-process',
    around('x', '<subProcess id="x"><task id="inner" /><multiInstanceLoopCharacteristics /></subProcess>'),
  ],
  [
    'completion conditions',
    'completion-condition',
    around(
      'x',
      userTask(
        'x',
        {},
        '<multiInstanceLoopCharacteristics><completionCondition>${done}</completionCondition></multiInstanceLoopCharacteristics>',
      ),
    ),
  ],
  [
    'scripts in another language than FEEL',
    'script',
    around('x', '<scriptTask id="x" scriptFormat="javascript"><script>run()</script></scriptTask>'),
  ],
  ['decisions behind a task', 'decision', around('x', '<businessRuleTask id="x" camunda:decisionRef="urgency" />')],
  [
    'input and output mappings',
    'data-mapping',
    around('x', userTask('x', {}, '<extensionElements><camunda:inputOutput /></extensionElements>')),
  ],
  ['expressions that cannot be read', 'expression', around('x', userTask('x', { 'camunda:assignee': '${a b}' }))],
  ['timers that cannot be read', 'expression', around('x', catchEvent('x', timer('timeDuration', 'soon')))],
  [
    'a second plain start event',
    'several-starts',
    model(startEvent(), userTask('work'), startEvent('x'), flows('start > work', 'x > work')),
  ],
  [
    'a task that nothing leads to',
    'several-starts',
    model(startEvent(), userTask('work'), userTask('x'), flows('start > work')),
  ],
  [
    'a second start in a sub-process',
    'several-starts',
    around('scope', subProcess('scope', startEvent('begin'), task('x'))),
  ],
  [
    'inclusive joins',
    'inclusive-join',
    model(
      startEvent(),
      inclusive('split'),
      task('a'),
      task('b'),
      inclusive('x'),
      flows('start > split > a > x', 'split > b > x'),
    ),
  ],
  [
    'inclusive splits before a parallel join',
    'inclusive-split-parallel-join',
    model(
      startEvent(),
      inclusive('x'),
      task('a'),
      task('b'),
      parallel('join'),
      flows('start > x > a > join', 'x > b > join'),
    ),
  ],
  [
    'two flows between the same elements',
    'double-flow',
    model(
      startEvent('x'),
      userTask('work'),
      endEvent(),
      flows('x > work > end'),
      '<sequenceFlow id="second" sourceRef="x" targetRef="work" />',
    ),
  ],
];

describe('checkSupport', () => {
  for (const [construct, rule, xml] of refused)
    it(`names ${construct} with their element`, async () => {
      const problems = await check(xml);
      expect(problems.map((problem) => [problem.rule, problem.elementId])).to.deep.include([rule, 'x']);
      expect(problems.every(({ severity, file }) => severity === 'error' && file === 'model.bpmn')).to.be.true;
    });

  it('finds nothing wrong with what runs', async () => {
    const xml = model(
      startEvent(),
      startEvent('called', message('greeting')),
      exclusive('which', { default: 'which-a' }),
      userTask('a', { 'camunda:assignee': '=owner' }),
      boundary('chase', 'a', timer('timeCycle', 'R/PT1H'), false),
      '<scriptTask id="b" scriptFormat="feel" camunda:resultVariable="sum"><script>1 + 2</script></scriptTask>',
      '<serviceTask id="c" camunda:type="external" camunda:topic="t" />',
      endEvent(),
      flows('start > which > a > end', 'called > which > b > end', 'which > c > end', 'chase > end'),
    );
    expect(await check(xml)).to.deep.equal([]);
  });

  it('says what to do, naming the element as people see it', async () => {
    const [problem] = await check(around('x', '<callActivity id="x" name="核实" calledElement="other" />'));
    expect(problem?.message).to.equal("'核实' (x): Call activities do not run here; use an embedded sub-process.");
    expect(problem?.elementName).to.equal('核实');
  });

  it('keeps such a definition from starting, with all problems at once', async () => {
    const definition = await compile(
      model(startEvent(), '<callActivity id="x" />', '<complexGateway id="y" />', flows('start > x > y')),
    );
    const start = (): unknown =>
      bpmnEngineExecutor.step(definition, undefined, { type: 'start' }, new Date(0), () => 'id');
    expect(start)
      .to.throw(Refusal, /'x'.*'y'/)
      .with.property('code', 'NOT_SUPPORTED');
  });
});
