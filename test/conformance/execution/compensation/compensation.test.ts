import { expect } from 'chai';
import {
  association,
  boundary,
  compensate,
  element,
  end,
  eventSubProcess,
  flows,
  multiInstance,
  process,
  start,
  subProcess,
  throwEvent,
  user,
  parallel,
} from '../bpmn.ts';
import { scenario } from '../play.ts';

const undoing = (id: string): string => element('userTask', id, { isForCompensation: true });
const undoable = (id: string): string =>
  user(id) + boundary(`b-${id}`, id, compensate()) + undoing(`undo-${id}`) + association(`b-${id}`, `undo-${id}`);

describe('compensation (§13.5.5)', () => {
  const twoThings = (definition: string): string =>
    process(
      start('s'),
      undoable('x'),
      undoable('y'),
      user('decide'),
      throwEvent('t', definition),
      user('after'),
      flows('s > x > y > decide > t > after'),
    );

  scenario('undoes what was completed, last first, and the thrower waits', twoThings(compensate()), (play) => {
    play.start();
    play.complete('x');
    play.complete('y');
    expect(play.waits).to.deep.equal(['decide']);
    play.complete('decide');
    expect(play.waits).to.deep.equal(['undo-y']);
    play.complete('undo-y');
    expect(play.waits).to.deep.equal(['undo-x']);
    play.complete('undo-x');
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario('undoes one activity when it is named', twoThings(compensate('x')), (play) => {
    play.start();
    play.complete('x');
    play.complete('y');
    play.complete('decide');
    expect(play.waits).to.deep.equal(['undo-x']);
    play.complete('undo-x');
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario('does not wait when told so', twoThings(compensate('x', { waitForCompletion: false })), (play) => {
    play.start();
    play.complete('x');
    play.complete('y');
    play.complete('decide');
    expect(play.waits).to.deep.equal(['after', 'undo-x']);
    play.complete('after');
    expect(play.status).to.equal('running');
    play.complete('undo-x');
    expect(play.status).to.equal('completed');
    expect(play.outcomes('t')).to.deep.equal(['completed']);
  });
  scenario(
    'goes on when there is nothing to undo',
    process(start('s'), throwEvent('t', compensate()), user('after'), flows('s > t > after')),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'does not undo what has not been completed',
    process(
      start('s'),
      parallel('f'),
      undoable('x'),
      user('go'),
      throwEvent('t', compensate()),
      user('after'),
      flows('s > f > x', 'f > go > t > after'),
    ),
    (play) => {
      play.start();
      play.complete('go');
      expect(play.waits).to.deep.equal(['after', 'x']);
    },
  );
  scenario(
    'undoes each round of a loop once',
    process(
      start('s'),
      undoable('x'),
      user('q', { default: 'q.t' }),
      throwEvent('t', compensate()),
      end('e'),
      flows('s > x > q', 'q > x if =again', 'q > t', 't > e'),
    ),
    (play) => {
      play.start();
      play.complete('x');
      play.complete('q', { again: true });
      play.complete('x');
      play.complete('q', { again: false });
      play.complete('undo-x');
      play.complete('undo-x');
      expect(play.status).to.equal('completed');
    },
  );
  scenario(
    'a compensation end event undoes before the path ends',
    process(start('s'), undoable('x'), end('e', compensate()), flows('s > x > e')),
    (play) => {
      play.start();
      play.complete('x');
      expect(play.waits).to.deep.equal(['undo-x']);
      play.complete('undo-x');
      expect(play.status).to.equal('completed');
    },
  );
  scenario(
    'a completed sub-process is undone through what was completed in it',
    process(
      start('s'),
      subProcess('sub', start('s1'), undoable('x'), undoable('y'), flows('s1 > x > y')),
      throwEvent('t', compensate()),
      user('after'),
      flows('s > sub > t > after'),
    ),
    (play) => {
      play.start();
      play.complete('x');
      play.complete('y');
      play.complete('undo-y');
      play.complete('undo-x');
      expect(play.waits).to.deep.equal(['after']);
      expect(play.outcomes('sub')).to.deep.equal(['completed', 'completed']);
    },
  );
  scenario(
    'a compensation event sub-process undoes its sub-process with the data it ended with',
    process(
      start('s'),
      subProcess(
        'sub',
        '<property id="p1" name="note"/>',
        start('s1'),
        user('x'),
        flows('s1 > x'),
        eventSubProcess(
          'esp',
          start('es', compensate()),
          user(
            'h',
            '<extensionElements><camunda:inputOutput><camunda:inputParameter name="seen">${note}</camunda:inputParameter></camunda:inputOutput></extensionElements>',
          ),
          flows('es > h'),
        ),
      ),
      user('decide'),
      throwEvent('t', compensate('sub')),
      user('after'),
      flows('s > sub > decide > t > after'),
    ),
    (play) => {
      play.start();
      play.complete('x', { note: 'kept' });
      play.complete('decide', { note: 'outer' });
      expect(play.find('h')).to.deep.include({ data: { note: 'kept', seen: 'kept' } });
      play.complete('h');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'every completed instance of a multi-instance activity is undone',
    process(
      start('s'),
      user('x', multiInstance({ cardinality: '2' })),
      boundary('b', 'x', compensate()),
      undoing('undo'),
      association('b', 'undo'),
      throwEvent('t', compensate()),
      user('after'),
      flows('s > x > t > after'),
    ),
    (play) => {
      play.start();
      play.complete('x');
      play.complete('x');
      play.complete('undo');
      play.complete('undo');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'an event sub-process can undo what its scope has done',
    process(
      start('s'),
      undoable('x'),
      user('a'),
      flows('s > x > a'),
      eventSubProcess(
        'esp',
        start('es', '<messageEventDefinition messageRef="message-Stop"/>'),
        throwEvent('t', compensate()),
        user('h'),
        flows('es > t > h'),
      ),
    ),
    (play) => {
      play.start();
      play.complete('x');
      play.message('Stop');
      expect(play.waits).to.deep.equal(['undo-x']);
      play.complete('undo-x');
      expect(play.waits).to.deep.equal(['h']);
    },
  );
  scenario(
    'what a named compensation leaves can be undone later, and nothing twice',
    process(
      start('s'),
      undoable('x'),
      undoable('y'),
      throwEvent('one', compensate('x')),
      throwEvent('all', compensate()),
      throwEvent('again', compensate()),
      user('after'),
      flows('s > x > y > one > all > again > after'),
    ),
    (play) => {
      play.start();
      play.complete('x');
      play.complete('y');
      expect(play.waits).to.deep.equal(['undo-x']);
      play.complete('undo-x');
      expect(play.waits).to.deep.equal(['undo-y']);
      play.complete('undo-y');
      expect(play.waits).to.deep.equal(['after']);
      play.complete('after');
      expect(play.status).to.equal('completed');
    },
  );
  scenario('says what is thrown and what is caught', twoThings(compensate('x')), (play) => {
    play.start();
    play.complete('x');
    play.complete('y');
    play.complete('decide');
    const thrower = play.happened.findLast((entry) => entry.type === 'entered' && entry.activityId === 't');
    const told = play.last.filter((entry) => entry.type === 'thrown' || entry.type === 'caught');
    expect(told.map(({ type, ...rest }) => ({ type, ...rest }))).to.deep.equal(
      [
        { type: 'thrown', activityId: 't' },
        { type: 'caught', activityId: 'b-x' },
      ].map((entry) =>
        Object.assign(
          { executionId: (thrower as { executionId: string }).executionId, kind: 'compensation', ref: 'x' },
          entry,
        ),
      ),
    );
  });
  scenario(
    'a compensation event sub-process can undo what was completed in its own sub-process',
    process(
      start('s'),
      subProcess(
        'sub',
        start('s1'),
        undoable('x'),
        flows('s1 > x'),
        eventSubProcess(
          'esp',
          start('es', compensate()),
          throwEvent('inner', compensate()),
          user('h'),
          flows('es > inner > h'),
        ),
      ),
      throwEvent('t', compensate()),
      throwEvent('again', compensate()),
      user('after'),
      flows('s > sub > t > again > after'),
    ),
    (play) => {
      play.start();
      play.complete('x');
      expect(play.happened.find(({ type }) => type === 'caught')).to.deep.include({
        kind: 'compensation',
        activityId: 'es',
      });
      expect(play.waits).to.deep.equal(['undo-x']);
      play.complete('undo-x');
      expect(play.waits).to.deep.equal(['h']);
      play.complete('h');
      expect(play.waits).to.deep.equal(['after']);
      expect(play.count('sub')).to.equal(2);
    },
  );
  scenario(
    'a sub-process that only reacts to messages has nothing to undo',
    process(
      start('s'),
      subProcess(
        'sub',
        start('s1'),
        user('x'),
        flows('s1 > x'),
        eventSubProcess(
          'esp',
          start('es', '<messageEventDefinition messageRef="message-Stop"/>'),
          user('h'),
          flows('es > h'),
        ),
      ),
      throwEvent('t', compensate()),
      user('after'),
      flows('s > sub > t > after'),
    ),
    (play) => {
      play.start();
      play.complete('x');
      expect(play.waits).to.deep.equal(['after']);
      expect(play.count('sub')).to.equal(1);
      expect(play.count('h')).to.equal(0);
    },
  );
  scenario(
    'what an event sub-process has done is not undone by the scope around it',
    process(
      start('s'),
      user('go'),
      throwEvent('t', compensate()),
      user('after'),
      flows('s > go > t > after'),
      eventSubProcess(
        'esp',
        element('startEvent', 'es', { isInterrupting: false }, '<messageEventDefinition messageRef="message-Extra"/>'),
        undoable('z'),
        flows('es > z'),
      ),
    ),
    (play) => {
      play.start();
      play.message('Extra');
      play.complete('z');
      play.complete('go');
      expect(play.waits).to.deep.equal(['after', 'es']);
    },
  );
  scenario(
    'the handler of a sub-process sees the data the sub-process ended with',
    process(
      start('s'),
      subProcess('sub', '<property id="p1" name="note"/>', start('s1'), user('x'), flows('s1 > x')),
      boundary('late', 'sub', '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>'),
      boundary('b', 'sub', compensate()),
      undoing('undo'),
      association('b', 'undo'),
      throwEvent('t', compensate()),
      user('after'),
      flows('s > sub > t > after', 'late > after'),
    ),
    (play) => {
      play.start();
      play.complete('x', { note: 'kept' });
      expect(play.find('undo')).to.deep.include({ data: { note: 'kept' } });
      expect(play.happened.find(({ type }) => type === 'caught')).to.deep.include({
        kind: 'compensation',
        activityId: 'b',
        ref: 'sub',
      });
      play.complete('undo');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
});
