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
  eventSubProcess,
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

const on = (definition: string, isInterrupting: boolean): string =>
  process(
    start('s'),
    user('a'),
    user('b'),
    eventSubProcess(
      'esp',
      element('startEvent', 'es', { isInterrupting }, definition),
      user('h'),
      end('he'),
      flows('es > h > he'),
    ),
    flows('s > a > b'),
  );

describe('event sub-process (§13.5.4)', () => {
  scenario('an interrupting one takes over its scope', on(message('Stop'), true), (play) => {
    play.start();
    expect(play.waits).to.deep.equal(['a', 'es']);
    play.message('Stop', { data: { why: 'x' } });
    expect(play.waits).to.deep.equal(['h']);
    expect(play.outcomes('a')).to.deep.equal(['cancelled']);
    expect(() => play.message('Stop')).to.throw();
    play.complete('h');
    expect(play.status).to.equal('completed');
    expect(play.data).to.deep.equal({ why: 'x' });
  });
  scenario('a non-interrupting one runs beside, as often as its event occurs', on(message('Chase'), false), (play) => {
    play.start();
    play.message('Chase');
    play.message('Chase');
    expect(play.waits).to.deep.equal(['a', 'es', 'h', 'h']);
    play.complete('a');
    play.complete('b');
    expect(play.status).to.equal('running');
    play.complete('h');
    play.complete('h');
    expect(play.status).to.equal('completed');
  });
  scenario('a timer start fires', on(duration('P1D'), true), (play) => {
    play.start();
    play.fire('es');
    expect(play.waits).to.deep.equal(['h']);
  });
  scenario('a timer cycle fires again and again', on(cycle('R/PT1H'), false), (play) => {
    play.start();
    play.fire('es');
    play.fire('es');
    expect(play.waits).to.deep.equal(['a', 'es', 'h', 'h']);
    play.complete('a');
    play.complete('b');
    play.complete('h');
    play.complete('h');
    expect(play.status).to.equal('completed');
    expect(play.last.map(({ type }) => type)).to.include('timerCancelled');
  });
  scenario('a signal start fires', on(signal('Alarm'), true), (play) => {
    play.start();
    play.signal('Alarm');
    expect(play.waits).to.deep.equal(['h']);
  });
  scenario('a condition start fires when data change', on(condition('=level > 3'), false), (play) => {
    play.start({ level: 1 });
    play.complete('a', { level: 5 });
    expect(play.waits).to.deep.equal(['b', 'es', 'h']);
  });
  scenario(
    'an error start catches what is thrown in its scope',
    process(
      start('s'),
      external('a'),
      user('b'),
      eventSubProcess('esp', start('es', error('E1')), user('h'), flows('es > h')),
      flows('s > a', 's > b'),
    ),
    (play) => {
      play.start();
      play.error('a', 'E1');
      expect(play.waits).to.deep.equal(['h']);
      play.complete('h');
      expect(play.status).to.equal('completed');
    },
  );
  scenario(
    'an error thrown in the handler itself goes further out',
    process(
      start('s'),
      subProcess(
        'sub',
        start('s1'),
        external('a'),
        flows('s1 > a'),
        eventSubProcess('esp', start('es', error()), external('h'), flows('es > h')),
      ),
      boundary('out', 'sub', error()),
      user('x'),
      user('after'),
      flows('s > sub > after', 'out > x'),
    ),
    (play) => {
      play.start();
      play.error('a', 'E1');
      play.error('h', 'E2');
      expect(play.waits).to.deep.equal(['x']);
    },
  );
  scenario(
    'a handled error lets the sub-process end in the ordinary way',
    process(
      start('s'),
      subProcess(
        'sub',
        start('s1'),
        external('a'),
        flows('s1 > a'),
        eventSubProcess('esp', start('es', error('E1')), user('h'), flows('es > h')),
      ),
      user('after'),
      flows('s > sub > after'),
    ),
    (play) => {
      play.start();
      play.error('a', 'E1');
      play.complete('h');
      expect(play.waits).to.deep.equal(['after']);
      expect(play.outcomes('sub')).to.deep.equal(['completed']);
    },
  );
  scenario(
    'an escalation start can run beside the thrower',
    process(
      start('s'),
      throwEvent('t', escalation('L')),
      user('a'),
      eventSubProcess(
        'esp',
        element('startEvent', 'es', { isInterrupting: false }, escalation('L')),
        user('h'),
        flows('es > h'),
      ),
      flows('s > t > a'),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['a', 'h']);
    },
  );
  scenario(
    'several event sub-processes listen at once; an interrupting one silences the others',
    process(
      start('s'),
      user('a'),
      eventSubProcess(
        'e1',
        element('startEvent', 'es1', { isInterrupting: false }, message('A')),
        user('h1'),
        flows('es1 > h1'),
      ),
      eventSubProcess('e2', start('es2', message('B')), user('h2'), flows('es2 > h2')),
      flows('s > a'),
    ),
    (play) => {
      play.start();
      play.message('A');
      expect(play.waits).to.deep.equal(['a', 'es1', 'es2', 'h1']);
      play.message('B');
      expect(play.waits).to.deep.equal(['h2']);
      expect(play.outcomes('h1')).to.deep.equal(['cancelled']);
    },
  );
  scenario(
    'listens only while its scope is open',
    process(
      start('s'),
      subProcess(
        'sub',
        start('s1'),
        user('a'),
        flows('s1 > a'),
        eventSubProcess('esp', start('es', message('A')), user('h'), flows('es > h')),
      ),
      user('after'),
      flows('s > sub > after'),
    ),
    (play) => {
      play.start();
      expect(play.find('es').scopeIds).to.have.length(1);
      play.complete('a');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
});

describe('an event sub-process that sets itself off', () => {
  scenario(
    'is stopped before a journal entry of the step outgrows a document of the database',
    process(
      start('s'),
      throwEvent('first', signal('x')),
      user('a'),
      end('e'),
      flows('s > first > a > e'),
      eventSubProcess(
        'again',
        element('startEvent', 'heard', { isInterrupting: false }, signal('x')),
        throwEvent('say', signal('x')),
        end('said'),
        flows('heard > say > said'),
      ),
    ),
    (play) => {
      play.start();
      expect(play.incidents()).to.include('LOOP_LIMIT');
      expect(JSON.stringify(play.last).length).to.be.below(12_000_000);
    },
  );
});
