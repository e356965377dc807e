import { expect } from 'chai';
import {
  boundary,
  duration,
  element,
  end,
  exclusive,
  flows,
  multiInstance,
  parallel,
  process,
  start,
  subProcess,
  user,
} from '../bpmn.ts';
import { scenario } from '../play.ts';

const many = (attributes = {}): string =>
  process(
    start('s'),
    user('a', multiInstance({ cardinality: '2', ...attributes })),
    user('after'),
    flows('s > a > after'),
  );

describe('operations on tokens', () => {
  const line = process(
    start('s'),
    user('a'),
    boundary('t', 'a', duration('PT1H')),
    user('b'),
    user('c'),
    end('e'),
    flows('s > a > b > c > e', 't > c'),
  );

  scenario('move takes the token from one element to another', line, (play) => {
    play.start();
    play.modify({ type: 'move', executionId: play.idOf('a'), toActivityId: 'c' });
    expect(play.waits).to.deep.equal(['c']);
    expect(play.outcomes('a')).to.deep.equal(['cancelled']);
    expect(play.last.map(({ type }) => type)).to.deep.equal(['timerCancelled', 'left', 'entered']);
  });
  scenario('insertBefore adds a token', line, (play) => {
    play.start();
    play.modify({ type: 'insertBefore', activityId: 'b', data: { n: 1 } });
    expect(play.waits).to.deep.equal(['a', 'b', 't']);
    expect(play.data).to.deep.equal({ n: 1 });
  });
  scenario('insertAfter puts a token behind an element', line, (play) => {
    play.start();
    play.modify({ type: 'insertAfter', activityId: 'b' });
    expect(play.waits).to.deep.equal(['a', 'c', 't']);
  });
  scenario('insertOnFlow puts a token on a flow', line, (play) => {
    play.start();
    play.modify({ type: 'insertOnFlow', flowId: 'a.b' });
    expect(play.waits).to.deep.equal(['a', 'b', 't']);
  });
  scenario('skip leaves an element without its work', line, (play) => {
    play.start();
    play.modify({ type: 'skip', executionId: play.idOf('a'), data: { why: 'known' } });
    expect(play.waits).to.deep.equal(['b']);
    expect(play.outcomes('a')).to.deep.equal(['skipped']);
    expect(play.data).to.deep.equal({ why: 'known' });
  });
  scenario('repeat begins the element afresh, timers included', line, (play) => {
    play.start();
    const before = play.idOf('a');
    play.passTo('2026-03-02T12:30:00Z');
    play.modify({ type: 'repeat', executionId: before });
    expect(play.waits).to.deep.equal(['a', 't']);
    expect(play.idOf('a')).not.to.equal(before);
    expect(play.find('t')).to.deep.include({ dueAt: '2026-03-02T13:30:00.000Z' });
  });
  scenario('cancelling the last token ends the run as terminated', line, (play) => {
    play.start();
    play.modify({ type: 'cancel', executionId: play.idOf('a') });
    expect(play.status).to.equal('terminated');
  });
  scenario('several instructions happen together or not at all', line, (play) => {
    play.start();
    const before = play.execution;
    expect(() =>
      play.modify({ type: 'cancel', executionId: play.idOf('a') }, { type: 'insertBefore', activityId: 'nowhere' }),
    ).to.throw(/no element 'nowhere'/);
    expect(play.execution).to.equal(before);
    play.modify({ type: 'cancel', executionId: play.idOf('a') }, { type: 'insertBefore', activityId: 'b' });
    expect(play.waits).to.deep.equal(['b']);
  });
  scenario('a boundary event gets no token by hand', line, (play) => {
    play.start();
    expect(() => play.modify({ type: 'insertBefore', activityId: 't' })).to.throw(/is a boundary event/);
  });

  const nested = process(
    start('s'),
    user('first'),
    subProcess(
      'outer',
      '<property id="pp" name="note"/>',
      start('s1'),
      subProcess('inner', start('s2'), user('x'), user('y'), flows('s2 > x > y')),
      flows('s1 > inner'),
    ),
    boundary('t', 'outer', duration('PT1H')),
    user('after'),
    user('late'),
    flows('s > first > outer > after', 't > late'),
  );
  scenario('inserting into a scope that is not open opens it with its border', nested, (play) => {
    play.start();
    play.modify({ type: 'move', executionId: play.idOf('first'), toActivityId: 'y' });
    expect(play.waits).to.deep.equal(['t', 'y']);
    expect(play.count('x')).to.equal(0);
    play.complete('y');
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario('inserting into an open scope uses it', nested, (play) => {
    play.start();
    play.complete('first');
    play.modify({ type: 'insertBefore', activityId: 'y' });
    expect(play.waits).to.deep.equal(['t', 'x', 'y']);
    expect(play.count('inner')).to.equal(1);
  });
  scenario('moving the last token out of a scope calls the scope off', nested, (play) => {
    play.start();
    play.complete('first');
    play.modify({ type: 'move', executionId: play.idOf('x'), toActivityId: 'after' });
    expect(play.waits).to.deep.equal(['after']);
    expect(play.outcomes('outer')).to.deep.equal(['cancelled']);
  });
  scenario('skipping a sub-process leaves it by its flow', nested, (play) => {
    play.start();
    play.complete('first');
    play.modify({ type: 'skip', executionId: play.find('x').scopeIds[0]! });
    expect(play.waits).to.deep.equal(['after']);
    expect(play.outcomes('outer')).to.deep.equal(['skipped']);
    expect(play.outcomes('x')).to.deep.equal(['cancelled']);
  });
  scenario(
    'of several open scopes one must be named',
    process(
      start('s'),
      parallel('f'),
      subProcess('sub', start('s1'), user('x'), user('y'), flows('s1 > x > y')),
      flows('s > f', 'f1: f > sub', 'f2: f > sub'),
    ),
    (play) => {
      play.start();
      expect(() => play.modify({ type: 'insertBefore', activityId: 'y' })).to.throw(/is open 2 times/);
      play.modify({ type: 'insertBefore', activityId: 'y', targetScopeId: play.find('x').scopeIds[0]! });
      expect(play.waits).to.deep.equal(['x', 'x', 'y']);
      play.modify({ type: 'move', executionId: play.idOf('x'), toActivityId: 'y' });
      expect(play.waits).to.deep.equal(['x', 'y', 'y']);
    },
  );
  scenario(
    'a token put before a join counts as one of those missing',
    process(
      start('s'),
      parallel('f'),
      user('a'),
      user('b'),
      parallel('j'),
      user('after'),
      flows('s > f > a > j > after', 'f > b > j'),
    ),
    (play) => {
      play.start();
      play.complete('a');
      play.modify({ type: 'move', executionId: play.idOf('b'), toActivityId: 'j' });
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'an exclusive gateway decides for a token put behind it too',
    process(
      start('s'),
      user('a'),
      exclusive('x'),
      user('b'),
      user('c'),
      flows('s > a > x', 'x > b if =n = 1', 'x > c if =n = 2'),
    ),
    (play) => {
      play.start({ n: 2 });
      play.modify({ type: 'insertAfter', activityId: 'x' });
      expect(play.waits).to.deep.equal(['a', 'c']);
      play.set({ n: 3 });
      expect(() => play.modify({ type: 'insertAfter', activityId: 'x' })).to.throw(/No condition/);
    },
  );
  scenario('cancelling one instance of several leaves the others', many(), (play) => {
    play.start();
    play.modify({ type: 'cancel', executionId: play.idOf('a') });
    expect(play.waits).to.deep.equal(['a']);
    play.complete('a');
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario('an instance can be added to a parallel multi-instance activity', many(), (play) => {
    play.start();
    play.modify({ type: 'insertBefore', activityId: 'a', targetScopeId: play.find('a').scopeIds[0]! });
    expect(play.waits).to.deep.equal(['a', 'a', 'a']);
    for (let round = 0; round < 3; round += 1) play.complete('a');
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario('an instance can be repeated', many({ isSequential: true }), (play) => {
    play.start();
    play.modify({ type: 'repeat', executionId: play.idOf('a') });
    expect(play.find('a')).to.deep.include({ data: { loopCounter: 0 } });
    play.complete('a');
    play.complete('a');
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario(
    'skipping a stuck element settles its incident',
    process(
      start('s'),
      element('serviceTask', 'a', { 'camunda:type': 'external', 'camunda:topic': '${nothing}' }),
      user('b'),
      flows('s > a > b'),
    ),
    (play) => {
      play.start();
      expect(play.incidents()).to.deep.equal(['TOPIC_MISSING']);
      play.modify({ type: 'skip', executionId: play.idOf('a') });
      expect(play.waits).to.deep.equal(['b']);
    },
  );
});
