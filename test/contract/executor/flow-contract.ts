/** Sequence flows, gateways, tokens, the ends of a process. */
import { expect } from 'chai';
import type { Contract } from './contract.ts';
import {
  endEvent,
  exclusive,
  flows,
  inclusive,
  model,
  parallel,
  startEvent,
  subProcess,
  task,
  terminate,
  userTask,
} from './model-builder.ts';

const sequence = model(
  startEvent(),
  userTask('first'),
  userTask('second'),
  endEvent(),
  flows('start > first > second > end'),
);

const decision = model(
  startEvent(),
  exclusive('isLarge', { default: 'isLarge-small' }),
  userTask('large'),
  userTask('urgent'),
  userTask('small'),
  endEvent(),
  flows(
    'start > isLarge > small > end',
    'isLarge > large : ${amount > 100}',
    "isLarge > urgent : ${customer.tier == 'gold'}",
    'large > end',
    'urgent > end',
  ),
);

const undecided = model(
  startEvent(),
  userTask('ask'),
  exclusive('isGood'),
  userTask('good'),
  endEvent(),
  flows('start > ask > isGood', 'isGood > good : ${isGood}', 'good > end'),
);

const early = model(
  startEvent(),
  exclusive('isGood'),
  userTask('good'),
  endEvent(),
  flows('start > isGood', 'isGood > good : ${isGood}', 'good > end'),
);

const forked = model(
  startEvent(),
  parallel('fork'),
  userTask('left'),
  userTask('right'),
  parallel('join'),
  userTask('after'),
  endEvent(),
  flows('start > fork > left > join > after > end', 'fork > right > join'),
);

const joinBehindDecision = model(
  startEvent(),
  parallel('fork'),
  userTask('other'),
  exclusive('isLong', { default: 'isLong-short' }),
  userTask('long'),
  userTask('short'),
  exclusive('merge'),
  parallel('join'),
  userTask('after'),
  endEvent(),
  flows('start > fork > isLong > short > merge > join > after > end', 'fork > other > join', 'long > merge'),
  flows('isLong > long : ${isLong}'),
);

const looping = model(
  startEvent(),
  exclusive('again'),
  userTask('work'),
  exclusive('isDone', { default: 'isDone-again' }),
  endEvent(),
  flows('start > again > work > isDone > again', 'isDone > end : ${done}'),
);

const twoTokens = model(
  startEvent(),
  parallel('fork'),
  task('one'),
  task('two'),
  userTask('work'),
  endEvent(),
  flows('start > fork > one > work > end', 'fork > two > work'),
);

const endless = model(startEvent(), exclusive('again'), task('spin'), flows('start > again > spin > again'));

const options = model(
  startEvent(),
  inclusive('which'),
  userTask('a'),
  userTask('b'),
  userTask('c'),
  endEvent(),
  flows('start > which', 'which > a : ${a}', 'which > b : ${b}', 'which > c : ${c}', 'a > end', 'b > end', 'c > end'),
);

const terminated = model(
  startEvent(),
  parallel('fork'),
  userTask('decide'),
  subProcess('side', startEvent('sideStart'), userTask('wait'), flows('sideStart > wait')),
  endEvent('stop', terminate),
  endEvent(),
  flows('start > fork > decide > stop', 'fork > side > end'),
);

const implicit = model(
  startEvent(),
  userTask('triage', { default: 'triage-routine' }),
  userTask('routine'),
  userTask('legal'),
  userTask('press'),
  endEvent(),
  flows('start > triage > routine > end', 'triage > legal : ${legal}', 'triage > press : ${press}'),
  flows('legal > end', 'press > end'),
);

const surplus = model(
  startEvent(),
  parallel('fork'),
  userTask('one'),
  userTask('two'),
  userTask('other'),
  exclusive('merge'),
  parallel('join'),
  userTask('after'),
  endEvent(),
  flows('start > fork > one > merge > join > after > end', 'fork > two > merge', 'fork > other > join'),
);

