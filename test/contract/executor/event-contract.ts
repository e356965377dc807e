/** Timers, boundary events, messages, signals, conditions, errors and escalations. */
import { expect } from 'chai';
import type { Contract } from './contract.ts';
import {
  boundary,
  catchEvent,
  conditional,
  endEvent,
  escalation,
  eventBased,
  flows,
  message,
  model,
  parallel,
  signal,
  startEvent,
  subProcess,
  throwEvent,
  timer,
  userTask,
} from './model-builder.ts';

const ladder = model(
  startEvent(),
  userTask('junior'),
  boundary('reminder', 'junior', timer('timeDuration', 'PT3H'), false),
  boundary('limit', 'junior', timer('timeDuration', 'PT4H')),
  userTask('senior'),
  userTask('reminded'),
  endEvent(),
  flows('start > junior > end', 'reminder > reminded > end', 'limit > senior > end'),
);

const repeated = (cycle: string): string =>
  model(
    startEvent(),
    userTask('work'),
    boundary('chase', 'work', timer('timeCycle', cycle), false),
    endEvent('chased'),
    endEvent(),
    flows('start > work > end', 'chase > chased'),
  );

const pause = (kind: 'timeDuration' | 'timeDate', body: string): string =>
  model(startEvent(), catchEvent('pause', timer(kind, body)), endEvent(), flows('start > pause > end'));

const subscriptions = model(
  startEvent(),
  parallel('fork'),
  catchEvent('hello', message('greeting')),
  catchEvent('fireOne', signal('alarm')),
  catchEvent('fireTwo', signal('alarm')),
  userTask('work'),
  boundary('goodbye', 'work', message('farewell')),
  endEvent('gone'),
  endEvent(),
  flows(
    'start > fork > hello > end',
    'fork > fireOne > end',
    'fork > fireTwo > end',
    'fork > work > end',
    'goodbye > gone',
  ),
);

const repeatedMessage = model(
  startEvent(),
  userTask('work'),
  boundary('hello', 'work', message('greeting'), false),
  userTask('answer'),
  endEvent(),
  flows('start > work > end', 'hello > answer > end'),
);

const thrownSignal = model(
  startEvent(),
  parallel('fork'),
  catchEvent('waitForFire', signal('alarm')),
  userTask('raise'),
  throwEvent('alarmRaised', signal('alarm')),
  userTask('flee'),
  endEvent(),
  flows('start > fork > waitForFire > flee > end', 'fork > raise > alarmRaised > end'),
);

const either = model(
  startEvent(),
  eventBased('which'),
  catchEvent('hello', message('greeting')),
  catchEvent('pause', timer('timeDuration', 'PT1H')),
  userTask('answer'),
  userTask('ask'),
  endEvent(),
  flows('start > which > hello > answer > end', 'which > pause > ask > end'),
);

const condition = (isInterrupting: boolean): string =>
  model(
    startEvent(),
    userTask('work'),
    boundary('isHot', 'work', conditional('${temperature > 30}'), isInterrupting),
    userTask('cool'),
    endEvent(),
    flows('start > work > end', 'isHot > cool > end'),
  );

const escalated = (isInterrupting: boolean): string =>
  model(
    startEvent(),
    subProcess(
      'handle',
      startEvent('begin'),
      throwEvent('isOverdue', escalation('overdue')),
      userTask('work'),
      endEvent('done'),
      flows('begin > isOverdue > work > done'),
    ),
    boundary('climb', 'handle', escalation('overdue'), isInterrupting),
    userTask('manager'),
    endEvent(),
    flows('start > handle > end', 'climb > manager > end'),
  );

