import { expect } from 'chai';
import {
  condition,
  element,
  end,
  error,
  escalation,
  flows,
  message,
  parallel,
  process,
  signal,
  start,
  subProcess,
  terminate,
  throwEvent,
  user,
  duration,
} from '../bpmn.ts';
import { scenario } from '../play.ts';
import { refusalOf } from '../refusal-of.ts';

describe('start events (§13.5.1)', () => {
  const several = process(
    start('plain'),
    start('byMessage', message('Order')),
    start('byTimer', duration('PT1H')),
    user('a'),
    user('b'),
    user('c'),
    flows('plain > a', 'byMessage > b', 'byTimer > c'),
  );

  scenario('a process begins at its plain start event', several, (play) => {
    play.start({ x: 1 });
    expect(play.waits).to.deep.equal(['a']);
    expect(play.data).to.deep.equal({ x: 1 });
  });
  scenario('or at the event that has occurred', several, (play) => {
    play.start({ item: 'lamp' }, 'byMessage');
    expect(play.waits).to.deep.equal(['b']);
    expect(play.happened).to.deep.include({
      type: 'caught',
      kind: 'message',
      activityId: 'byMessage',
      executionId: 'r1',
    });
  });
  scenario('an unknown start event is refused, naming the known ones', several, (play) => {
    expect(() => play.start({}, 'a')).to.throw(
      /'a' does not begin process 'p'; it begins with: plain, byMessage, byTimer/,
    );
  });
  scenario(
    'several plain start events must be told apart',
    process(start('s1'), start('s2'), user('a'), user('b'), flows('s1 > a', 's2 > b')),
    (play) => {
      expect(() => play.start()).to.throw(/several plain start events; name one of: s1, s2/);
      play.start({}, 's2');
      expect(play.waits).to.deep.equal(['b']);
    },
  );
  scenario(
    'a process that only begins with events does not begin without one',
    process(start('s', message('Order')), user('a'), flows('s > a')),
    (play) => {
      expect(() => play.start()).to.throw(/no plain start event.*: s/);
    },
  );
  scenario(
    'a parallel multiple start waits for its other events',
    process(
      element('startEvent', 's', { parallelMultiple: true }, message('A') + signal('B')),
      user('a'),
      flows('s > a'),
    ),
    (play) => {
      play.start({}, 's');
      expect(play.waits).to.deep.equal(['s']);
      play.signal('B');
      expect(play.waits).to.deep.equal(['a']);
    },
  );
  for (const [kind, definition] of Object.entries({
    message: message('M'),
    signal: signal('S'),
    timer: duration('PT1H'),
    conditional: condition('=false'),
  }))
    scenario(
      `a ${kind} start event reports what it has caught`,
      process(start('s', definition), user('a'), flows('s > a')),
      (play) => {
        play.start({}, 's');
        expect(play.waits).to.deep.equal(['a']);
        expect(play.happened.filter(({ type }) => type === 'caught')).to.deep.equal([
          { type: 'caught', kind, activityId: 's', executionId: 'r1' },
        ]);
      },
    );
  scenario(
    'a multiple start event needs one of its events only',
    process(start('s', message('A') + signal('B')), user('a'), flows('s > a')),
    (play) => {
      play.start({}, 's');
      expect(play.waits).to.deep.equal(['a']);
    },
  );
  scenario(
    'a refusal to begin names what could begin the process, and nothing else',
    process(
      element('receiveTask', 'r', { instantiate: true, messageRef: 'message-M' }),
      element('receiveTask', 'later', { messageRef: 'message-M' }),
      user('a'),
      flows('r > later > a'),
    ),
    (play) => {
      const plain = refusalOf(() => play.start());
      expect(plain.code).to.equal('NOT_SUPPORTED');
      expect(plain.message).to.equal(
        "Process 'p' has no plain start event; name the start event that has occurred: r.",
      );
      const wrong = refusalOf(() => play.start({}, 'later'));
      expect(wrong.code).to.equal('NOT_SUPPORTED');
      expect(wrong.message).to.equal("'later' does not begin process 'p'; it begins with: r.");
      play.start({}, 'r');
      expect(play.count('r')).to.equal(1);
    },
  );
  scenario('a run that has begun can not be started again', process(start('s'), user('a'), flows('s > a')), (play) => {
    play.start();
    expect(() => play.start()).to.throw(/has begun already/);
  });
});

describe('end events (§13.5.6)', () => {
  scenario(
    'terminate ends all at once',
    process(start('s'), parallel('f'), user('a'), user('b'), end('t', terminate), flows('s > f > a > t', 'f > b')),
    (play) => {
      play.start();
      play.complete('a');
      expect(play.status).to.equal('completed');
      expect(play.outcomes('b')).to.deep.equal(['cancelled']);
      expect(play.outcomes('t')).to.deep.equal(['completed']);
    },
  );
  scenario(
    'terminate in a sub-process ends only that',
    process(
      start('s'),
      parallel('f'),
      subProcess('sub', start('s1'), user('a'), user('b'), end('t', terminate), flows('s1 > a > t', 's1 > b')),
      user('c'),
      user('after'),
      flows('s > f > sub > after', 'f > c'),
    ),
    (play) => {
      play.start();
      play.complete('a');
      expect(play.waits).to.deep.equal(['after', 'c']);
      expect(play.outcomes('sub')).to.deep.equal(['completed']);
    },
  );
  scenario(
    'terminate also ends tokens that are still on their way',
    process(start('s'), parallel('f'), end('t', terminate), user('a'), flows('s > f > t', 'f > a')),
    (play) => {
      play.start();
      expect(play.status).to.equal('completed');
      expect(play.count('a')).to.equal(0);
    },
  );
  scenario(
    'an error end event fails the process when nobody catches it',
    process(start('s'), parallel('f'), user('b'), end('e', error('E1')), flows('s > f > b', 'f > e')),
    (play) => {
      play.start();
      expect(play.status).to.equal('failed');
      expect(play.happened).to.deep.include({ type: 'ended', status: 'failed', errorCode: 'E1' });
    },
  );
  scenario(
    'an escalation end event that nobody catches ends its path',
    process(start('s'), end('e', escalation('L')), flows('s > e')),
    (play) => {
      play.start();
      expect(play.status).to.equal('completed');
      expect(play.happened.find(({ type }) => type === 'thrown')).to.deep.include({ kind: 'escalation', ref: 'L' });
    },
  );
  scenario(
    'message and signal end events throw',
    process(start('s'), end('e', message('Done') + signal('Over')), flows('s > e')),
    (play) => {
      play.start();
      expect(
        play.happened.flatMap((entry) => (entry.type === 'thrown' ? `${entry.kind} ${entry.ref}` : [])),
      ).to.deep.equal(['message Done', 'signal Over']);
      expect(play.status).to.equal('completed');
    },
  );
  scenario(
    'a message end event with a topic waits for its worker',
    process(start('s'), end('e', message('Done', { 'camunda:topic': 'mail' })), flows('s > e')),
    (play) => {
      play.start();
      play.complete('e');
      expect(play.status).to.equal('completed');
    },
  );
  scenario(
    'the run can be ended from outside',
    process(start('s'), user('a'), throwEvent('x'), flows('s > a > x')),
    (play) => {
      play.start();
      play.terminate();
      expect(play.status).to.equal('terminated');
      expect(play.outcomes('a')).to.deep.equal(['cancelled']);
      expect(() => play.signal('x')).to.throw(/is terminated/);
    },
  );
});
