/** The port itself: refusals, ending from outside, nothing left behind. */
import { expect } from 'chai';
import { Refusal } from '../../../engine/errors.ts';
import type { Contract } from './contract.ts';
import { boundary, endEvent, flows, message, model, startEvent, subProcess, timer, userTask } from './model-builder.ts';
import { play } from './player.ts';

const simple = model(startEvent(), userTask('work'), endEvent(), flows('start > work > end'));

const scoped = model(
  startEvent(),
  subProcess('handle', startEvent('begin'), userTask('work'), flows('begin > work')),
  boundary('limit', 'handle', timer('timeDuration', 'PT1H')),
  endEvent(),
  flows('start > handle > end', 'limit > end'),
);

const limited = model(
  startEvent(),
  userTask('assess'),
  userTask('decide'),
  boundary('limit', 'decide', timer('timeDuration', 'PT1H')),
  userTask('report'),
  endEvent(),
  flows('start > assess > decide > end', 'limit > report > end'),
);

const severalStarts = model(
  startEvent('plain'),
  startEvent('called', message('greeting')),
  userTask('byHand'),
  userTask('byMessage'),
  endEvent(),
  flows('plain > byHand > end', 'called > byMessage > end'),
);

/** Everything that stands in a diagram without moving tokens, as modelling tools write it. */
const furnished = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:vendor="http://example.org/vendor"
  targetNamespace="http://example.org" id="file">
  <bpmn:collaboration id="collaboration">
    <bpmn:participant id="pool" name="投诉处理" processRef="model" />
    <bpmn:participant id="customer" name="Customer" />
    <bpmn:messageFlow id="reply" sourceRef="answer" targetRef="customer" />
    <bpmn:messageFlow id="request" sourceRef="customer" targetRef="start" />
  </bpmn:collaboration>
  <bpmn:process id="model" name="投诉" isExecutable="true">
    <bpmn:documentation>All that is legal beside the flow.</bpmn:documentation>
    <bpmn:ioSpecification><bpmn:dataInput id="processInput" /><bpmn:inputSet /><bpmn:outputSet /></bpmn:ioSpecification>
    <bpmn:property id="processProperty" name="property" />
    <bpmn:laneSet id="lanes">
      <bpmn:lane id="agents" name="坐席">
        <bpmn:flowNodeRef>start</bpmn:flowNodeRef><bpmn:flowNodeRef>answer</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>end</bpmn:flowNodeRef>
      </bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="start" name="收到投诉"><bpmn:outgoing>toAnswer</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="answer" name="答复" vendor:colour="blue">
      <bpmn:extensionElements><vendor:hint>be kind</vendor:hint></bpmn:extensionElements>
      <bpmn:incoming>toAnswer</bpmn:incoming><bpmn:outgoing>toEnd</bpmn:outgoing>
      <bpmn:ioSpecification>
        <bpmn:dataInput id="input" name="letter" /><bpmn:dataOutput id="output" name="answer" />
        <bpmn:inputSet><bpmn:dataInputRefs>input</bpmn:dataInputRefs></bpmn:inputSet>
        <bpmn:outputSet><bpmn:dataOutputRefs>output</bpmn:dataOutputRefs></bpmn:outputSet>
      </bpmn:ioSpecification>
      <bpmn:dataInputAssociation id="reading"><bpmn:sourceRef>letter</bpmn:sourceRef><bpmn:targetRef>input</bpmn:targetRef></bpmn:dataInputAssociation>
      <bpmn:dataOutputAssociation id="writing"><bpmn:sourceRef>output</bpmn:sourceRef><bpmn:targetRef>archive</bpmn:targetRef></bpmn:dataOutputAssociation>
    </bpmn:userTask>
    <bpmn:endEvent id="end"><bpmn:incoming>toEnd</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="toAnswer" name="先" sourceRef="start" targetRef="answer" />
    <bpmn:sequenceFlow id="toEnd" sourceRef="answer" targetRef="end" />
    <bpmn:dataObject id="letterObject" />
    <bpmn:dataObjectReference id="letter" dataObjectRef="letterObject" />
    <bpmn:dataStoreReference id="archive" name="Archive" />
    <bpmn:textAnnotation id="note"><bpmn:text>within a day</bpmn:text></bpmn:textAnnotation>
    <bpmn:association id="noteLine" sourceRef="answer" targetRef="note" />
    <bpmn:group id="group" />
  </bpmn:process>
</bpmn:definitions>`;

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

  scenario('pools, lanes, data objects, notes and foreign extensions do not disturb the run', furnished, (player) => {
    player.start();
    expect(player.waits()).to.deep.equal(['answer']);
    player.complete('answer');
    expect(player.execution.status).to.equal('completed');
    expect(player.entered()).to.deep.equal(['start', 'answer', 'end']);
  });

  if (executor.startAt)
    describe('beginning at an element', () => {
      scenario('enters it and nothing before it, with the data given', limited, (player) => {
        player.startAt('decide', { amount: 3 });
        expect(player.execution).to.deep.include({ status: 'running', data: { amount: 3 }, executor: executor.name });
        expect(player.entered()[0]).to.equal('decide');
        expect(player.waits()).to.deep.equal(['decide']);
        expect(player.waits('timer')).to.deep.equal(['limit']);
        player.fire('limit');
        expect(player.waits()).to.deep.equal(['report']);
        player.complete('report');
        expect(player.execution.status).to.equal('completed');
      });

      scenario('goes on from there as ever', limited, (player) => {
        player.startAt('decide');
        player.complete('decide');
        expect(player.execution.status).to.equal('completed');
        expect(player.entered()).to.deep.equal(['decide', 'end']);
      });

      it('is refused for what the process does not have', async () => {
        const player = await play(executor, scoped, false);
        expect(() => player.startAt('nowhere'))
          .to.throw(Refusal)
          .with.property('code', 'NOT_SUPPORTED');
      });
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
