import { expect } from 'chai';
import { flows, process, script, standardLoop, start, user } from '../bpmn.ts';
import { scenario } from '../play.ts';

const looping = (activity: string): string => process(start('s'), activity, user('after'), flows('s > a > after'));

describe('standard loop (§13.3.6)', () => {
  scenario(
    'repeats while its condition holds, tested after each round',
    looping(user('a', standardLoop({}, '=again'))),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['a']);
      play.complete('a', { again: true });
      expect(play.waits).to.deep.equal(['a']);
      play.complete('a', { again: false });
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'tested before may not run at all',
    looping(user('a', standardLoop({ testBefore: true }, '=again'))),
    (play) => {
      play.start({ again: false });
      expect(play.waits).to.deep.equal(['after']);
      expect(play.count('a')).to.equal(1);
    },
  );
  scenario('ends at its maximum', looping(user('a', standardLoop({ loopMaximum: 2 }, '=true'))), (play) => {
    play.start();
    play.complete('a');
    play.complete('a');
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario(
    'without end or wait is stopped with an incident',
    looping(script('a', { scriptFormat: 'feel' }, '<script>1</script>', standardLoop({}, '=not(stop = true)'))),
    (play) => {
      play.start();
      expect(play.incidents()).to.deep.equal(['LOOP_LIMIT']);
      play.set({ stop: true });
      play.retry('a');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario('leaves no growing state behind', looping(user('a', standardLoop({}, '=again'))), (play) => {
    play.start();
    play.complete('a', { again: true });
    const early = JSON.stringify(play.execution.state).length;
    for (let round = 0; round < 50; round += 1) play.complete('a', { again: true });
    expect(JSON.stringify(play.execution.state).length).to.be.lessThan(early + 20);
  });
});
