import { createHash } from 'node:crypto';
import { expect } from 'chai';
import {
  bpmnEngineExecutor,
  compileDefinition,
  executionExecutor,
  fireTimer,
  isOpen,
  receiveCaseMessage,
  registerCase,
  timerActor,
  type Case,
  type Context,
  type DeployedDefinition,
  type Executor,
} from '../../engine/index.ts';
import { readOrganisation } from '../../read-organisation.ts';
import { memoryContacts, memoryCustomers } from './memory-contacts.ts';
import { memoryStore } from './memory-store.ts';
import { person } from './scenario.ts';

/** A process with two tiers, a limit, and an answer to a major incident that it waits for as long as it runs. */
const model = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:ladder="urn:caseladder:bpmn:1" id="d" targetNamespace="t">
  <bpmn:message id="m" name="majorIncidentAnswered" />
  <bpmn:process id="fault" isExecutable="true">
    <bpmn:startEvent id="received"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="received" targetRef="assess" />
    <bpmn:userTask id="assess" camunda:candidateGroups="junior-agent" ladder:tier="junior">
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="overdue" attachedToRef="assess" ladder:slaMark="limit">
      <bpmn:outgoing>f3</bpmn:outgoing>
      <bpmn:timerEventDefinition><bpmn:timeDuration>PT4H</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="assess" targetRef="tell" />
    <bpmn:sequenceFlow id="f3" sourceRef="overdue" targetRef="investigate" />
    <bpmn:userTask id="investigate" camunda:candidateGroups="senior-agent" ladder:tier="senior">
      <bpmn:incoming>f3</bpmn:incoming><bpmn:outgoing>f4</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="f4" sourceRef="investigate" targetRef="tell" />
    <bpmn:intermediateThrowEvent id="tell" ladder:relay="bound">
      <bpmn:extensionElements><camunda:inputOutput>
        <camunda:inputParameter name="response">\${response}</camunda:inputParameter>
      </camunda:inputOutput></bpmn:extensionElements>
      <bpmn:incoming>f2</bpmn:incoming><bpmn:incoming>f4</bpmn:incoming><bpmn:outgoing>f5</bpmn:outgoing>
      <bpmn:messageEventDefinition messageRef="m" />
    </bpmn:intermediateThrowEvent>
    <bpmn:sequenceFlow id="f5" sourceRef="tell" targetRef="done" />
    <bpmn:endEvent id="done"><bpmn:incoming>f5</bpmn:incoming></bpmn:endEvent>
    <bpmn:subProcess id="answered" triggeredByEvent="true">
      <bpmn:startEvent id="parentAnswered"><bpmn:outgoing>g1</bpmn:outgoing>
        <bpmn:messageEventDefinition messageRef="m" />
      </bpmn:startEvent>
      <bpmn:sequenceFlow id="g1" sourceRef="parentAnswered" targetRef="answeredWithParent" />
      <bpmn:endEvent id="answeredWithParent"><bpmn:incoming>g1</bpmn:incoming></bpmn:endEvent>
    </bpmn:subProcess>
  </bpmn:process>
  <bpmn:process id="note" isExecutable="true">
    <bpmn:startEvent id="noted"><bpmn:outgoing>n1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="n1" sourceRef="noted" targetRef="read" />
    <bpmn:userTask id="read" camunda:candidateGroups="junior-agent">
      <bpmn:incoming>n1</bpmn:incoming><bpmn:outgoing>n2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="n2" sourceRef="read" targetRef="readAll" />
    <bpmn:endEvent id="readAll"><bpmn:incoming>n2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>`;

export const HOUR = 3_600_000;
export const senior = person('senior-agent', 'lanzhou');
export const manager = person('manager-hotline', 'lanzhou');

export type Cases = {
  readonly context: Context;
  readonly store: ReturnType<typeof memoryStore>;
  now(): Date;
  /** Moves the clock without firing anything. */
  wait(hours: number): void;
  register(subject: string, more?: { readonly phone?: string; readonly process?: string }): Promise<string>;
  load(caseId: string): Promise<Case>;
  openTask(caseId: string): Promise<string>;
  /** Fires what is due, in every case. */
  fireDue(): Promise<void>;
  /** Delivers what cases told each other, and what follows from it; stops after `most` messages. */
  deliver(most?: number): Promise<number>;
  journal(caseId: string): string[];
};

const none = (): never => {
  throw new Error('not in this play');
};

/** Several cases side by side whose messages to each other wait until they are delivered. */
export const playCases = async (executor: Executor = executionExecutor): Promise<Cases> => {
  const store = memoryStore();
  const { definitions, problems } = await compileDefinition({
    id: 'two',
    files: [{ name: 'fault.bpmn', content: model }],
  });
  expect(problems.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
  const deployed: DeployedDefinition[] = definitions.map((definition) => ({ definition, version: 1 }));
  let now = new Date('2026-03-02T08:00:00Z');
  let id = 0;
  let delivered = 0;
  const context = {
    cases: store,
    customers: memoryCustomers(),
    contacts: memoryContacts(() => store.all()),
    definitions: {
      byId: async (ref: string) => deployed.find(({ definition }) => definition.id === ref),
      latest: async (key: string) => deployed.find(({ definition }) => definition.key === key),
      byVersion: none,
      byVersionTag: none,
      ofDeployment: async () => [],
      latestDeployment: none,
      wasDeployed: none,
      save: none,
    },
    executor,
    executors: new Map([executionExecutor, bpmnEngineExecutor].map((one) => [one.name, one])),
    calendars: { find: () => undefined, all: () => [], addWorkingTime: none, addWorkingDays: none },
    organisation: await readOrganisation(),
    digest: (text: string) => createHash('sha256').update(text).digest('hex'),
    newId: () => `case${++id}`,
  } as unknown as Context;
  const load = async (caseId: string): Promise<Case> => (await store.load(caseId))!;
  return {
    context,
    store,
    now: () => now,
    wait: (hours) => {
      now = new Date(now.getTime() + hours * HOUR);
    },
    async register(subject, { phone = `1390000${String(1000 + id)}`, process = 'fault' } = {}) {
      const { caseId } = await registerCase(context, {
        actor: senior,
        at: now,
        definitionKey: process,
        contact: {
          centre: 'lanzhou',
          channel: 'phone',
          subject,
          category: 'fault',
          severity: 'normal',
          customer: { class: 'ordinary', phone },
        },
      });
      return caseId;
    },
    load,
    openTask: async (caseId) => (await load(caseId)).tasks.find(isOpen)!.id,
    async fireDue() {
      for (const { id: caseId, timers } of store.all())
        for (const timer of timers.filter(({ dueAt }) => dueAt <= now))
          await fireTimer(context, { actor: timerActor, at: now, caseId, runId: timer.runId, timerId: timer.id });
    },
    async deliver(most = Number.POSITIVE_INFINITY) {
      let count = 0;
      for (; delivered < store.messages.length && count < most; delivered += 1, count += 1)
        await receiveCaseMessage(context, store.messages[delivered]!, now);
      return count;
    },
    journal: (caseId) => store.journal.filter((entry) => entry.caseId === caseId).map(({ type }) => type),
  };
};
