import { expect } from 'chai';
import { complex, end, exclusive, flows, parallel, process, start, task, user } from '../bpmn.ts';
import { scenario } from '../play.ts';

const activation = (text: string): string => `<activationCondition>${text}</activationCondition>`;

describe('complex gateway (§13.4.5)', () => {
  const twoOfThree = process(
    start('s'),
    parallel('fork'),
    user('a'),
    user('b'),
    user('c'),
    complex('g', activation('=activationCount >= 2')),
    user('after'),
    user('late'),
    end('e'),
    flows(
      's > fork > a > g',
      'fork > b > g',
      'fork > c > g',
      'g > after > e',
      'g > late if =not(waitingForStart)',
      'late > e',
    ),
  );

  scenario('fires as soon as its activation condition holds', twoOfThree, (play) => {
    play.start();
    play.complete('a');
    expect(play.waits).to.deep.equal(['b', 'c']);
    play.complete('c');
    expect(play.waits).to.deep.equal(['after', 'b']);
  });

  scenario('waits for the tokens still under way, takes them in and begins anew', twoOfThree, (play) => {
    play.start();
    play.complete('a');
    play.complete('b');
    play.complete('after');
    expect(play.status).to.equal('running');
    play.complete('c');
    expect(play.waits).to.deep.equal(['late']);
    play.complete('late');
    expect(play.status).to.equal('completed');
    expect(play.count('after')).to.equal(1);
  });

  scenario(
    'can ask for the tokens on a single flow',
    process(
      start('s'),
      parallel('fork'),
      user('boss'),
      user('clerk'),
      complex('g', activation('=fromBoss > 0')),
      user('after'),
      flows('s > fork > boss', 'fork > clerk', 'fromBoss: boss > g', 'fromClerk: clerk > g', 'g > after'),
    ),
    (play) => {
      play.start();
      play.complete('clerk');
      expect(play.waits).to.deep.equal(['boss']);
      play.complete('boss');
      expect(play.waits).to.deep.equal(['after']);
    },
  );

  scenario(
    'fires once, and completely, when its condition waits for every token',
    process(
      start('s'),
      parallel('fork'),
      user('a'),
      user('b'),
      complex('g', activation('=activationCount = 2')),
      user('after'),
      user('late'),
      flows('s > fork > a > g > after', 'fork > b > g', 'g > late if =not(waitingForStart)'),
    ),
    (play) => {
      play.start();
      play.complete('a');
      play.complete('b');
      expect(play.waits).to.deep.equal(['after']);
      expect(play.count('g')).to.equal(1);
      play.complete('after');
      expect(play.status).to.equal('completed');
    },
  );

  scenario(
    'fires for the first of two tokens that come in the same step, when one is enough',
    process(
      start('s'),
      parallel('fork'),
      task('a'),
      task('b'),
      complex('g', activation('=activationCount > 0')),
      user('after'),
      user('late'),
      flows('s > fork > a > g > after', 'fork > b > g', 'g > late if =not(waitingForStart)'),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['after', 'late']);
      expect(play.count('g')).to.equal(2);
    },
  );

  scenario(
    'fires when data make its condition true after the token has come',
    process(
      start('s'),
      complex('g', activation('=approved')),
      user('after'),
      parallel('fork'),
      user('other'),
      flows('s > fork > g > after', 'fork > other > g'),
    ),
    (play) => {
      play.start({ approved: false });
      expect(play.waits).to.deep.equal(['other']);
      play.set({ approved: true });
      expect(play.waits).to.deep.equal(['after', 'other']);
    },
  );

  scenario(
    'never fires while its condition does not hold, even when no token can come any more',
    process(
      start('s'),
      exclusive('x', { default: 'x.a' }),
      task('a'),
      task('b'),
      complex('g', activation('=activationCount = 2')),
      user('after'),
      flows('s > x > a > g > after', 'x > b if =false', 'b > g'),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal([]);
      expect(play.status).to.equal('running');
    },
  );

  scenario(
    'without a condition of its own waits for every token that can still come',
    process(
      start('s'),
      parallel('fork'),
      user('a'),
      user('b'),
      complex('g'),
      user('after'),
      flows('s > fork > a > g > after', 'fork > b > g'),
    ),
    (play) => {
      play.start();
      play.complete('a');
      expect(play.waits).to.deep.equal(['b']);
      play.complete('b');
      expect(play.waits).to.deep.equal(['after']);
      expect(play.count('g')).to.equal(1);
    },
  );

  scenario(
    'lets the conditions of its flows ask for what has come when it fires',
    process(
      start('s'),
      parallel('fork'),
      user('a'),
      user('b'),
      complex('g', { default: 'g.slow' }, activation('=activationCount > 0')),
      user('quick'),
      user('slow'),
      flows(
        's > fork',
        'fork > a',
        'fromA: a > g',
        'fork > b > g',
        'g > quick if =waitingForStart and fromA = 1',
        'g > slow',
      ),
    ),
    (play) => {
      play.start();
      play.complete('a');
      expect(play.waits).to.deep.equal(['b', 'quick']);
    },
  );

  scenario(
    'raises an incident when no flow may be taken, and chooses again on a retry',
    process(
      start('s'),
      parallel('fork'),
      user('a'),
      user('b'),
      complex('g', activation('=activationCount = 2')),
      user('after'),
      flows('s > fork > a > g', 'fork > b > g', 'g > after if =open'),
    ),
    (play) => {
      play.start({ open: false });
      play.complete('a');
      play.complete('b');
      expect(play.incidents()).to.deep.equal(['NO_FLOW_TAKEN']);
      play.set({ open: true });
      play.retry('g');
      expect(play.waits).to.deep.equal(['after']);
    },
  );

  const twiceOnOneFlow = process(
    start('s'),
    parallel('fork'),
    user('a1'),
    user('a2'),
    user('b'),
    exclusive('merge'),
    complex('g', activation('=activationCount > 0')),
    user('after'),
    end('e'),
    flows('s > fork > a1 > merge > g > after > e', 'fork > a2 > merge', 'fork > b > g'),
  );

  scenario('begins anew without waiting for another token on a flow that has given one', twiceOnOneFlow, (play) => {
    play.start();
    play.complete('a1');
    play.complete('b');
    expect(play.count('after')).to.equal(1);
    play.complete('a2');
    expect(play.count('after')).to.equal(2);
  });

  scenario('keeps a second token of a flow for the next time', twiceOnOneFlow, (play) => {
    play.start();
    play.complete('a1');
    play.complete('a2');
    expect(play.count('after')).to.equal(1);
    play.complete('b');
    expect(play.count('after')).to.equal(2);
  });
});
