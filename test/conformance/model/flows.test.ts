import {
  around,
  boundary,
  caught,
  end,
  error,
  flow,
  gateway,
  GLOBALS,
  message,
  path,
  start,
  task,
  thrown,
  timer,
  trigger,
} from './model-text.ts';
import { describeRule } from './check-rule.ts';

const SUB = `<subProcess id="a">${start('is')}${task('it')}${end('ie')}${path('is', 'it', 'ie')}</subProcess>`;

describe('deploy checks of sequence flows', () => {
  describeRule('connected-flows', {
    severity: 'error',
    bad: {
      'a flow without a source': `${around(task('a'))}<sequenceFlow id="f" targetRef="a"/>`,
      'a flow without a target': `${around(task('a'))}<sequenceFlow id="f" sourceRef="a"/>`,
    },
    good: {
      'a flow with both ends': around(task('a')),
      'a flow without an id': `${start()}${end()}<sequenceFlow sourceRef="s" targetRef="e"/>`,
    },
  });
  describeRule('resolved-references', {
    severity: 'error',
    bad: {
      'a flow to an element that is not there': `${around(task('a'))}${flow('a', 'nowhere')}`,
      'a flow from an element that is not there': `${around(task('a'))}${flow('nowhere', 'a')}`,
      'a boundary event on an activity that is not there': `${around(task('a'))}${boundary('b', 'nowhere', timer())}${flow('b', 'e')}`,
      'a message that is not there': around(caught('a', trigger('message', 'messageRef="nowhere"'))),
      'a default flow that is not there': around(gateway('exclusive', 'a', 'default="nowhere"')),
    },
    good: { 'references with a prefix': around(caught('a', trigger('message', 'messageRef="tns:message"'))) },
    roots: GLOBALS,
  });
  describeRule('flows-join-flow-nodes', {
    severity: 'error',
    bad: { 'a flow to a data object': `${around(task('a'))}<dataObject id="data"/>${flow('a', 'data')}` },
    good: { 'data beside the flow': `${around(task('a'))}<dataObject id="data"/>` },
  });
  describeRule('no-flow-across-scopes', {
    severity: 'error',
    bad: {
      'a flow into a sub-process': `${around(SUB)}${task('t')}${flow('t', 'it')}`,
      'a flow out of a sub-process': `${around(SUB)}${task('t')}${flow('it', 't')}`,
      'a flow written in another scope': `${start()}${end()}<subProcess id="a">${task('x')}${flow('s', 'a')}${flow('a', 'e')}</subProcess>`,
    },
    good: { 'flows inside a sub-process': around(SUB) },
  });
  describeRule('start-events-without-incoming', {
    severity: 'error',
    bad: { 'a flow to the start': `${around(task('a'))}${flow('a', 's')}` },
    good: {
      'a loop back behind the start': `${start()}${gateway('exclusive', 'x')}${task('a')}${gateway('exclusive', 'y', 'default="y-e"')}${end()}${path('s', 'x', 'a', 'y', 'e')}${flow('y', 'x', '=again')}`,
    },
  });
  describeRule('end-events-without-outgoing', {
    severity: 'error',
    bad: { 'a flow from the end': `${around(task('a'))}${task('t')}${flow('e', 't')}` },
    good: { 'an end': around(task('a')) },
  });
  describeRule('conditions-where-allowed', {
    severity: 'error',
    bad: {
      'a condition behind a parallel gateway': `${start()}${gateway('parallel', 'x')}${task('t')}${task('u')}${path('s', 'x')}${flow('x', 't', '=a')}${flow('x', 'u')}`,
      'a condition behind an event': `${start()}${end()}${flow('s', 'e', '=a')}`,
    },
    good: {
      'conditions behind an exclusive gateway': `${start()}${gateway('exclusive', 'x', 'default="x-t"')}${end()}${task('t')}${path('s', 'x', 't')}${flow('x', 'e', '=a')}`,
      'a condition behind a task': `${start()}${task('a', '', 'default="a-e"')}${end()}${task('t')}${path('s', 'a', 'e')}${flow('a', 't', '${b}')}`,
      'an empty condition element': `${start()}${gateway('parallel', 'x')}${task('t')}${task('u')}${path('s', 'x', 't')}${flow('x', 'u', '')}`,
    },
  });
  describeRule('no-condition-on-default-flow', {
    severity: 'warning',
    bad: {
      'a condition on the default flow': `${start()}${gateway('exclusive', 'x', 'default="x-e"')}${end()}${task('t')}${path('s', 'x')}${flow('x', 'e', '=a')}${flow('x', 't', '=b')}`,
    },
    good: {
      'a default flow without one': `${start()}${gateway('exclusive', 'x', 'default="x-e"')}${end()}${task('t')}${path('s', 'x', 'e')}${flow('x', 't', '=b')}`,
    },
  });
  describeRule('default-flow-leaves-its-element', {
    severity: 'error',
    bad: {
      'a default flow of another element': `${start()}${gateway('exclusive', 'x', 'default="s-x"')}${end()}${path('s', 'x', 'e')}`,
    },
    good: { 'an own flow': `${start()}${gateway('exclusive', 'x', 'default="x-e"')}${end()}${path('s', 'x', 'e')}` },
  });
  describeRule('exclusive-gateways-decide', {
    severity: 'error',
    bad: {
      'two ways without condition': `${start()}${gateway('exclusive', 'x')}${task('t')}${task('u')}${path('s', 'x', 't')}${flow('x', 'u')}`,
      'a way without condition beside a default': `${start()}${gateway('exclusive', 'x', 'default="x-t"')}${task('t')}${task('u')}${path('s', 'x', 't')}${flow('x', 'u')}`,
    },
    good: {
      'a condition for each way': `${start()}${gateway('exclusive', 'x')}${task('t')}${task('u')}${path('s', 'x')}${flow('x', 't', '=a')}${flow('x', 'u', '=not(a)')}`,
    },
  });
  describeRule('boundary-events-on-activities', {
    severity: 'error',
    bad: {
      'an event on a gateway': `${around(gateway('exclusive', 'a'))}${boundary('b', 'a', timer())}${flow('b', 'e')}`,
      'an event on an event': `${around(thrown('a'))}${boundary('b', 'a', timer())}${flow('b', 'e')}`,
      'an event without a host': `${around(task('a'))}<boundaryEvent id="b">${timer()}</boundaryEvent>${flow('b', 'e')}`,
      'an event in another scope than its host': `${around(SUB)}${boundary('b', 'it', timer())}${flow('b', 'e')}`,
      'an event on an event sub-process': `${around(task('a'))}<subProcess id="esp" triggeredByEvent="true">${start('is', timer())}${end('ie')}${path('is', 'ie')}</subProcess>${boundary('b', 'esp', timer())}${flow('b', 'e')}`,
    },
    good: { 'events on tasks and sub-processes': `${around(SUB)}${boundary('b', 'a', error)}${flow('b', 'e')}` },
    roots: GLOBALS,
  });
  describeRule('boundary-events-connected', {
    severity: 'error',
    bad: {
      'a flow to a boundary event': `${around(task('a'))}${boundary('b', 'a', timer())}${flow('b', 'e')}${flow('a', 'b')}`,
      'a boundary event that leads nowhere': `${around(task('a'))}${boundary('b', 'a', message)}`,
      'a flow from a compensation event': `${around(task('a'))}${boundary('b', 'a', trigger('compensate'))}${flow('b', 'e')}`,
    },
    good: {
      'a non-interrupting event': `${around(task('a'))}${boundary('b', 'a', timer(), 'cancelActivity="false"')}${flow('b', 'e')}`,
    },
    roots: GLOBALS,
  });
  describeRule('no-duplicate-flows', {
    severity: 'warning',
    bad: {
      'two flows between the same elements': `${around(task('a'))}<sequenceFlow id="again" sourceRef="a" targetRef="e"/>`,
    },
    good: { 'flows to different elements': around(task('a')) },
  });
});
