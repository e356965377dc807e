import { expect } from 'chai';
import {
  boundary,
  duration,
  external,
  flows,
  message,
  multiInstance,
  parallel,
  process,
  start,
  user,
} from '../bpmn.ts';
import { scenario } from '../play.ts';
import type { Play } from '../play.ts';
import { refusalOf } from '../refusal-of.ts';

const stuck = process(
  start('s'),
  parallel('f'),
  user('a', { name: 'Assess' }),
  boundary('t', 'a', duration('PT1H')),
  user('many', multiInstance({ cardinality: '2' })),
  external('work'),
  parallel('j'),
  user('b'),
  user('late'),
  flows('s > f > a > j > b', 'f > work > j', 'f > many > j', 't > late'),
);

const bodyOf = (play: Play): string => play.find('many').scopeIds[0]!;

describe('stimuli that nothing waits for', () => {
  scenario('an unknown id is refused, naming what is open', stuck, (play) => {
    play.start();
    const refusal = refusalOf(() => play.apply({ type: 'complete', executionId: 'nobody' }));
    expect(refusal.code).to.equal('EXECUTION_NOT_WAITING');
    expect(refusal.details).to.deep.equal({ executionId: 'nobody' });
    expect(refusal.message).to.include(`'nobody' in process 'p'; open are: `);
    expect(refusal.message).to.include(`a (${play.idOf('a')}), `);
    expect(refusal.message).to.not.include('p (');
  });
  scenario('the process itself can not be completed', stuck, (play) => {
    play.start();
    const refusal = refusalOf(() => play.apply({ type: 'complete', executionId: 'r0' }));
    expect(refusal.message).to.match(/^Nothing runs under the id 'r0'/);
  });
  scenario('a multi-instance activity as a whole is not completed, only its instances', stuck, (play) => {
    play.start();
    const refusal = refusalOf(() => play.apply({ type: 'complete', executionId: bodyOf(play) }));
    expect(refusal.code).to.equal('EXECUTION_NOT_WAITING');
    expect(refusal.message).to.include(`'many' (${bodyOf(play)}) does not wait for work to be completed`);
    expect(refusal.details).to.deep.equal({ executionId: bodyOf(play), activityId: 'many' });
  });
  scenario('only what does work reports errors and escalations', stuck, (play) => {
    play.start();
    const executionId = bodyOf(play);
    for (const stimulus of [
      { type: 'throwError', executionId, errorCode: 'E' },
      { type: 'throwEscalation', executionId, escalationCode: 'E' },
    ] as const) {
      const refusal = refusalOf(() => play.apply(stimulus));
      expect(refusal.message).to.equal(`'many' (${executionId}) does no work in which something could be thrown.`);
      expect(refusal.details).to.deep.equal({ executionId, activityId: 'many' });
    }
  });
  scenario('only what has failed can be retried', stuck, (play) => {
    play.start();
    const executionId = play.idOf('a');
    const refusal = refusalOf(() => play.apply({ type: 'retry', executionId }));
    expect(refusal.code).to.equal('EXECUTION_NOT_WAITING');
    expect(refusal.message).to.equal(`'Assess' (${executionId}) has no incident; only what has failed can be retried.`);
    expect(refusal.details).to.deep.equal({ executionId, activityId: 'a' });
  });
  scenario('a timer that is gone can not fire, and another id is no timer', stuck, (play) => {
    play.start();
    const { timerId } = play.find('t', ['timer']) as { timerId: string };
    play.complete('a');
    for (const id of [timerId, play.idOf('work')]) {
      const refusal = refusalOf(() => play.apply({ type: 'fireTimer', timerId: id }));
      expect(refusal.code).to.equal('EXECUTION_NOT_WAITING');
      expect(refusal.message).to.include(`No timer '${id}' is armed in process 'p'`);
      expect(refusal.details).to.deep.equal({ timerId: id });
    }
  });
  scenario('data of a scope that is not open are refused', stuck, (play) => {
    play.start();
    expect(refusalOf(() => play.set({ n: 1 }, 'nobody')).code).to.equal('EXECUTION_NOT_WAITING');
    play.set({ n: 1 }, bodyOf(play));
    expect(play.data).to.deep.equal({});
  });
});

describe('messages that nothing waits for', () => {
  const waiting = process(
    start('s'),
    parallel('f'),
    user('a'),
    boundary('paid', 'a', message('Paid', { 'ladder:correlationKey': '=key' }), { cancelActivity: false }),
    user('x'),
    user('b'),
    boundary('other', 'b', message('Paid'), { cancelActivity: false }),
    user('y'),
    flows('s > f > a', 'f > b', 'paid > x', 'other > y'),
  );

  scenario('are refused in words that fit what was given', process(start('s'), user('a'), flows('s > a')), (play) => {
    play.start();
    const messageOf = (rest: Parameters<Play['message']>[1]): string =>
      refusalOf(() => play.message('Paid', rest)).message;
    const nothing = "Nothing in process 'p' waits for message 'Paid'";
    expect(messageOf({})).to.equal(`${nothing}, and it is not to be kept.`);
    expect(messageOf({ correlationKey: 'k' })).to.equal(`${nothing} with key 'k', and it is not to be kept.`);
    expect(messageOf({ executionId: 'r1' })).to.equal(`${nothing} at 'r1'.`);
    expect(messageOf({ executionId: 'r1', keepUntil: '2026-03-03T00:00:00Z' })).to.equal(`${nothing} at 'r1'.`);
    expect(refusalOf(() => play.message('Paid')).details).to.deep.equal({ message: 'Paid' });
  });
  scenario('a message addressed to one run reaches it whatever its key', waiting, (play) => {
    play.start({ key: 'k' });
    play.message('Paid', { executionId: play.idOf('a') });
    expect(play.count('x')).to.equal(1);
    expect(play.count('y')).to.equal(0);
    play.message('Paid', { executionId: play.idOf('b'), correlationKey: 'k' });
    expect(play.count('x')).to.equal(1);
    expect(play.count('y')).to.equal(1);
  });
  scenario('of several that fit the one that has waited longest is served', waiting, (play) => {
    play.start({ key: 'k' });
    play.message('Paid', { correlationKey: 'k' });
    expect([play.count('x'), play.count('y')]).to.deep.equal([1, 0]);
    play.message('Paid', { correlationKey: 'none of them' });
    expect([play.count('x'), play.count('y')]).to.deep.equal([1, 1]);
  });
  scenario(
    'a kept message waits for its key and brings its data',
    process(
      start('s'),
      user('a'),
      user('b'),
      boundary('paid', 'b', message('Paid', { 'ladder:correlationKey': '=key' })),
      user('x'),
      flows('s > a > b', 'paid > x'),
    ),
    (play) => {
      play.start({ key: 'k' });
      play.message('Paid', { correlationKey: 'wrong', keepUntil: '2026-03-03T00:00:00Z', data: { amount: 1 } });
      play.message('Paid', { correlationKey: 'k', keepUntil: '2026-03-03T00:00:00Z', data: { amount: 2 } });
      play.complete('a');
      expect(play.waits).to.deep.equal(['x']);
      expect(play.data).to.deep.equal({ key: 'k', amount: 2 });
    },
  );
});
