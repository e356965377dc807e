import { expect } from 'chai';
import { element, end, exclusive, flows, parallel, process, start, task, user } from '../bpmn.ts';
import { scenario } from '../play.ts';

describe('sequence flows of activities (§13.3.2)', () => {
  scenario(
    'without a gateway all outgoing flows are taken',
    process(start('s'), user('a'), user('b'), user('c'), flows('s > a > b', 'a > c')),
    (play) => {
      play.start();
      play.complete('a');
      expect(play.waits).to.deep.equal(['b', 'c']);
    },
  );

  scenario(
    'without a gateway every arriving token begins its own run',
    process(
      start('s'),
      parallel('fork'),
      task('a'),
      task('b'),
      user('c'),
      end('e'),
      flows('s > fork > a > c > e', 'fork > b > c'),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['c', 'c']);
      play.complete('c');
      expect(play.waits).to.deep.equal(['c']);
      play.complete('c');
      expect(play.status).to.equal('completed');
    },
  );

  const conditional = process(
    start('s'),
    element('userTask', 'a', { default: 'a.d' }),
    user('b'),
    user('c'),
    user('d'),
    flows('s > a', 'a > b if =x', 'a > c if =y', 'a > d'),
  );
  scenario('conditional flows are taken each on its own merits', conditional, (play) => {
    play.start();
    play.complete('a', { x: true, y: true });
    expect(play.waits).to.deep.equal(['b', 'c']);
  });
  scenario('the default flow is taken when no condition holds', conditional, (play) => {
    play.start();
    play.complete('a', { x: false });
    expect(play.waits).to.deep.equal(['d']);
  });
  scenario(
    'an activity whose conditions all fail, without default, gets an incident and keeps what it was given',
    process(start('s'), user('a'), user('b'), flows('s > a', 'a > b if =x')),
    (play) => {
      play.start();
      play.complete('a', { x: false });
      expect(play.incidents()).to.deep.equal(['NO_FLOW_TAKEN']);
      expect(() => play.complete('a')).to.throw(/does not wait for work/);
      play.set({ x: true });
      play.retry('a');
      expect(play.waits).to.deep.equal(['b']);
    },
  );

  scenario(
    'a process without start event begins with everything that has no incoming flow',
    process(user('a'), user('b'), exclusive('x'), user('c'), flows('a > c', 'x > c')),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['a', 'b', 'c']);
    },
  );

  scenario(
    'a process ends when its last token is gone',
    process(start('s'), parallel('f'), user('a'), user('b'), end('e'), flows('s > f > a > e', 'f > b')),
    (play) => {
      play.start();
      play.complete('b');
      expect(play.status).to.equal('running');
      play.complete('a');
      expect(play.status).to.equal('completed');
      expect(play.last.at(-1)).to.deep.equal({ type: 'ended', status: 'completed' });
    },
  );
});
