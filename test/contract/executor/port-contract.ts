/** The port itself: refusals, ending from outside, nothing left behind. */
import { expect } from 'chai';
import type { Contract } from './contract.ts';
import { boundary, endEvent, flows, message, model, startEvent, subProcess, timer, userTask } from './model-builder.ts';

const simple = model(startEvent(), userTask('work'), endEvent(), flows('start > work > end'));

const scoped = model(
  startEvent(),
  subProcess('handle', startEvent('begin'), userTask('work'), flows('begin > work')),
  boundary('limit', 'handle', timer('timeDuration', 'PT1H')),
  endEvent(),
  flows('start > handle > end', 'limit > end'),
);

const severalStarts = model(
  startEvent('plain'),
  startEvent('called', message('greeting')),
  userTask('byHand'),
  userTask('byMessage'),
  endEvent(),
  flows('plain > byHand > end', 'called > byMessage > end'),
);

export const portContract = ({ executor, feature, scenario }: Contract): void => {
  scenario('a stimulus for something that does not wait is refused and says what waits', simple, (player) => {
    player.start();
    for (const type of ['complete', 'retry'] as const)
      expect(player.refuses({ type, executionId: 'nobody' }).code).to.equal('EXECUTION_NOT_WAITING');
    const refusal = player.refuses({ type: 'complete', executionId: 'nobody' });
    expect(refusal.message).to.include('nobody').and.to.include('work');
    expect(player.refuses({ type: 'fireTimer', timerId: 'nobody' }).code).to.equal('EXECUTION_NOT_WAITING');
    expect(player.refuses({ type: 'throwError', executionId: 'nobody', errorCode: 'X' }).code).to.equal(
      'EXECUTION_NOT_WAITING',
    );
    expect(player.refuses({ type: 'start' }).code).to.equal('EXECUTION_NOT_WAITING');
    expect(player.waits()).to.deep.equal(['work']);
  });

  scenario('a task can be completed once', simple, (player) => {
    player.start();
    const { executionId } = player.find('userTask', 'work');
    player.complete('work');
    expect(player.refuses({ type: 'complete', executionId }).code).to.equal('EXECUTION_NOT_WAITING');
  });

  scenario('only start begins an execution', simple, (player) => {
    expect(player.refuses({ type: 'complete', executionId: 'nobody' }).code).to.equal('EXECUTION_NOT_WAITING');
  });

  scenario('a start event that does not exist is refused', simple, (player) => {
    expect(player.refuses({ type: 'start', startEventId: 'elsewhere' }).message).to.include('elsewhere');
  });

  scenario('an execution remembers its executor and its data', simple, (player) => {
    player.start({ amount: 3 });
    expect(player.execution).to.deep.include({ executor: executor.name, status: 'running', data: { amount: 3 } });
  });

  scenario('ending from outside cancels everything that waits', scoped, (player) => {
    player.start();
    player.apply({ type: 'terminate', reason: 'withdrawn' });
    expect(player.execution.status).to.equal('terminated');
    expect(player.leftAs('work')?.outcome).to.equal('cancelled');
    expect(player.leftAs('handle')?.outcome).to.equal('cancelled');
    expect(player.happened.at(-1)).to.deep.include({ type: 'ended', status: 'terminated' });
    expect(player.waiting).to.deep.equal([]);
  });

  feature('timers', () => {
    scenario('nothing is left running between steps', scoped, (player) => {
      const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
      player.start();
      const after = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
      expect(after).to.equal(before);
    });
  });

  feature('messages', () => {
    scenario('the plain start event begins by default', severalStarts, (player) => {
      player.start();
      expect(player.waits()).to.deep.equal(['byHand']);
      expect(player.entered()).to.deep.equal(['plain', 'byHand']);
    });

    scenario('another start event can be chosen', severalStarts, (player) => {
      player.apply({ type: 'start', startEventId: 'called' });
      expect(player.waits()).to.deep.equal(['byMessage']);
      player.complete('byMessage');
      expect(player.execution.status).to.equal('completed');
    });
  });
};
