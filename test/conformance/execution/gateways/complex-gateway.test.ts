import { expect } from 'chai';
import { complex, end, flows, parallel, process, start, user } from '../bpmn.ts';
import { scenario } from '../play.ts';

describe('complex gateway (§13.4.5)', () => {
  const twoOfThree = process(
    start('s'),
    parallel('fork'),
    user('a'),
    user('b'),
    user('c'),
    complex('g', '<activationCondition>=activationCount &gt;= 2</activationCondition>'),
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
      complex('g', '<activationCondition>=fromBoss > 0</activationCondition>'),
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
});