export const eventContract = ({ feature, scenario }: Contract): void => {
  feature('timers', () => {
    scenario('boundary timers are armed with their due moments when their task is entered', ladder, (player) => {
      player.at('2026-03-01T08:00:00Z');
      player.start();
      expect(player.find('timer', 'reminder').dueAt).to.equal('2026-03-01T11:00:00.000Z');
      const { attachedTo, timerId, dueAt } = player.find('timer', 'limit');
      expect(attachedTo).to.equal(player.find('userTask', 'junior').executionId);
      expect(player.happened).to.deep.include({
        type: 'timerArmed',
        timerId,
        activityId: 'limit',
        executionId: player.find('timer', 'limit').executionId,
        dueAt,
      });
      expect(player.entered()).to.not.include('limit');
    });

    scenario('an interrupting timer cancels its task and the other timers on it', ladder, (player) => {
      player.start();
      player.fire('limit');
      expect(player.waits()).to.deep.equal(['senior']);
      expect(player.waits('timer')).to.deep.equal([]);
      expect(player.leftAs('junior')).to.deep.equal({ outcome: 'cancelled', cause: 'limit' });
      const types = player.happened.map(({ type }) => type);
      expect(types).to.include.members(['timerFired', 'timerCancelled']);
      expect(types.indexOf('timerFired')).to.be.lessThan(types.indexOf('left'));
      expect(player.entered().slice(-2)).to.deep.equal(['limit', 'senior']);
    });

    scenario('a non-interrupting timer leaves its task open and fires once', ladder, (player) => {
      player.start();
      player.fire('reminder');
      expect(player.waits()).to.deep.equal(['junior', 'reminded']);
      expect(player.waits('timer')).to.deep.equal(['limit']);
      player.complete('junior');
      expect(player.waits()).to.deep.equal(['reminded']);
      player.complete('reminded');
      expect(player.execution.status).to.equal('completed');
    });

    scenario('completing the task cancels its timers', ladder, (player) => {
      player.start();
      player.complete('junior');
      expect(player.happened.filter(({ type }) => type === 'timerCancelled')).to.have.length(2);
      expect(player.execution.status).to.equal('completed');
    });

    scenario('a timer never fires by itself, however late it is', ladder, (player) => {
      player.start();
      player.at('2036-01-01T00:00:00Z');
      player.apply({ type: 'setData', data: { seen: true } });
      expect(player.waits()).to.deep.equal(['junior']);
      expect(player.waits('timer')).to.deep.equal(['limit', 'reminder']);
      player.complete('junior');
      expect(player.execution.status).to.equal('completed');
    });

    scenario('a timer keeps its id while it waits and can be fired before it is due', ladder, (player) => {
      player.start();
      const { timerId } = player.find('timer', 'limit');
      player.fire('reminder');
      expect(player.find('timer', 'limit').timerId).to.equal(timerId);
      player.fire('limit');
      expect(player.waits()).to.deep.equal(['reminded', 'senior']);
    });

    scenario('a duration pauses the flow', pause('timeDuration', '${patience}'), (player) => {
      player.at('2026-01-31T10:00:00Z');
      player.start({ patience: 'P1M' });
      expect(player.find('timer', 'pause').dueAt).to.equal('2026-02-28T10:00:00.000Z');
      player.fire('pause');
      expect(player.execution.status).to.equal('completed');
    });

    scenario('a date pauses the flow', pause('timeDate', '2026-05-01T12:00:00+08:00'), (player) => {
      player.start();
      expect(player.find('timer', 'pause').dueAt).to.equal('2026-05-01T04:00:00.000Z');
      player.fire('pause');
      expect(player.execution.status).to.equal('completed');
    });

    scenario(
      'a timer whose expression gives no duration is an incident',
      pause('timeDuration', '${patience}'),
      (player) => {
        player.start({ patience: 'soon' });
        expect(player.waits('incident')).to.deep.equal(['pause']);
      },
    );
  });

  feature('timerCycles', () => {
    scenario(
      'a cycle fires as often as it says, each time counted from the last due moment',
      repeated('R3/PT1H'),
      (player) => {
        player.at('2026-01-01T00:00:00Z');
        player.start();
        const seen = new Set<string>();
        for (const [hour, left] of [
          [1, 2],
          [2, 1],
          [3, 0],
        ] as const) {
          const { timerId, dueAt, repeats } = player.find('timer', 'chase');
          expect([dueAt, repeats]).to.deep.equal([`2026-01-01T0${hour}:00:00.000Z`, left]);
          seen.add(timerId);
          player.at(`2026-01-01T0${hour}:00:07Z`);
          player.fire('chase');
        }
        expect(seen.size).to.equal(3);
        expect(player.waits('timer')).to.deep.equal([]);
        expect(player.waits()).to.deep.equal(['work']);
        expect(player.entered().filter((id) => id === 'chased')).to.have.length(3);
      },
    );

    scenario('a cycle without count goes on until its task is completed', repeated('R/PT1H'), (player) => {
      player.start();
      for (let round = 0; round < 5; round += 1) player.fire('chase');
      expect(player.find('timer', 'chase').repeats).to.equal(-1);
      player.complete('work');
      expect(player.execution.status).to.equal('completed');
    });
  });

  feature('messages', () => {
    scenario('a message reaches the event that waits for it and no other', subscriptions, (player) => {
      player.start();
      expect(player.waits('message')).to.deep.equal(['goodbye', 'hello']);
      player.apply({ type: 'correlate', message: 'hello', data: { name: 'Ann' } });
      expect(player.waits('message')).to.deep.equal(['goodbye']);
      expect(player.execution.data).to.deep.equal({ name: 'Ann' });
      expect(player.happened.find(({ type }) => type === 'caught')).to.deep.include({ kind: 'message', ref: 'hello' });
      player.apply({ type: 'correlate', message: 'goodbye' });
      expect(player.leftAs('work')).to.deep.equal({ outcome: 'cancelled', cause: 'goodbye' });
    });

    scenario('a message for nobody is refused and not kept', subscriptions, (player) => {
      player.start();
      player.apply({ type: 'correlate', message: 'hello' });
      expect(player.refuses({ type: 'correlate', message: 'hello' }).code).to.equal('EXECUTION_NOT_WAITING');
    });

    scenario('a non-interrupting message event can be triggered again and again', repeatedMessage, (player) => {
      player.start();
      player.apply({ type: 'correlate', message: 'hello' });
      player.complete('answer');
      player.apply({ type: 'correlate', message: 'hello' });
      expect(player.waits('userTask')).to.deep.equal(['answer', 'work']);
      expect(player.waits('message')).to.deep.equal(['hello']);
    });
  });

  feature('signals', () => {
    scenario('a signal reaches everything that waits for it', subscriptions, (player) => {
      player.start();
      player.apply({ type: 'signal', signal: 'fire' });
      expect(player.waits('signal')).to.deep.equal([]);
      expect(player.happened.filter(({ type }) => type === 'caught')).to.have.length(2);
    });

    scenario('a signal for nobody changes nothing', subscriptions, (player) => {
      player.start();
      player.apply({ type: 'signal', signal: 'rain' });
      expect(player.happened).to.deep.equal([]);
    });

    scenario('a signal thrown inside reaches what waits inside', thrownSignal, (player) => {
      player.start();
      player.complete('raise');
      expect(player.waits()).to.deep.equal(['flee']);
      expect(player.happened.map(({ type }) => type)).to.include.members(['thrown', 'caught']);
    });
  });

  feature('eventBasedGateways', () => {
    scenario('the first event to happen wins and the others are cancelled', either, (player) => {
      player.start();
      expect(player.waits()).to.deep.equal(['hello']);
      player.apply({ type: 'correlate', message: 'hello' });
      expect(player.waits()).to.deep.equal(['answer']);
      expect(player.happened.map(({ type }) => type)).to.include('timerCancelled');
      expect(player.waits('timer')).to.deep.equal([]);
    });

    scenario('the timer of an event-based gateway wins when it fires', either, (player) => {
      player.start();
      player.fire('pause');
      expect(player.waits()).to.deep.equal(['ask']);
      expect(player.refuses({ type: 'correlate', message: 'hello' }).code).to.equal('EXECUTION_NOT_WAITING');
    });
  });

  feature('conditionals', () => {
    scenario('a condition is looked at when data changes', condition(true), (player) => {
      player.start({ temperature: 20 });
      expect(player.waits('conditional')).to.deep.equal(['isHot']);
      player.apply({ type: 'setData', data: { temperature: 25 } });
      expect(player.waits('userTask')).to.deep.equal(['work']);
      player.apply({ type: 'setData', data: { temperature: 35 } });
      expect(player.waits()).to.deep.equal(['cool']);
      expect(player.leftAs('work')).to.deep.equal({ outcome: 'cancelled', cause: 'isHot' });
    });

    scenario('a condition that holds on arrival fires at once', condition(true), (player) => {
      player.start({ temperature: 40 });
      expect(player.waits()).to.deep.equal(['cool']);
    });

    scenario('a non-interrupting condition keeps its task', condition(false), (player) => {
      player.start();
      player.apply({ type: 'setData', data: { temperature: 35 } });
      expect(player.waits('userTask')).to.deep.equal(['cool', 'work']);
    });

    scenario('a non-interrupting condition fires again only after it was false', condition(false), (player) => {
      const fired = (): number => player.entered().filter((id) => id === 'isHot').length;
      player.start({ temperature: 40 });
      expect(fired()).to.equal(1);
      player.apply({ type: 'setData', data: { temperature: 45 } });
      expect(fired()).to.equal(1);
      player.apply({ type: 'setData', data: { temperature: 20 } });
      player.apply({ type: 'setData', data: { temperature: 35 } });
      expect(fired()).to.equal(2);
    });
  });

  feature('escalations', () => {
    scenario('a non-interrupting escalation leaves the sub-process running', escalated(false), (player) => {
      player.start();
      expect(player.waits()).to.deep.equal(['manager', 'work']);
    });

    scenario('an interrupting escalation cancels the sub-process', escalated(true), (player) => {
      player.start();
      expect(player.waits()).to.deep.equal(['manager']);
      expect(player.leftAs('handle')).to.deep.equal({ outcome: 'cancelled', cause: 'climb' });
    });
  });
};
