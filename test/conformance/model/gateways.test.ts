import {
  boundary,
  caught,
  conditional,
  end,
  flow,
  gateway,
  GLOBALS,
  message,
  path,
  signal,
  start,
  task,
  thrown,
  timer,
} from './model-text.ts';
import { describeRule } from './check-rule.ts';

const between = (gatewayText: string, ...targets: string[]): string =>
  `${start()}${gatewayText}${flow('s', 'g')}${targets.join('')}${targets.map((target) => flow('g', /id="([^"]+)"/.exec(target)![1]!)).join('')}`;

const ends = `${end('e1')}${end('e2')}${path('m', 'e1')}${path('t', 'e2')}`;

describe('deploy checks of gateways', () => {
  describeRule('gateway-direction', {
    severity: 'error',
    bad: {
      'a converging gateway with two ways out': between(
        gateway('parallel', 'g', 'gatewayDirection="Converging"'),
        task('a'),
        task('b'),
      ),
      'a diverging gateway with two ways in': `${between(gateway('parallel', 'g', 'gatewayDirection="Diverging"'), task('a'), task('b'))}${flow('a', 'g')}`,
      'a mixed gateway that only splits': between(
        gateway('parallel', 'g', 'gatewayDirection="Mixed"'),
        task('a'),
        task('b'),
      ),
    },
    good: {
      'a diverging gateway': between(gateway('parallel', 'g', 'gatewayDirection="Diverging"'), task('a'), task('b')),
      'an unspecified one': between(gateway('parallel', 'g', 'gatewayDirection="Unspecified"'), task('a'), task('b')),
    },
  });
  describeRule('attribute-values', {
    severity: 'error',
    bad: {
      'an unknown direction': between(gateway('parallel', 'g', 'gatewayDirection="Sideways"'), task('a'), task('b')),
      'a start quantity of nothing': between(gateway('parallel', 'g'), task('a', '', 'startQuantity="0"'), task('b')),
      'an unknown multi-instance behaviour': between(
        gateway('parallel', 'g'),
        task(
          'a',
          '<multiInstanceLoopCharacteristics behavior="Some"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>',
        ),
        task('b'),
      ),
    },
    good: {
      'known values': between(
        gateway('parallel', 'g', 'gatewayDirection="Diverging"'),
        task('a', '', 'startQuantity="1"'),
        task('b'),
      ),
    },
  });
  const eventGateway = gateway('eventBased', 'g');
  describeRule('event-gateway-targets', {
    severity: 'error',
    roots: GLOBALS,
    bad: {
      'a task behind it': between(eventGateway, task('m'), caught('t', timer())) + ends,
      'a throw event behind it': between(eventGateway, thrown('m'), caught('t', timer())) + ends,
      'a single way out': `${between(eventGateway, caught('m', message))}${end('e1')}${path('m', 'e1')}`,
      'a target that is reached from elsewhere too': `${between(eventGateway, caught('m', message), caught('t', timer()))}${ends}${task('x')}${flow('x', 't')}`,
      'a receive task with a boundary event': `${between(eventGateway, '<receiveTask id="m" messageRef="message"/>', caught('t', timer()))}${ends}${boundary('b', 'm', timer())}${flow('b', 'e1')}`,
      'messages for events and receive tasks': `${between(eventGateway, '<receiveTask id="m" messageRef="message"/>', caught('t', message))}${ends}`,
      'a parallel one that does not start the process':
        between(gateway('eventBased', 'g', 'eventGatewayType="Parallel"'), caught('m', message), caught('t', signal)) +
        ends,
      'a starting one with something before it': `${start()}${task('x')}${path('s', 'x', 'g')}${gateway('eventBased', 'g', 'instantiate="true"')}${caught('m', message)}${caught('t', signal)}${flow('g', 'm')}${flow('g', 't')}${ends}`,
    },
    good: {
      'messages, timers, signals and conditions': `${between(eventGateway, caught('m', message), caught('t', timer()), caught('c', conditional()), caught('x', signal))}${ends}${path('c', 'e1')}${path('x', 'e1')}`,
      'receive tasks with timers': `${between(eventGateway, '<receiveTask id="m" messageRef="message"/>', caught('t', timer()))}${ends}`,
      'one that starts the process': `${gateway('eventBased', 'g', 'instantiate="true"')}${caught('m', message)}${caught('t', signal)}${flow('g', 'm')}${flow('g', 't')}${ends}`,
    },
  });
  describeRule('joins-can-complete', {
    severity: 'warning',
    bad: {
      'branches of an exclusive split in a parallel join': `${between(gateway('exclusive', 'g', 'default="g-a"'), task('a'))}${task('b')}${flow('g', 'b', '=x')}${gateway('parallel', 'j')}${end()}${path('a', 'j', 'e')}${path('b', 'j')}`,
    },
    good: {
      'branches of a parallel split': `${between(gateway('parallel', 'g'), task('a'), task('b'))}${gateway('parallel', 'j')}${end()}${path('a', 'j', 'e')}${path('b', 'j')}`,
    },
  });
  describeRule('superfluous-gateways', {
    severity: 'warning',
    bad: {
      'a gateway with one way in and out': `${start()}${gateway('exclusive', 'g')}${end()}${path('s', 'g', 'e')}`,
      'a gateway that joins and splits': `${between(gateway('parallel', 'g'), task('a'), task('b'))}${flow('a', 'g')}`,
    },
    good: { 'a split': between(gateway('parallel', 'g'), task('a'), task('b')) },
  });
  describeRule('no-implicit-split', {
    severity: 'warning',
    bad: {
      'a task with two ways out': `${start()}${task('a')}${end()}${task('b')}${path('s', 'a', 'e')}${flow('a', 'b')}`,
    },
    good: {
      'a conditional way beside a default': `${start()}${task('a', '', 'default="a-e"')}${end()}${task('b')}${path('s', 'a', 'e')}${flow('a', 'b', '=x')}`,
    },
  });
  describeRule('no-fake-join', {
    severity: 'warning',
    bad: {
      'a task with two ways in': `${between(gateway('parallel', 'g'), task('a'), task('b'))}${task('c')}${path('a', 'c')}${path('b', 'c')}`,
    },
    good: {
      'ways that meet at an end event': `${between(gateway('parallel', 'g'), task('a'), task('b'))}${end()}${path('a', 'e')}${path('b', 'e')}`,
    },
  });
});
