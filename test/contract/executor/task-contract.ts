/** What waits behind the different kinds of tasks, and what completing them does to the data. */
import { expect } from 'chai';
import type { Contract } from './contract.ts';
import {
  boundary,
  endEvent,
  error,
  externalTask,
  flows,
  model,
  multiInstance,
  receiveTask,
  sendTask,
  startEvent,
  task,
  throwEvent,
  message,
  timer,
  userTask,
} from './model-builder.ts';

const attributes = model(
  startEvent(),
  userTask('assess', {
    'camunda:assignee': '${owner}',
    'camunda:candidateGroups': 'junior-${centre}, senior',
    'camunda:candidateUsers': 'ann,bob',
    'camunda:dueDate': '${dueDate}',
    'camunda:followUpDate': '2026-02-01T00:00:00Z',
    'camunda:priority': '${level}',
    'camunda:formKey': 'assess-complaint',
  }),
  userTask('plain'),
  endEvent(),
  flows('start > assess > plain > end'),
);

const messages = model(
  startEvent(),
  sendTask('remind', { messageRef: 'greeting' }),
  throwEvent('announce', message('farewell')),
  task('nothing'),
  userTask('wait'),
  endEvent(),
  flows('start > remind > announce > nothing > wait > end'),
);

const external = (type: string): string =>
  model(
    startEvent(),
    externalTask('charge', 'billing', type),
    boundary('isRejected', 'charge', error('rejected')),
    userTask('repair'),
    endEvent(),
    flows('start > charge > end', 'isRejected > repair > end'),
  );

const receiving = model(startEvent(), receiveTask('reply', 'greeting'), endEvent(), flows('start > reply > end'));

const one = model(startEvent(), userTask('work'), endEvent(), flows('start > work > end'));

const reviews = (isSequential: boolean): string =>
  model(
    startEvent(),
    userTask('review', { 'camunda:assignee': '${reviewer}' }, multiInstance('reviewers', 'reviewer', isSequential)),
    boundary('isLate', 'review', timer('timeDuration', 'PT1H')),
    endEvent(),
    endEvent('late'),
    flows('start > review > end', 'isLate > late'),
  );

