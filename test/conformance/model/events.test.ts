import {
  around,
  boundary,
  caught,
  conditional,
  end,
  error,
  escalation,
  flow,
  GLOBALS,
  message,
  path,
  signal,
  start,
  task,
  thrown,
  timer,
  trigger,
  bpmn,
} from './model-text.ts';
import { describeRule } from './check-rule.ts';

const eventSubProcess = (startEvent: string, attributes = ''): string =>
  `<subProcess id="esp" triggeredByEvent="true" ${attributes}>${startEvent}${end('ie')}${path('is', 'ie')}</subProcess>`;
const transaction = (content: string): string =>
  `<transaction id="a">${start('is')}${content}${path('is', 'ie')}</transaction>`;
const onTask = (content: string, attributes = ''): string =>
  `${around(task('a'))}${boundary('b', 'a', content, attributes)}${flow('b', 'e')}`;
const link = (name: string): string => `<linkEventDefinition name="${name}"/>`;
const timerOf = (content: string): string => `<timerEventDefinition>${content}</timerEventDefinition>`;

const startsWith = (content: string): string => `${start('s', content)}${task('a')}${end()}${path('s', 'a', 'e')}`;

const insideStarts = (content: string): string =>
  around(`<subProcess id="a">${start('is', content)}${end('ie')}${path('is', 'ie')}</subProcess>`);

const linked = (from: string, to: string): string =>
  `${start()}${thrown('out', from)}${path('s', 'out')}${caught('in', to)}${end()}${path('in', 'e')}`;

const association = '<association id="as" sourceRef="b" targetRef="undo" associationDirection="One"/>';

const compensated = (associations: string, handler = 'isForCompensation="true"', more = ''): string =>
  `${around(task('a'))}${boundary('b', 'a', trigger('compensate'))}${task('undo', '', handler)}${associations}${more}`;

/** A process that makes promises about time. */
const promising = (attributes: string): string =>
  bpmn(around(task('a'))).replace('<process id="p"', `<process id="p" ${attributes}`);

