import { around, bpmn, end, flow, GLOBALS, path, start, task } from './model-text.ts';
import { describeRule } from './check-rule.ts';

const loop = (content: string, attributes = ''): string =>
  around(task('a', `<multiInstanceLoopCharacteristics ${attributes}>${content}</multiInstanceLoopCharacteristics>`));
const FORM = JSON.stringify({ type: 'default', id: 'form', components: [] });
const DECISION = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="x" name="x" namespace="x"><decision id="route" name="Route"><literalExpression><text>1</text></literalExpression></decision></definitions>`;

const adHoc = (content: string): string => around(`<adHocSubProcess id="a" name="a">${content}</adHocSubProcess>`);

const script = (text: string, format: string): string =>
  around(`<scriptTask id="a" name="a" scriptFormat="${format}"><script>${text}</script></scriptTask>`);

const io =
  '<ioSpecification><dataInput id="di"/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification>';

const withData = (association: string): string =>
  `${around(task('a', association))}<dataObject id="x"/><dataObject id="y"/><dataObjectReference id="xr" dataObjectRef="x"/><dataObjectReference id="yr" dataObjectRef="y"/>`;

describe('deploy checks of activities', () => {
  describeRule('token-quantities', {
    severity: 'error',
    bad: {
      'an activity that needs two tokens': around(task('a', '', 'startQuantity="2"')),
      'an activity that gives three tokens': around(task('a', '', 'completionQuantity="3"')),
    },
    good: { 'one token in, one out': around(task('a', '', 'startQuantity="1" completionQuantity="1"')) },
  });
  describeRule('loop-characteristics', {
    severity: 'error',
    bad: {
      'a multi-instance without number': loop(''),
      'a negative cardinality': loop('<loopCardinality>-1</loopCardinality>'),
      'a behaviour without its event': loop('<loopCardinality>3</loopCardinality>', 'behavior="One"'),
      'a negative loop maximum': around(task('a', '<standardLoopCharacteristics loopMaximum="-2"/>')),
    },
    good: {
      'a cardinality': loop('<loopCardinality>3</loopCardinality>'),
      'a collection': loop('', 'camunda:collection="${items}" camunda:elementVariable="item"'),
      'a loop with a condition': around(
        task(
          'a',
          '<standardLoopCharacteristics testBefore="true"><loopCondition>=again</loopCondition></standardLoopCharacteristics>',
        ),
      ),
    },
  });
  describeRule('ad-hoc-sub-processes', {
    severity: 'error',
    bad: {
      'a start event in it': adHoc(task('t') + start('is')),
      'an end event in it': adHoc(task('t') + end('ie')),
      'nothing in it': adHoc(''),
    },
    good: {
      'activities, some in order': adHoc(
        `${task('t')}${task('u')}${task('v')}${flow('t', 'u')}<completionCondition>=done</completionCondition>`,
      ),
    },
  });
  describeRule('sub-process-content', {
    severity: 'warning',
    bad: {
      'an empty sub-process': around('<subProcess id="a" name="a"/>'),
      'two starts': around(
        `<subProcess id="a" name="a">${start('x')}${start('y')}${end('z')}${path('x', 'z')}${flow('y', 'z')}</subProcess>`,
      ),
    },
    good: {
      'a sub-process': around(`<subProcess id="a" name="a">${start('x')}${end('z')}${path('x', 'z')}</subProcess>`),
    },
  });
  describeRule('call-activities', {
    severity: 'error',
    bad: {
      'no called element': around('<callActivity id="a" name="a"/>'),
      'a called case': around('<callActivity id="a" name="a" camunda:caseRef="c"/>'),
      'a binding nobody knows': around(
        '<callActivity id="a" name="a" calledElement="other" camunda:calledElementBinding="newest"/>',
      ),
      'a version without number': around(
        '<callActivity id="a" name="a" calledElement="other" camunda:calledElementBinding="version"/>',
      ),
    },
    good: {
      'a called element': around('<callActivity id="a" name="a" calledElement="other"/>'),
      'a version': around(
        '<callActivity id="a" name="a" calledElement="other" camunda:calledElementBinding="version" camunda:calledElementVersion="2"/>',
      ),
    },
  });
  describeRule('work-is-named', {
    severity: 'error',
    bad: {
      'a service task that says nothing': around('<serviceTask id="a" name="a"/>'),
      'a service task with an empty topic': around(
        '<serviceTask id="a" name="a" camunda:type="external" camunda:topic=" "/>',
      ),
      'a business rule task that says nothing': around('<businessRuleTask id="a" name="a"/>'),
    },
    good: {
      'a topic': around('<serviceTask id="a" name="a" camunda:type="external" camunda:topic="pay"/>'),
      'an implementation of another engine': around('<serviceTask id="a" name="a" camunda:class="org.example.Pay"/>'),
      'a send task with a message': around('<sendTask id="a" name="a" messageRef="message"/>'),
    },
    roots: GLOBALS,
  });
  describeRule('scripts-are-feel', {
    severity: 'error',
    bad: {
      JavaScript: script('next()', 'javascript'),
      Groovy: script('x = 1', 'groovy'),
      'FEEL that cannot be read': script('a +', 'feel'),
      'no script': around('<scriptTask id="a" name="a" scriptFormat="feel"/>'),
    },
    good: { FEEL: script('a + 1', 'feel'), 'FEEL with its mark': script('=a + 1', 'FEEL') },
  });
  describeRule('receive-tasks', {
    severity: 'error',
    bad: {
      'a starting receive task with something before it': around(
        '<receiveTask id="a" name="a" messageRef="message" instantiate="true"/>',
      ),
      'a message without name': around('<receiveTask id="a" name="a" messageRef="nameless"/>'),
    },
    good: {
      'a receive task': around('<receiveTask id="a" name="a" messageRef="message"/>'),
      'a starting receive task': `<receiveTask id="a" name="a" messageRef="message" instantiate="true"/>${end()}${flow('a', 'e')}`,
    },
    roots: `${GLOBALS}<message id="nameless"/>`,
  });
  describeRule('forms-and-decisions', {
    severity: 'error',
    bad: {
      'a form that is not deployed': around(task('a', '', 'camunda:formRef="nowhere"')),
      'a form file that is not deployed': around(
        task('a', '', 'camunda:formKey="camunda-forms:deployment:nowhere.form"'),
      ),
      'a decision that is not deployed': around('<businessRuleTask id="a" name="a" camunda:decisionRef="nowhere"/>'),
    },
    good: {
      'deployed ones': around(task('a', '', 'camunda:formRef="form"')),
      'a deployed form file': around(task('a', '', 'camunda:formKey="camunda-forms:deployment:form.form"')),
      'a deployed decision': around('<businessRuleTask id="a" name="a" camunda:decisionRef="route"/>'),
      'a decision chosen at run time': around('<businessRuleTask id="a" name="a" camunda:decisionRef="${which}"/>'),
    },
    files: { 'forms/form.form': FORM, 'route.dmn': DECISION },
  });
  describeRule('data-associations', {
    severity: 'error',
    bad: {
      'several sources without transformation': withData(
        `${io}<dataInputAssociation><sourceRef>xr</sourceRef><sourceRef>yr</sourceRef><targetRef>di</targetRef></dataInputAssociation>`,
      ),
      'no source': withData(`${io}<dataInputAssociation><targetRef>di</targetRef></dataInputAssociation>`),
      'no target': withData(`${io}<dataInputAssociation><sourceRef>xr</sourceRef></dataInputAssociation>`),
      'a flow node as its source': withData(
        `${io}<dataInputAssociation><sourceRef>s</sourceRef><targetRef>di</targetRef></dataInputAssociation>`,
      ),
    },
    good: {
      'one source and a target': withData(
        `${io}<dataInputAssociation><sourceRef>xr</sourceRef><targetRef>di</targetRef></dataInputAssociation>`,
      ),
    },
  });
  describeRule('readable-expressions', {
    severity: 'error',
    bad: {
      'a condition': `${start()}${task('a', '', 'default="a-e"')}${end()}${task('t')}${path('s', 'a', 'e')}${flow('a', 't', '${x &gt;}')}`,
      'a condition in a language that does not run': `${start()}${task('a', '', 'default="a-e"')}${end()}${task('t')}${path('s', 'a', 'e')}<sequenceFlow id="f" sourceRef="a" targetRef="t"><conditionExpression xsi:type="tFormalExpression" language="javascript">next(null, true)</conditionExpression></sequenceFlow>`,
      'an assignee': around(task('a', '', 'camunda:assignee="${initiator."')),
      'a mapping': around(
        task(
          'a',
          '<extensionElements><camunda:inputOutput><camunda:inputParameter name="x">${a b}</camunda:inputParameter></camunda:inputOutput></extensionElements>',
        ),
      ),
      'a script in a mapping': around(
        task(
          'a',
          '<extensionElements><camunda:inputOutput><camunda:inputParameter name="x"><camunda:script scriptFormat="groovy">1</camunda:script></camunda:inputParameter></camunda:inputOutput></extensionElements>',
        ),
      ),
      'a cardinality': loop('<loopCardinality>${n</loopCardinality>'),
      'a completion condition': loop(
        '<loopCardinality>3</loopCardinality><completionCondition>=a and</completionCondition>',
      ),
      'the name of a message': bpmn(around(task('a')), '<message id="m" name="M ${x"/>'),
    },
    good: {
      'expressions in both languages': `${start()}${task('a', '', 'default="a-e" camunda:assignee="${initiator}" camunda:candidateGroups="agents, ${group}" camunda:dueDate="=now() + duration(&quot;PT1H&quot;)"')}${end()}${task('t')}${path('s', 'a', 'e')}${flow('a', 't', 'amount > 100')}`,
    },
  });
  describeRule('listeners', {
    severity: 'warning',
    bad: {
      'a task listener': around(
        task(
          'a',
          '<extensionElements><camunda:taskListener class="org.example.L" event="create"/></extensionElements>',
        ),
      ),
    },
    good: { 'other extensions': around(task('a', '<extensionElements><camunda:properties/></extensionElements>')) },
  });
  describeRule('a-way-out', {
    severity: 'warning',
    bad: { 'only conditions': `${start()}${task('a')}${end()}${flow('s', 'a')}${flow('a', 'e', '=x')}` },
    good: {
      'a default beside a condition': `${start()}${task('a', '', 'default="a-e"')}${end()}${task('t')}${path('s', 'a', 'e')}${flow('a', 't', '=x')}`,
    },
  });
});
