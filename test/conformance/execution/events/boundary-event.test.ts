import { expect } from 'chai';
import {
  boundary,
  condition,
  cycle,
  duration,
  element,
  end,
  error,
  escalation,
  external,
  flows,
  message,
  process,
  signal,
  start,
  subProcess,
  throwEvent,
  user,
} from '../bpmn.ts';
import { scenario } from '../play.ts';

const quiet = { cancelActivity: false };

const escalating = (attributes = {}): string =>
  process(
    start('s'),
    subProcess('sub', start('s1'), throwEvent('esc', escalation('Late')), user('inside'), flows('s1 > esc > inside')),
    boundary('b', 'sub', escalation('Late'), attributes),
    user('after'),
    user('aside'),
    flows('s > sub > after', 'b > aside'),
  );

const on = (definition: string, attributes = {}): string =>
  process(
    start('s'),
    user('a'),
    boundary('b', 'a', definition, attributes),
    user('after'),
    user('aside'),
    flows('s > a > after', 'b > aside'),
  );

describe('boundary events (§13.5.3)', () => {
  scenario('an interrupting timer ends its host and takes its own flow', on(duration('PT4H')), (play) => {
    play.start();
    expect(play.find('b')).to.deep.include({
      kind: 'timer',
      dueAt: '2026-03-02T16:00:00.000Z',
      attachedTo: play.idOf('a'),
    });
    play.fire('b');
    expect(play.waits).to.deep.equal(['aside']);
    expect(play.happened).to.deep.include({
      type: 'left',
      activityId: 'a',
      executionId: 'r2',
      outcome: 'cancelled',
      cause: 'b',
    });
  });

  scenario('completing the host cancels the timer', on(duration('PT4H')), (play) => {
    play.start();
    play.complete('a');
    expect(play.waits).to.deep.equal(['after']);
    expect(play.last.map(({ type }) => type)).to.deep.equal(['timerCancelled', 'left', 'taken', 'entered']);
  });

  scenario('a timer that is gone can not fire again', on(duration('PT4H')), (play) => {
    play.start();
    const { executionId } = play.find('b');
    play.fire('b');
    expect(() => play.apply({ type: 'fireTimer', timerId: executionId })).to.throw(/No timer/);
  });

  scenario('a non-interrupting timer leaves its host alone and fires once', on(duration('PT4H'), quiet), (play) => {
    play.start();
    play.fire('b');
    expect(play.waits).to.deep.equal(['a', 'aside']);
  });

  scenario('a non-interrupting cycle is armed again as often as it says', on(cycle('R3/PT1H'), quiet), (play) => {
    play.start();
    expect(play.find('b')).to.include({ repeats: 2 });
    play.fire('b');
    play.fire('b');
    expect(play.find('b')).to.deep.include({ dueAt: '2026-03-02T15:00:00.000Z' });
    play.fire('b');
    expect(play.waits).to.deep.equal(['a', 'aside', 'aside', 'aside']);
  });

  scenario('a non-interrupting message can come again and again', on(message('Chase'), quiet), (play) => {
    play.start();
    play.message('Chase');
    play.message('Chase');
    expect(play.waits).to.deep.equal(['a', 'aside', 'aside', 'b']);
    play.complete('a');
    expect(() => play.message('Chase')).to.throw();
  });

  scenario('a non-interrupting signal can come again and again', on(signal('Alarm'), quiet), (play) => {
    play.start();
    play.signal('Alarm');
    play.signal('Alarm');
    expect(play.count('aside')).to.equal(2);
  });

  scenario('an interrupting signal ends its host', on(signal('Alarm')), (play) => {
    play.start();
    play.signal('Other');
    expect(play.waits).to.deep.equal(['a', 'b']);
    play.signal('Alarm', { level: 3 });
    expect(play.waits).to.deep.equal(['aside']);
    expect(play.data).to.deep.equal({ level: 3 });
  });

  scenario(
    'a condition fires when it becomes true, and again only after it was false',
    on(condition('=n > 5'), quiet),
    (play) => {
      play.start({ n: 0 });
      play.set({ n: 6 });
      play.set({ n: 7 });
      expect(play.count('aside')).to.equal(1);
      play.set({ n: 1 });
      play.set({ n: 8 });
      expect(play.count('aside')).to.equal(2);
    },
  );

  scenario('a condition that already holds fires at once', on(condition('=n > 5')), (play) => {
    play.start({ n: 9 });
    expect(play.waits).to.deep.equal(['aside']);
  });

  const failing = process(
    start('s'),
    external('a'),
    boundary('exact', 'a', error('E1')),
    boundary('any', 'a', error()),
    user('one'),
    user('two'),
    flows('s > a', 'exact > one', 'any > two'),
  );
  scenario('an error is caught by its code first', failing, (play) => {
    play.start();
    play.error('a', 'E1');
    expect(play.waits).to.deep.equal(['one']);
    expect(play.last.filter(({ type }) => type === 'thrown' || type === 'caught')).to.deep.equal([
      { type: 'thrown', kind: 'error', activityId: 'a', executionId: 'r2', ref: 'E1' },
      {
        type: 'caught',
        kind: 'error',
        activityId: 'exact',
        executionId: play.last.flatMap((entry) => (entry.type === 'caught' ? entry.executionId : []))[0],
        ref: 'E1',
      },
    ]);
  });
  scenario('an error without a catcher of its code goes to the one that catches all', failing, (play) => {
    play.start();
    play.error('a', 'E2');
    expect(play.waits).to.deep.equal(['two']);
  });
  scenario(
    'an error from outside that nobody catches is an incident, after whose retry the work waits again',
    process(start('s'), external('a'), user('b'), flows('s > a', 's > b')),
    (play) => {
      play.start();
      play.error('a', 'E9', 'no funds');
      expect(play.incidents()).to.deep.equal(['ERROR_NOT_CAUGHT']);
      expect(play.waits).to.deep.equal(['a', 'b']);
      play.retry('a');
      expect(play.find('a').kind).to.equal('externalTask');
    },
  );

  const nested = process(
    start('s'),
    subProcess(
      'outer',
      start('s1'),
      subProcess('inner', start('s2'), end('boom', error('E1')), flows('s2 > boom')),
      boundary('near', 'inner', error('E2')),
      user('x'),
      flows('s1 > inner', 'near > x'),
    ),
    boundary('far', 'outer', error('E1')),
    user('after'),
    user('handled'),
    flows('s > outer > after', 'far > handled'),
  );
  scenario('an error travels outward to the nearest scope that catches it', nested, (play) => {
    play.start();
    expect(play.waits).to.deep.equal(['handled']);
    expect(play.outcomes('inner')).to.deep.equal(['cancelled']);
    expect(play.outcomes('boom')).to.deep.equal(['completed']);
  });

  scenario('an escalation can leave its thrower at work', escalating(quiet), (play) => {
    play.start();
    expect(play.waits).to.deep.equal(['aside', 'inside']);
    play.complete('inside');
    expect(play.waits).to.deep.equal(['after', 'aside']);
  });
  scenario('an escalation can interrupt its thrower', escalating(), (play) => {
    play.start();
    expect(play.waits).to.deep.equal(['aside']);
    expect(play.outcomes('esc')).to.deep.equal(['cancelled']);
  });
  scenario(
    'an escalation that nobody catches changes nothing',
    process(start('s'), throwEvent('esc', escalation('Late')), user('a'), flows('s > esc > a')),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['a']);
    },
  );
  scenario('an escalation from outside reaches the border of the task', on(escalation('Late'), quiet), (play) => {
    play.start();
    play.escalate('a', 'Late');
    expect(play.waits).to.deep.equal(['a', 'aside']);
  });
  scenario(
    'an error from a called process is caught at the call',
    process(
      start('s'),
      element('callActivity', 'call', { calledElement: 'x' }),
      boundary('b', 'call', error('E1')),
      user('a'),
      flows('s > call', 'b > a'),
    ),
    (play) => {
      play.start();
      play.error('call', 'E1');
      expect(play.waits).to.deep.equal(['a']);
    },
  );

  scenario(
    'a timer on a sub-process cancels all that is in it',
    process(
      start('s'),
      subProcess('sub', start('s1'), user('a'), user('b'), flows('s1 > a', 's1 > b')),
      boundary('t', 'sub', duration('PT1H')),
      user('late'),
      flows('s > sub', 't > late'),
    ),
    (play) => {
      play.start();
      play.fire('t');
      expect(play.waits).to.deep.equal(['late']);
      expect(
        play.last.flatMap((entry) => (entry.type === 'left' ? `${entry.activityId} ${entry.outcome}` : [])),
      ).to.deep.equal(['b cancelled', 'a cancelled', 'sub cancelled', 't completed']);
    },
  );

  scenario(
    'one of several events of a multiple boundary event is enough',
    process(
      start('s'),
      user('a'),
      boundary('b', 'a', duration('PT1H') + message('Stop')),
      user('x'),
      flows('s > a', 'b > x'),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['a', 'b', 'b']);
      play.message('Stop');
      expect(play.waits).to.deep.equal(['x']);
    },
  );

  scenario(
    'all events of a parallel multiple boundary event must occur',
    process(
      start('s'),
      user('a'),
      boundary('b', 'a', signal('One') + message('Two'), { parallelMultiple: true }),
      user('x'),
      flows('s > a', 'b > x'),
    ),
    (play) => {
      play.start();
      play.signal('One');
      expect(play.waits).to.deep.equal(['a', 'b']);
      play.signal('One');
      expect(play.waits).to.deep.equal(['a', 'b']);
      play.message('Two');
      expect(play.waits).to.deep.equal(['x']);
    },
  );

  scenario(
    'an error event can tell its code and message, an escalation event its code',
    process(
      start('s'),
      external('a'),
      boundary(
        'b',
        'a',
        element('errorEventDefinition', '', {
          'camunda:errorCodeVariable': 'code',
          'camunda:errorMessageVariable': 'text',
        }),
      ),
      boundary(
        'c',
        'a',
        element('escalationEventDefinition', '', { 'camunda:escalationCodeVariable': 'raised' }),
        quiet,
      ),
      user('x'),
      user('y'),
      flows('s > a', 'b > x', 'c > y'),
    ),
    (play) => {
      play.start();
      play.escalate('a', 'L');
      play.error('a', 'E1', 'no funds');
      expect(play.data).to.deep.equal({ raised: 'L', code: 'E1', text: 'no funds' });
    },
  );

  scenario(
    'several messages that came early all reach a non-interrupting event',
    process(
      start('s'),
      user('first'),
      user('a'),
      boundary('b', 'a', message('Chase'), quiet),
      user('x'),
      flows('s > first > a', 'b > x'),
    ),
    (play) => {
      play.start();
      play.message('Chase', { keepUntil: '2026-03-09T00:00:00Z' });
      play.message('Chase', { keepUntil: '2026-03-09T00:00:00Z' });
      play.complete('first');
      expect(play.waits).to.deep.equal(['a', 'b', 'x', 'x']);
    },
  );
});
