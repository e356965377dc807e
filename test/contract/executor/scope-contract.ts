/** Embedded sub-processes and the errors that leave them. */
import { expect } from 'chai';
import type { Contract } from './contract.ts';
import {
  boundary,
  endEvent,
  error,
  flows,
  model,
  parallel,
  startEvent,
  subProcess,
  terminate,
  timer,
  userTask,
} from './model-builder.ts';

const nested = model(
  startEvent(),
  subProcess(
    'outer',
    startEvent('outerStart'),
    subProcess(
      'inner',
      startEvent('innerStart'),
      userTask('work'),
      endEvent('innerEnd'),
      flows('innerStart > work > innerEnd'),
    ),
    boundary('innerLimit', 'inner', timer('timeDuration', 'PT1H'), false),
    userTask('remind'),
    endEvent('outerEnd'),
    flows('outerStart > inner > outerEnd', 'innerLimit > remind > outerEnd'),
  ),
  boundary('outerLimit', 'outer', timer('timeDuration', 'PT2H')),
  userTask('after'),
  userTask('late'),
  endEvent(),
  flows('start > outer > after > end', 'outerLimit > late > end'),
);

const failing = (caught: 'rejected' | undefined): string =>
  model(
    startEvent(),
    subProcess(
      'handle',
      startEvent('begin'),
      parallel('fork'),
      userTask('decide'),
      userTask('other'),
      endEvent('refused', error('rejected')),
      endEvent('done'),
      flows('begin > fork > decide > refused', 'fork > other > done'),
    ),
    boundary('isBroken', 'handle', error('broken')),
    boundary('isRejected', 'handle', error(caught)),
    userTask('repair'),
    userTask('replace'),
    endEvent(),
    flows('start > handle > end', 'isRejected > repair > end', 'isBroken > replace > end'),
  );

const uncaught = model(
  startEvent(),
  parallel('fork'),
  userTask('decide'),
  userTask('other'),
  endEvent('refused', error('rejected')),
  endEvent(),
  flows('start > fork > decide > refused', 'fork > other > end'),
);

const innerTerminate = model(
  startEvent(),
  subProcess(
    'handle',
    startEvent('begin'),
    parallel('fork'),
    userTask('decide'),
    userTask('other'),
    endEvent('stop', terminate),
    flows('begin > fork > decide > stop', 'fork > other'),
  ),
  userTask('after'),
  endEvent(),
  flows('start > handle > after > end'),
);

export const scopeContract = ({ feature, scenario }: Contract): void => {
  feature('subProcesses', () => {
    scenario('a sub-process is left when all inside is done', nested, (player) => {
      player.start();
      player.complete('work');
      expect(player.waits()).to.deep.equal(['after']);
      expect(player.waits('timer')).to.deep.equal([]);
      expect(player.leftAs('inner')).to.deep.equal({ outcome: 'completed' });
      expect(player.leftAs('outer')).to.deep.equal({ outcome: 'completed' });
    });

    scenario('what waits names the scopes around it, outermost first', nested, (player) => {
      player.start();
      const opened = new Map(
        player.happened.flatMap((event) => (event.type === 'entered' ? [[event.activityId, event.executionId]] : [])),
      );
      expect(player.find('userTask', 'work').scopeIds).to.deep.equal([opened.get('outer'), opened.get('inner')]);
      expect(player.find('timer', 'innerLimit').scopeIds).to.deep.equal([opened.get('outer')]);
      expect(player.find('timer', 'outerLimit').scopeIds).to.deep.equal([]);
      expect(player.find('timer', 'outerLimit').attachedTo).to.equal(opened.get('outer'));
    });

    scenario('interrupting a sub-process cancels everything inside, inner first', nested, (player) => {
      player.start();
      player.fire('innerLimit');
      expect(player.waits()).to.deep.equal(['remind', 'work']);
      player.fire('outerLimit');
      expect(player.waits()).to.deep.equal(['late']);
      const left = player.happened.flatMap((event) => (event.type === 'left' ? [event.activityId] : []));
      expect(left.indexOf('work')).to.be.lessThan(left.indexOf('inner'));
      expect(left.indexOf('inner')).to.be.lessThan(left.indexOf('outer'));
      for (const id of ['work', 'remind', 'inner', 'outer'])
        expect(player.leftAs(id)).to.deep.equal({ outcome: 'cancelled', cause: 'outerLimit' });
    });

    scenario('a terminate end event inside a sub-process ends only the sub-process', innerTerminate, (player) => {
      player.start();
      player.complete('decide');
      expect(player.waits()).to.deep.equal(['after']);
      expect(player.leftAs('other')).to.deep.equal({ outcome: 'cancelled', cause: 'stop' });
      expect(player.leftAs('handle')).to.deep.equal({ outcome: 'completed' });
    });
  });

  feature('errors', () => {
    scenario('an error end event is caught at the sub-process by its code', failing('rejected'), (player) => {
      player.start();
      player.complete('decide');
      expect(player.waits()).to.deep.equal(['repair']);
      expect(player.leftAs('other')).to.deep.equal({ outcome: 'cancelled', cause: 'isRejected' });
      expect(player.happened.find(({ type }) => type === 'thrown')).to.deep.include({ kind: 'error', ref: 'REJECTED' });
      expect(player.happened.find(({ type }) => type === 'caught')).to.deep.include({
        kind: 'error',
        activityId: 'isRejected',
      });
    });

    scenario('an error event without a code catches every error', failing(undefined), (player) => {
      player.start();
      player.complete('decide');
      expect(player.waits()).to.deep.equal(['repair']);
    });

    scenario('an error thrown at a task is caught around its sub-process', failing('rejected'), (player) => {
      player.start();
      player.throwError('decide', 'BROKEN');
      expect(player.waits()).to.deep.equal(['replace']);
      expect(player.leftAs('decide')).to.deep.equal({ outcome: 'cancelled', cause: 'isBroken' });
    });

    scenario('an error end event that nobody catches ends the execution as failed', uncaught, (player) => {
      player.start();
      player.complete('decide');
      expect(player.execution.status).to.equal('failed');
      expect(player.happened.at(-1)).to.deep.equal({ type: 'ended', status: 'failed', errorCode: 'REJECTED' });
      expect(player.waiting).to.deep.equal([]);
    });
  });
};
