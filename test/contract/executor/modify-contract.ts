/** Interventions on tokens: move, cancel, insert, skip, repeat, all or nothing. */
import { expect } from 'chai';
import type { Contract } from './contract.ts';
import {
  boundary,
  endEvent,
  flows,
  model,
  multiInstance,
  parallel,
  startEvent,
  subProcess,
  timer,
  userTask,
} from './model-builder.ts';

const steps = model(
  startEvent(),
  userTask('register'),
  userTask('assess'),
  boundary('limit', 'assess', timer('timeDuration', 'PT4H')),
  userTask('close'),
  endEvent(),
  flows('start > register > assess > close > end', 'limit > close'),
);

const scoped = model(
  startEvent(),
  userTask('before'),
  subProcess('handle', startEvent('begin'), userTask('first'), userTask('second'), flows('begin > first > second')),
  endEvent(),
  flows('start > before > handle > end'),
);

const branches = model(
  startEvent(),
  parallel('fork'),
  userTask('left'),
  userTask('right'),
  parallel('join'),
  userTask('after'),
  endEvent(),
  flows('start > fork > left > join > after > end', 'fork > right > join'),
);

const instances = model(
  startEvent(),
  userTask('review', {}, multiInstance('reviewers', 'reviewer')),
  userTask('after'),
  endEvent(),
  flows('start > review > after > end'),
);

export const modifyContract = ({ feature, scenario }: Contract): void => {
  feature('modify', () => {
    scenario('a token is moved to another task', steps, (player) => {
      player.start();
      const { executionId } = player.find('userTask', 'register');
      player.apply({ type: 'modify', instructions: [{ type: 'move', executionId, toActivityId: 'close' }] });
      expect(player.waits()).to.deep.equal(['close']);
      expect(player.leftAs('register')?.outcome).to.equal('cancelled');
      expect(player.entered()).to.deep.equal(['start', 'register', 'close']);
      player.complete('close');
      expect(player.execution.status).to.equal('completed');
    });

    scenario('moving back arms the timers of the task again', steps, (player) => {
      player.start();
      player.complete('register');
      player.complete('assess');
      const { executionId } = player.find('userTask', 'close');
      player.apply({ type: 'modify', instructions: [{ type: 'move', executionId, toActivityId: 'assess' }] });
      expect(player.waits()).to.deep.equal(['assess']);
      expect(player.waits('timer')).to.deep.equal(['limit']);
    });

    scenario('repeating a task starts it afresh with new timers', steps, (player) => {
      player.start();
      player.complete('register');
      const old = player.find('userTask', 'assess').executionId;
      player.at('2026-01-02T00:00:00Z');
      player.apply({ type: 'modify', instructions: [{ type: 'repeat', executionId: old }] });
      expect(player.find('userTask', 'assess').executionId).to.not.equal(old);
      expect(player.find('timer', 'limit').dueAt).to.equal('2026-01-02T04:00:00.000Z');
      player.complete('assess');
      expect(player.waits()).to.deep.equal(['close']);
    });

    scenario('skipping leaves a task without its work', steps, (player) => {
      player.start();
      player.complete('register');
      const { executionId } = player.find('userTask', 'assess');
      player.apply({ type: 'modify', instructions: [{ type: 'skip', executionId, data: { why: 'clear' } }] });
      expect(player.waits()).to.deep.equal(['close']);
      expect(player.leftAs('assess')).to.deep.equal({ outcome: 'skipped' });
      expect(player.waits('timer')).to.deep.equal([]);
      expect(player.execution.data).to.deep.equal({ why: 'clear' });
    });

    scenario('tokens are inserted before, after and on a flow', steps, (player) => {
      player.start();
      player.apply({
        type: 'modify',
        instructions: [
          { type: 'insertBefore', activityId: 'assess' },
          { type: 'insertAfter', activityId: 'assess', data: { extra: true } },
        ],
      });
      expect(player.waits()).to.deep.equal(['assess', 'close', 'register']);
      expect(player.execution.data).to.deep.equal({ extra: true });
      for (const id of ['assess', 'close', 'close', 'register']) player.complete(id);
      player.apply({ type: 'modify', instructions: [{ type: 'insertOnFlow', flowId: 'close-end' }] });
      expect(player.entered().filter((id) => id === 'end')).to.have.length(3);
    });

    scenario('cancelling one branch leaves the other', branches, (player) => {
      player.start();
      const { executionId } = player.find('userTask', 'left');
      player.apply({ type: 'modify', instructions: [{ type: 'cancel', executionId }] });
      expect(player.waits()).to.deep.equal(['right']);
      player.apply({ type: 'modify', instructions: [{ type: 'insertAfter', activityId: 'left' }] });
      player.complete('right');
      expect(player.waits()).to.deep.equal(['after']);
    });

    scenario('cancelling and inserting together keeps the run alive', steps, (player) => {
      player.start();
      const { executionId } = player.find('userTask', 'register');
      player.apply({
        type: 'modify',
        instructions: [
          { type: 'cancel', executionId },
          { type: 'insertBefore', activityId: 'assess' },
        ],
      });
      expect(player.waits()).to.deep.equal(['assess']);
    });

    scenario('tokens move inside an open sub-process and out of it', scoped, (player) => {
      player.start();
      player.complete('before');
      const first = player.find('userTask', 'first');
      player.apply({
        type: 'modify',
        instructions: [{ type: 'move', executionId: first.executionId, toActivityId: 'second' }],
      });
      expect(player.waits()).to.deep.equal(['second']);
      expect(player.find('userTask', 'second').scopeIds).to.deep.equal(first.scopeIds);
      const [scopeId] = first.scopeIds;
      player.apply({ type: 'modify', instructions: [{ type: 'move', executionId: scopeId!, toActivityId: 'before' }] });
      expect(player.waits()).to.deep.equal(['before']);
      expect(player.leftAs('second')?.outcome).to.equal('cancelled');
      player.complete('before');
      player.complete('first');
      player.complete('second');
      expect(player.execution.status).to.equal('completed');
    });

    scenario('an impossible instruction refuses all of them', steps, (player) => {
      player.start();
      const { executionId } = player.find('userTask', 'register');
      const refusal = player.refuses({
        type: 'modify',
        instructions: [
          { type: 'cancel', executionId },
          { type: 'insertBefore', activityId: 'nowhere' },
        ],
      });
      expect(refusal.message).to.include('nowhere');
      expect(player.waits()).to.deep.equal(['register']);
      player.refuses({ type: 'modify', instructions: [{ type: 'skip', executionId: 'nobody' }] });
    });

    feature('multiInstance', () => {
      scenario('one instance can be skipped, all can be moved', instances, (player) => {
        player.start({ reviewers: ['ann', 'bob', 'cid'] });
        const [one] = player.waiting;
        player.apply({ type: 'modify', instructions: [{ type: 'skip', executionId: one!.executionId }] });
        expect(player.waits()).to.deep.equal(['review', 'review']);
        player.apply({
          type: 'modify',
          instructions: [{ type: 'move', executionId: one!.scopeIds[0]!, toActivityId: 'after' }],
        });
        expect(player.waits()).to.deep.equal(['after']);
        player.complete('after');
        expect(player.execution.status).to.equal('completed');
      });
    });
  });
};