export const flowContract = ({ feature, scenario }: Contract): void => {
  scenario('a sequence waits at each user task and ends after the last', sequence, (player) => {
    player.start();
    expect(player.waits()).to.deep.equal(['first']);
    expect(player.find('userTask', 'first').scopeIds).to.deep.equal([]);
    player.complete('first');
    expect(player.waits()).to.deep.equal(['second']);
    expect(player.happened.map(({ type }) => type)).to.deep.equal(['left', 'taken', 'entered']);
    player.complete('second');
    expect(player.execution.status).to.equal('completed');
    expect(player.happened.at(-1)).to.deep.equal({ type: 'ended', status: 'completed' });
    expect(player.entered()).to.deep.equal(['start', 'first', 'second', 'end']);
  });

  scenario('an exclusive gateway takes the first flow whose condition holds', decision, (player) => {
    player.start({ amount: 500, customer: { tier: 'gold' } });
    expect(player.waits()).to.deep.equal(['large']);
    expect(player.happened.filter(({ type }) => type === 'taken')).to.have.length(2);
  });

  scenario('an exclusive gateway takes a later flow when the first does not hold', decision, (player) => {
    player.start({ amount: 5, customer: { tier: 'gold' } });
    expect(player.waits()).to.deep.equal(['urgent']);
  });

  scenario('an exclusive gateway takes the default flow when no condition holds', decision, (player) => {
    player.start({ amount: 5, customer: { tier: 'silver' } });
    expect(player.waits()).to.deep.equal(['small']);
  });

  scenario('a missing variable makes a condition false', decision, (player) => {
    player.start();
    expect(player.waits()).to.deep.equal(['small']);
  });

  scenario(
    'a decision without a way out raises an incident that can be retried once the data is right',
    undecided,
    (player) => {
      player.start();
      player.complete('ask');
      expect(player.waits('incident')).to.deep.equal(['isGood']);
      expect(player.happened.map(({ type }) => type)).to.include('incidentRaised');
      expect(player.execution.status).to.equal('running');
      player.apply({ type: 'setData', data: { isGood: true } });
      player.apply({ type: 'retry', executionId: player.find('incident', 'isGood').executionId });
      expect(player.waits()).to.deep.equal(['good']);
      expect(player.happened.map(({ type }) => type)).to.include('incidentResolved');
    },
  );

  scenario('a start that fails keeps its data and can be retried after the data was mended', early, (player) => {
    player.start({ colour: 'red' });
    expect(player.waits('incident')).to.deep.equal(['isGood']);
    expect(player.execution).to.deep.include({ status: 'running', data: { colour: 'red' } });
    player.apply({ type: 'setData', data: { isGood: true } });
    player.apply({ type: 'retry', executionId: player.find('incident', 'isGood').executionId });
    expect(player.waits()).to.deep.equal(['good']);
    expect(player.execution.data).to.deep.equal({ colour: 'red', isGood: true });
  });

  scenario('a parallel join waits for every branch, in either order', forked, (player) => {
    player.start();
    expect(player.waits()).to.deep.equal(['left', 'right']);
    player.complete('right');
    expect(player.waits()).to.deep.equal(['left']);
    player.complete('left');
    expect(player.waits()).to.deep.equal(['after']);
    player.complete('after');
    expect(player.entered().filter((id) => id === 'join')).to.have.length(1);
    expect(player.execution.status).to.equal('completed');
  });

  scenario('a parallel join behind a decision does not fire early', joinBehindDecision, (player) => {
    player.start({ isLong: false });
    player.complete('other');
    expect(player.waits()).to.deep.equal(['short']);
    player.complete('short');
    expect(player.waits()).to.deep.equal(['after']);
  });

  scenario('a parallel join takes one token of each branch and leaves a surplus where it is', surplus, (player) => {
    player.start();
    player.complete('one');
    player.complete('two');
    expect(player.waits()).to.deep.equal(['other']);
    player.complete('other');
    expect(player.waits()).to.deep.equal(['after']);
    player.complete('after');
    expect(player.entered().filter((id) => id === 'join')).to.have.length(1);
    expect(player.execution.status).to.equal('running');
  });

  scenario('every flow out of a task whose condition holds is taken', implicit, (player) => {
    player.start({ legal: true, press: true });
    player.complete('triage');
    expect(player.waits()).to.deep.equal(['legal', 'press']);
    player.complete('legal');
    player.complete('press');
    expect(player.execution.status).to.equal('completed');
  });

  scenario('the default flow out of a task is taken when no condition holds', implicit, (player) => {
    player.start({ legal: false });
    player.complete('triage');
    expect(player.waits()).to.deep.equal(['routine']);
  });

  scenario('a loop can be run often without the state growing', looping, (player) => {
    player.start();
    for (let round = 0; round < 3; round += 1) player.complete('work', { done: false });
    const size = JSON.stringify(player.execution).length;
    for (let round = 0; round < 7; round += 1) player.complete('work', { done: false });
    expect(JSON.stringify(player.execution).length).to.equal(size);
    player.complete('work', { done: true });
    expect(player.execution.status).to.equal('completed');
  });

  scenario('two tokens pass the same task one by one or together, and both arrive', twoTokens, (player) => {
    player.start();
    player.complete('work');
    expect(player.execution.status).to.equal('running');
    player.complete('work');
    expect(player.execution.status).to.equal('completed');
    expect(player.entered().filter((id) => id === 'work')).to.have.length(2);
    expect(player.entered().filter((id) => id === 'end')).to.have.length(2);
  });

  scenario('a loop that never waits becomes an incident', endless, (player) => {
    player.start();
    expect(player.waiting.map(({ kind }) => kind)).to.deep.equal(['incident']);
  });

  scenario('an inclusive split takes every flow whose condition holds', options, (player) => {
    player.start({ a: true, b: false, c: true });
    expect(player.waits()).to.deep.equal(['a', 'c']);
    player.complete('a');
    player.complete('c');
    expect(player.execution.status).to.equal('completed');
  });

  scenario('a terminate end event cancels everything else', terminated, (player) => {
    player.start();
    expect(player.waits()).to.deep.equal(['decide', 'wait']);
    player.complete('decide');
    expect(player.execution.status).to.equal('completed');
    expect(player.leftAs('wait')).to.deep.equal({ outcome: 'cancelled', cause: 'stop' });
    expect(player.leftAs('side')).to.deep.equal({ outcome: 'cancelled', cause: 'stop' });
    expect(player.leftAs('stop')).to.deep.equal({ outcome: 'completed' });
    expect(player.waiting).to.deep.equal([]);
  });

  feature('concurrentRuns', () => {
    scenario('two tokens at a user task are two tasks at once', twoTokens, (player) => {
      player.start();
      expect(player.waits()).to.deep.equal(['work', 'work']);
    });
  });
};