export const taskContract = ({ feature, scenario }: Contract): void => {
  scenario('a user task shows its evaluated attributes', attributes, (player) => {
    player.start({ owner: 'eve', centre: 'north', dueDate: '2026-01-05T08:00:00Z', level: 7 });
    expect(player.find('userTask', 'assess')).to.deep.include({
      assignee: 'eve',
      candidateGroups: ['junior-north', 'senior'],
      candidateUsers: ['ann', 'bob'],
      dueDate: '2026-01-05T08:00:00Z',
      followUpDate: '2026-02-01T00:00:00Z',
      priority: 7,
      formKey: 'assess-complaint',
    });
  });

  scenario('attributes that are missing or give nothing are absent', attributes, (player) => {
    player.start({ centre: 'north' });
    expect(player.find('userTask', 'assess')).to.not.have.any.keys('assignee', 'dueDate', 'priority');
    player.complete('assess');
    const plain = player.find('userTask', 'plain');
    expect(plain).to.deep.include({ candidateGroups: [], candidateUsers: [] });
    expect(plain).to.not.have.any.keys('assignee', 'dueDate', 'followUpDate', 'priority', 'formKey');
  });

  scenario('attributes keep the values they had when the task was entered', attributes, (player) => {
    player.start({ owner: 'eve', centre: 'north' });
    player.apply({ type: 'setData', data: { owner: 'max' } });
    expect(player.find('userTask', 'assess').assignee).to.equal('eve');
  });

  scenario('send tasks and message throw events say what they send and go on', messages, (player) => {
    player.start();
    expect(player.waits()).to.deep.equal(['wait']);
    const thrown = player.happened.filter((event) => event.type === 'thrown');
    expect(thrown.map(({ activityId }) => activityId)).to.deep.equal(['remind', 'announce']);
    expect(thrown.map((event) => [event.kind, event.ref])).to.deep.equal([
      ['message', 'hello'],
      ['message', 'goodbye'],
    ]);
  });

  for (const type of ['serviceTask', 'sendTask', 'businessRuleTask'])
    scenario(`a ${type} with a topic waits for a worker`, external(type), (player) => {
      player.start();
      expect(player.find('externalTask', 'charge').topic).to.equal('billing');
      player.complete('charge', { receipt: 12 });
      expect(player.execution.status).to.equal('completed');
      expect(player.execution.data).to.deep.equal({ receipt: 12 });
    });

  scenario('completing a task merges its data and says what changed', one, (player) => {
    player.start({ amount: 1, note: 'same', list: [1, 2] });
    player.complete('work', { amount: 2, note: 'same', list: [1, 2], extra: { deep: true } });
    expect(player.execution.data).to.deep.equal({ amount: 2, note: 'same', list: [1, 2], extra: { deep: true } });
    expect(player.happened.filter(({ type }) => type === 'dataChanged')).to.deep.equal([
      { type: 'dataChanged', name: 'amount', before: 1, after: 2 },
      { type: 'dataChanged', name: 'extra', after: { deep: true } },
    ]);
  });

  scenario('data can be set from outside while a task waits', one, (player) => {
    player.start();
    player.apply({ type: 'setData', data: { colour: 'red' } });
    expect(player.happened).to.deep.equal([{ type: 'dataChanged', name: 'colour', after: 'red' }]);
    expect(player.execution.data).to.deep.equal({ colour: 'red' });
    expect(player.waits()).to.deep.equal(['work']);
  });

  feature('errors', () => {
    scenario('a worker’s error is caught at the task', external('serviceTask'), (player) => {
      player.start();
      player.throwError('charge', 'REJECTED', { reason: 'no funds' });
      expect(player.waits()).to.deep.equal(['repair']);
      expect(player.leftAs('charge')).to.deep.equal({ outcome: 'cancelled', cause: 'isRejected' });
      expect(player.execution.data).to.deep.equal({ reason: 'no funds' });
    });

    scenario(
      'an error nobody catches becomes an incident, after whose retry the task waits again',
      external('serviceTask'),
      (player) => {
        player.start();
        player.throwError('charge', 'OTHER');
        expect(player.waits()).to.deep.equal(['charge']);
        const { executionId } = player.find('incident', 'charge');
        player.apply({ type: 'retry', executionId });
        player.complete('charge');
        expect(player.execution.status).to.equal('completed');
      },
    );
  });

  feature('messages', () => {
    scenario('a receive task waits for its message', receiving, (player) => {
      player.start();
      expect(player.find('message', 'reply').message).to.equal('hello');
      player.apply({ type: 'correlate', message: 'hello', data: { answer: 42 } });
      expect(player.execution).to.deep.include({ status: 'completed', data: { answer: 42 } });
    });

    scenario('a receive task can be completed as well', receiving, (player) => {
      player.start();
      player.complete('reply');
      expect(player.execution.status).to.equal('completed');
    });
  });

  feature('multiInstance', () => {
    scenario('a parallel multi-instance task waits once per item', reviews(false), (player) => {
      player.start({ reviewers: ['ann', 'bob', 'cid'] });
      const tasks = player.waiting.filter((item) => item.kind === 'userTask');
      expect(tasks.map(({ assignee }) => assignee)).to.deep.equal(['ann', 'bob', 'cid']);
      expect(tasks.map(({ data }) => data['reviewer'])).to.deep.equal(['ann', 'bob', 'cid']);
      expect(new Set(tasks.map(({ executionId }) => executionId)).size).to.equal(3);
      player.apply({ type: 'complete', executionId: tasks[1]!.executionId });
      player.apply({ type: 'complete', executionId: tasks[0]!.executionId });
      expect(player.waits()).to.deep.equal(['review']);
      player.apply({ type: 'complete', executionId: tasks[2]!.executionId });
      expect(player.execution.status).to.equal('completed');
    });

    scenario('a sequential multi-instance task waits for one item after the other', reviews(true), (player) => {
      player.start({ reviewers: ['ann', 'bob'] });
      expect(player.find('userTask', 'review').assignee).to.equal('ann');
      player.complete('review');
      expect(player.find('userTask', 'review').assignee).to.equal('bob');
      player.complete('review');
      expect(player.execution.status).to.equal('completed');
    });

    scenario('a boundary event on a multi-instance task cancels all its instances', reviews(false), (player) => {
      player.start({ reviewers: ['ann', 'bob', 'cid'] });
      player.complete('review');
      player.fire('isLate');
      expect(player.execution.status).to.equal('completed');
      expect(player.entered()).to.include('late');
    });

    scenario('a multi-instance task without items is passed', reviews(false), (player) => {
      player.start({ reviewers: [] });
      expect(player.execution.status).to.equal('completed');
    });

    scenario('more than a hundred items all wait at once', reviews(false), (player) => {
      player.start({ reviewers: Array.from({ length: 120 }, (_, index) => `reviewer ${index}`) });
      expect(player.waits()).to.have.length(120);
    });
  });
};