describe('deploy checks of events', () => {
  describeRule('event-positions', {
    severity: 'error',
    roots: GLOBALS,
    bad: {
      'a process started by an error': startsWith(error),
      'a process started by an escalation': startsWith(escalation),
      'a process started by compensation': startsWith(trigger('compensate')),
      'a process started by a link': startsWith(link('l')),
      'a process started by termination': startsWith(trigger('terminate')),
      'a sub-process started by a message': insideStarts(message),
      'a sub-process started by a timer': insideStarts(timer()),
      'an event sub-process without trigger': around(task('a')) + eventSubProcess(start('is')),
      'an event sub-process started by termination':
        around(task('a')) + eventSubProcess(start('is', trigger('terminate'))),
      'a catch event without trigger': around(caught('a')),
      'a catch event for an error': around(caught('a', error)),
      'a catch event for an escalation': around(caught('a', escalation)),
      'a catch event for compensation': around(caught('a', trigger('compensate'))),
      'a catch event for cancellation': around(caught('a', trigger('cancel'))),
      'a throw event with a timer': around(thrown('a', timer())),
      'a throw event with a condition': around(thrown('a', conditional())),
      'a throw event with an error': around(thrown('a', error)),
      'a throw event that terminates': around(thrown('a', trigger('terminate'))),
      'a throw event that cancels': around(thrown('a', trigger('cancel'))),
      'a boundary event without trigger': onTask(''),
      'a boundary event with a link': onTask(link('l')),
      'a boundary event that terminates': onTask(trigger('terminate')),
      'an end event with a timer': `${start()}${end('e', timer())}${path('s', 'e')}`,
      'an end event with a condition': `${start()}${end('e', conditional())}${path('s', 'e')}`,
      'an end event with a link': `${start()}${end('e', link('l'))}${path('s', 'e')}`,
      'a link among other triggers': around(caught('a', link('l') + message)),
    },
    good: {
      ...Object.fromEntries(
        Object.entries({
          message,
          timer: timer(),
          signal,
          conditional: conditional(),
          none: '',
          multiple: message + signal,
        }).map(([name, content]) => [`a process started by ${name}`, startsWith(content)]),
      ),
      ...Object.fromEntries(
        Object.entries({ message, timer: timer(), signal, conditional: conditional(), error, escalation }).map(
          ([name, content]) => [
            `an event sub-process started by ${name}`,
            around(task('a')) + eventSubProcess(start('is', content)),
          ],
        ),
      ),
      ...Object.fromEntries(
        Object.entries({ message, timer: timer(), signal, conditional: conditional(), error, escalation }).map(
          ([name, content]) => [`a boundary event for ${name}`, onTask(content)],
        ),
      ),
      ...Object.fromEntries(
        Object.entries({ none: '', message, signal, escalation, compensation: trigger('compensate') }).map(
          ([name, content]) => [`a throw event with ${name}`, around(thrown('a', content))],
        ),
      ),
      ...Object.fromEntries(
        Object.entries({
          none: '',
          message,
          signal,
          error,
          escalation,
          compensation: trigger('compensate'),
          terminate: trigger('terminate'),
          multiple: signal + message,
        }).map(([name, content]) => [`an end event with ${name}`, `${start()}${end('e', content)}${path('s', 'e')}`]),
      ),
    },
  });
  describeRule('interrupting-events', {
    severity: 'error',
    roots: GLOBALS,
    bad: {
      'an error boundary event that does not interrupt': onTask(error, 'cancelActivity="false"'),
      'a cancel boundary event that does not interrupt': `${around(transaction(end('ie', trigger('cancel'))))}${boundary('b', 'a', trigger('cancel'), 'cancelActivity="false"')}${flow('b', 'e')}`,
      'an error event sub-process that does not interrupt':
        around(task('a')) + eventSubProcess(`<startEvent id="is" isInterrupting="false">${error}</startEvent>`),
    },
    good: {
      'other boundary events that do not interrupt': onTask(escalation, 'cancelActivity="false"'),
      'a timer event sub-process that does not interrupt':
        around(task('a')) + eventSubProcess(`<startEvent id="is" isInterrupting="false">${timer()}</startEvent>`),
    },
  });
  describeRule('cancel-in-transactions', {
    severity: 'error',
    bad: {
      'a cancel boundary event on a task': onTask(trigger('cancel')),
      'a cancel end event outside a transaction': `${start()}${end('e', trigger('cancel'))}${path('s', 'e')}`,
      'two cancel events on a transaction': `${around(transaction(end('ie')))}${boundary('b', 'a', trigger('cancel'))}${flow('b', 'e')}${boundary('c', 'a', trigger('cancel'))}${flow('c', 'e')}`,
    },
    good: {
      'a transaction that is cancelled': `${around(transaction(end('ie', trigger('cancel'))))}${boundary('b', 'a', trigger('cancel'))}${flow('b', 'e')}`,
    },
  });
  describeRule('link-events', {
    severity: 'error',
    bad: {
      'a link without target': linked(link('a'), link('b')),
      'a link without name': linked('<linkEventDefinition/>', link('b')),
      'two targets of a link': `${linked(link('a'), link('a'))}${caught('in2', link('a'))}${path('in2', 'e')}`,
      'a flow from the source of a link': `${linked(link('a'), link('a'))}${flow('out', 'e')}`,
      'a flow to the target of a link': `${linked(link('a'), link('a'))}${task('t')}${path('s', 't', 'in')}`,
    },
    good: {
      'two sources of a link': `${linked(link('a'), link('a'))}${thrown('out2', link('a'))}${path('s', 'out2')}`,
    },
  });
  describeRule('event-sub-processes', {
    severity: 'error',
    roots: GLOBALS,
    bad: {
      'a flow to an event sub-process': `${around(task('a'))}${eventSubProcess(start('is', message))}${flow('a', 'esp')}`,
      'two start events': `${around(task('a'))}${eventSubProcess(start('is', message) + start('is2', signal))}`,
      'no start event': `${around(task('a'))}<subProcess id="esp" triggeredByEvent="true">${task('x')}</subProcess>`,
    },
    good: { 'one start event': around(task('a')) + eventSubProcess(start('is', message)) },
  });
  describeRule('message-references', {
    severity: 'error',
    roots: `${GLOBALS}<message id="nameless"/>`,
    bad: {
      'a catch event without message': around(caught('a', trigger('message'))),
      'a throw event without message': around(thrown('a', trigger('message'))),
      'a message without name': around(caught('a', trigger('message', 'messageRef="nameless"'))),
      'a signal in its place': around(caught('a', trigger('message', 'messageRef="signal"'))),
    },
    good: {
      'a message with a name': around(caught('a', message)),
      'a throw event with a topic': around(
        thrown('a', trigger('message', 'camunda:type="external" camunda:topic="mail"')),
      ),
    },
  });
  describeRule('signal-references', {
    severity: 'error',
    roots: `${GLOBALS}<signal id="nameless"/>`,
    bad: {
      'an event without signal': around(caught('a', trigger('signal'))),
      'a signal without name': around(thrown('a', trigger('signal', 'signalRef="nameless"'))),
    },
    good: { 'a signal with a name': around(thrown('a', signal)) },
  });
  describeRule('error-and-escalation-codes', {
    severity: 'error',
    roots: `${GLOBALS}<error id="codeless" name="x"/>`,
    bad: {
      'an end event that throws no error in particular': `${start()}${end('e', trigger('error'))}${path('s', 'e')}`,
      'an escalation without reference': around(thrown('a', trigger('escalation'))),
      'an error without code': `${start()}${end('e', trigger('error', 'errorRef="codeless"'))}${path('s', 'e')}`,
    },
    good: {
      'a boundary event for every error': onTask(trigger('error')),
      'an error with a code': `${start()}${end('e', error)}${path('s', 'e')}`,
    },
  });
  describeRule('timer-definitions', {
    severity: 'error',
    bad: {
      'a timer without value': around(caught('a', timerOf(''))),
      'a timer with two values': around(
        caught('a', timerOf('<timeDuration>PT1H</timeDuration><timeDate>2026-01-01T00:00:00Z</timeDate>')),
      ),
      'a duration that is none': around(caught('a', timer('one hour'))),
      'a date that is none': around(caught('a', timerOf('<timeDate>2026-02-30</timeDate>'))),
      'a cycle that is none': onTask(timerOf('<timeCycle>R3</timeCycle>')),
      'an expression that cannot be read': around(caught('a', timer('=a +'))),
    },
    good: {
      'a duration': around(caught('a', timer())),
      'an expression': around(caught('a', timer('${limit}'))),
      'a cron pattern': `${start('s', timerOf('<timeCycle>0 9 * * MON-FRI</timeCycle>'))}${end()}${path('s', 'e')}`,
      'a repeating interval': onTask(timerOf('<timeCycle>R3/PT10M</timeCycle>'), 'cancelActivity="false"'),
    },
  });
  describeRule('calendars-exist', {
    severity: 'error',
    bad: {
      'a user task that counts by an unknown calendar': around(task('a', '', 'ladder:calendar="offise"')),
      'a timer that counts by an unknown calendar': around(
        caught('a', timer().replace('<timerEventDefinition', '<timerEventDefinition ladder:calendar="moon"')),
      ),
    },
    good: {
      'the calendar of the centre': around(task('a', '', 'ladder:calendar="centre"')),
      'a calendar by its id': around(
        caught('a', timer().replace('<timerEventDefinition', '<timerEventDefinition ladder:calendar="office"')),
      ),
    },
  });
  describeRule('time-limits', {
    severity: 'error',
    bad: {
      'a case limit that is none': promising('ladder:caseLimit="two days"'),
      'a first response limit that cannot be read': promising('ladder:firstResponseLimit="=1 +"'),
      'a reminder after the limit': around(task('a', '', 'ladder:reminderShare="120"')),
      'a clock that is set back': around(task('a', '', 'ladder:clock="rewind"')),
      'a reason nobody knows': around(task('a', '', 'ladder:clock="pause" ladder:pauseReason="lunch"')),
      'a cap that is none': around(task('a', '', 'ladder:clock="pause" ladder:pauseCap="long"')),
    },
    good: {
      'limits as durations and expressions': promising('ladder:caseLimit="P2D" ladder:firstResponseLimit="=limit"'),
      'a reminder at half time': around(task('a', '', 'ladder:reminderShare="50 %"')),
      'a pause with reason and cap': around(
        task('a', '', 'ladder:clock="pause" ladder:pauseReason="awaitingCustomer" ladder:pauseCap="P2D"'),
      ),
    },
  });
  describeRule('conditional-events-have-conditions', {
    severity: 'error',
    bad: { 'a conditional event without condition': around(caught('a', trigger('conditional'))) },
    good: { 'a condition': around(caught('a', conditional('=amount > 100'))) },
  });
  describeRule('compensation-handlers', {
    severity: 'error',
    bad: {
      'a compensation event without handler': compensated('', ''),
      'a handler that is not marked': compensated(association, ''),
      'a handler in the flow': compensated(association, undefined, flow('a', 'undo')),
      'two handlers': compensated(`${association}<association id="as2" sourceRef="b" targetRef="a"/>`),
    },
    good: { 'a handler': compensated(association) },
  });
  describeRule('compensation-throws', {
    severity: 'error',
    bad: {
      'compensation of a gateway': `${around(thrown('a', trigger('compensate', 'activityRef="g"')))}<parallelGateway id="g"/>`,
      'compensation of an activity out of reach': `${around(thrown('a', trigger('compensate', 'activityRef="inner"')))}<subProcess id="sub">${task('inner')}</subProcess>`,
    },
    good: {
      'compensation of an activity of the scope': `${compensated(association)}${thrown('c', trigger('compensate', 'activityRef="a"'))}${flow('a', 'c')}`,
    },
  });
  describeRule('single-blank-start', {
    severity: 'warning',
    bad: { 'two starts without trigger': `${around(task('a'))}${start('s2')}${flow('s2', 'a')}` },
    good: { 'a start without trigger beside others': `${around(task('a'))}${start('s2', message)}${flow('s2', 'a')}` },
    roots: GLOBALS,
  });
  describeRule('distinct-boundary-events', {
    severity: 'warning',
    bad: { 'two events for the same error': `${onTask(error)}${boundary('b2', 'a', error)}${flow('b2', 'e')}` },
    good: {
      'events for different things': `${onTask(error)}${boundary('b2', 'a', trigger('error'))}${flow('b2', 'e')}`,
    },
    roots: GLOBALS,
  });
});
