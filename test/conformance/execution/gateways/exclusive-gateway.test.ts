import { expect } from 'chai';
import { end, exclusive, flows, process, start, user } from '../bpmn.ts';
import { scenario } from '../play.ts';

const decision = (attributes: { default?: string } = {}): string =>
  process(
    start('s'),
    exclusive('x', attributes),
    user('a'),
    user('b'),
    user('c'),
    end('e'),
    flows(
      's > x',
      'x > a if =n > 10',
      'x > b if =n > 5',
      'a > e',
      'b > e',
      'c > e',
      attributes.default ? 'x > c' : 'x > c if =n < 0',
    ),
  );

describe('exclusive gateway (§13.4.2)', () => {
  scenario('takes the first flow whose condition is true and no other', decision(), (play) => {
    play.start({ n: 20 });
    expect(play.waits).to.deep.equal(['a']);
  });

  scenario('tries conditions in the order of the flows', decision(), (play) => {
    play.start({ n: 7 });
    expect(play.waits).to.deep.equal(['b']);
  });

  scenario('takes the default flow only when no condition is true', decision({ default: 'x.c' }), (play) => {
    play.start({ n: 0 });
    expect(play.waits).to.deep.equal(['c']);
  });

  scenario('raises an incident when no flow may be taken, and decides again on a retry', decision(), (play) => {
    play.start({ n: 0 });
    expect(play.status).to.equal('running');
    expect(play.incidents()).to.deep.equal(['NO_FLOW_TAKEN']);
    play.set({ n: 6 });
    play.retry('x');
    expect(play.waits).to.deep.equal(['b']);
    expect(play.last[1]).to.deep.include({ type: 'left', outcome: 'completed' });
  });

  scenario(
    'stops a loop without a wait state with an incident',
    process(
      start('s'),
      exclusive('x'),
      exclusive('y'),
      end('e'),
      flows('s > x > y', 'y > x if =true', 'y > e if =false'),
    ),
    (play) => {
      play.start();
      expect(play.incidents()).to.deep.equal(['LOOP_LIMIT']);
      expect(play.status).to.equal('running');
    },
  );

  scenario('without outgoing flows ends its token', process(start('s'), exclusive('x'), flows('s > x')), (play) => {
    play.start();
    expect(play.incidents()).to.deep.equal([]);
    expect(play.status).to.equal('completed');
  });
});
