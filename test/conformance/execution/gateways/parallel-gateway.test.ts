import { expect } from 'chai';
import { end, exclusive, flows, parallel, process, start, task, user } from '../bpmn.ts';
import { scenario } from '../play.ts';

describe('parallel gateway (§13.4.1)', () => {
  const forkAndJoin = process(
    start('s'),
    parallel('fork'),
    user('a'),
    user('b'),
    parallel('join'),
    user('c'),
    end('e'),
    flows('s > fork > a > join > c > e', 'fork > b > join'),
  );

  scenario('gives a token to every outgoing flow', forkAndJoin, (play) => {
    play.start();
    expect(play.waits).to.deep.equal(['a', 'b']);
  });

  scenario('joins one token of each incoming flow', forkAndJoin, (play) => {
    play.start();
    play.complete('a');
    expect(play.waits).to.deep.equal(['b']);
    play.complete('b');
    expect(play.waits).to.deep.equal(['c']);
    play.complete('c');
    expect(play.status).to.equal('completed');
    expect(play.count('c')).to.equal(1);
  });

  scenario(
    'does not fire for two tokens on the same flow',
    process(
      start('s'),
      parallel('fork'),
      task('x'),
      task('y'),
      exclusive('merge'),
      user('z'),
      parallel('join'),
      user('after'),
      end('e'),
      flows('s > fork > x > merge > join > after > e', 'fork > y > merge', 'fork > z > join'),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['z']);
      play.complete('z');
      expect(play.waits).to.deep.equal(['after']);
      play.complete('after');
      // The surplus token on the first flow waits for a partner that never comes: the standard calls it a deadlock.
      expect(play.status).to.equal('running');
      expect(play.waits).to.deep.equal([]);
    },
  );

  scenario('counts a token put before it by hand as the one it still misses', forkAndJoin, (play) => {
    play.start();
    play.complete('b');
    play.modify({ type: 'move', executionId: play.idOf('a'), toActivityId: 'join' });
    expect(play.waits).to.deep.equal(['c']);
    play.complete('c');
    expect(play.status).to.equal('completed');
  });

  scenario(
    'begins the process when no flow comes to it',
    process(parallel('fork'), user('a'), user('b'), flows('fork > a', 'fork > b')),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['a', 'b']);
      play.complete('a');
      play.complete('b');
      expect(play.status).to.equal('completed');
    },
  );
});
