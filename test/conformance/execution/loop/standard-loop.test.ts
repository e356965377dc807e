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
  scenario(
    'without a condition runs as often as its maximum says',
    looping(user('a', standardLoop({ loopMaximum: 3 }))),
    (play) => {
      play.start();
      for (let round = 0; round < 3; round += 1) play.complete('a');
      expect(play.waits).to.deep.equal(['after']);
      expect(play.outcomes('a')).to.deep.equal(['completed', 'completed', 'completed', 'completed']);
    },
  );
  scenario('with neither a condition nor a maximum runs once', looping(user('a', standardLoop({}))), (play) => {
    play.start();
    expect(play.waits).to.deep.equal(['a']);
    play.complete('a');
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario(
    'with neither a condition nor a maximum runs once even when tested before',
    looping(user('a', standardLoop({ testBefore: true }))),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['a']);
      play.complete('a');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'counts its rounds from zero, for its work and for its condition',
    looping(user('a', standardLoop({ testBefore: true }, '=loopCounter < 2'))),
    (play) => {
      play.start();
      expect(play.find('a')).to.deep.include({ data: { loopCounter: 0 } });
      play.complete('a');
      expect(play.find('a')).to.deep.include({ data: { loopCounter: 1 } });
      play.complete('a');
      expect(play.waits).to.deep.equal(['after']);
      expect(play.data).to.deep.equal({});
    },
  );
  scenario(
    'a round that is called off is followed by the next, and its condition can ask for both kinds',
    looping(user('a', standardLoop({}, '=nrOfCompletedInstances < 1 or nrOfTerminatedInstances < 1'))),
    (play) => {
      play.start();
      play.modify({ type: 'cancel', executionId: play.idOf('a') });
      expect(play.waits).to.deep.equal(['a']);
      play.complete('a');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
});
