/**
 * Plays stories on the shipped processes, on each executor, straight and with a restart between all steps, and holds that
 * together they take every path of the diagram.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  bpmnEngineExecutor,
  calendarBook,
  compileDefinition,
  completeTask,
  completeWork,
  correlateMessage,
  executionExecutor,
  fireTimer,
  isOpen,
  registerCase,
  systemActor,
  timerActor,
  type Actor,
  type Case,
  type Contact,
  type Context,
  type Data,
  type DeployedDefinition,
  type Executor,
  type OrganisationNode,
  type RoleName,
  type Task,
} from '../../engine/index.ts';
import { parseDuration, addDuration } from '../../engine/model/timer/iso-duration.ts';
import { memoryContacts, memoryCustomers } from './memory-contacts.ts';
import { readCalendars } from '../../read-calendars.ts';
import { memoryStore } from './memory-store.ts';

const calendars = calendarBook(await readCalendars());
const processesFolder = new URL('../../../processes/', import.meta.url);
const organisation = new Map(
  (JSON.parse(readFileSync(new URL('organisation.json', processesFolder), 'utf8')) as OrganisationNode[]).map(
    (node) => [node.id, node],
  ),
);

const folderOf: Readonly<Record<string, string>> = {
  complaint: 'complaint',
  workOrder: 'work-order',
  suggestion: 'suggestion',
  satisfactionCallback: 'callback',
  promisedCallback: 'callback',
};

const compileFolder = async (name: string): Promise<DeployedDefinition[]> => {
  const folder = new URL(`${name}/`, processesFolder).pathname;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(bpmn|dmn|form)$/.test(file))
    .map((file) => ({ name: file, content: readFileSync(join(folder, file), 'utf8') }));
  const { definitions, problems } = await compileDefinition({ id: name, files });
  expect(problems).to.deep.equal([]);
  return definitions.map((definition) => ({ definition, version: 1 }));
};

/** Compiles what is asked for; forgetting is what a restart does. */
const deployments = (): { of(key: string): Promise<DeployedDefinition | undefined>; forget(): void } => {
  let compiled = new Map<string, Promise<DeployedDefinition[]>>();
  return {
    async of(key) {
      const folder = folderOf[key];
      if (folder === undefined) return undefined;
      const known = compiled.get(folder) ?? compileFolder(folder);
      compiled.set(folder, known);
      return (await known).find(({ definition }) => definition.key === key);
    },
    forget() {
      compiled = new Map();
    },
  };
};

export type ProcessPlay = {
  /** Registers a case, with which the story goes on; a second one of the same customer is a repeat contact. */
  registers(contact?: Partial<Contact>, data?: Data): Promise<void>;
  /** Somebody who may take the open task of this activity completes it. */
  completes(activityId: string, data: Data): Promise<void>;
  /** Moves the clock by an ISO 8601 duration and fires what becomes due, in order, as the sweep would. */
  passes(duration: string): Promise<void>;
  receives(message: string, data?: Data): Promise<void>;
  /** A worker of the topic reports its work as done. */
  works(topic: string, data?: Data): Promise<void>;
  /** Exactly these user tasks are open. */
  waitsFor(...activityIds: string[]): Promise<Task[]>;
  /** Topics that workers are asked for, in alphabetical order. */
  topics(): Promise<string[]>;
  isClosed(): Promise<Case>;
  /** The data of the case's own run. */
  data(): Promise<Data>;
  current(): Promise<Case>;
  now(): Date;
  readonly store: ReturnType<typeof memoryStore>;
};

export type Story = (play: ProcessPlay) => Promise<void>;

const startOfPlay = new Date('2026-03-02T08:00:00Z');

const actorFor = (task: Task): Actor => {
  const [role = '', node = ''] = (task.candidates[0] ?? '').split('@');
  return { id: `${role}.${node}`, kind: 'user', roles: [{ role: role as RoleName, node }] };
};

const startPlay = (key: string, executor: Executor, restarts: boolean): ProcessPlay => {
  const store = memoryStore();
  const deployed = deployments();
  let caseId = '';
  let ids = 0;
  let now = startOfPlay;
  const context: Context = {
    cases: store,
    customers: memoryCustomers(),
    contacts: memoryContacts(() => store.all()),
    definitions: {
      byId: (id) => deployed.of(id.slice(id.indexOf('/') + 1)),
      latest: (called) => deployed.of(called),
      byVersion: (called) => deployed.of(called),
      byVersionTag: async () => undefined,
      ofDeployment: async () => [],
      latestDeployment: async () => undefined,
      wasDeployed: async () => false,
      save: async () => {
        throw new Error('nothing is deployed while a story plays');
      },
    },
    executor,
    executors: new Map([[executor.name, executor]]),
    calendars,
    organisation,
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    newId: () => `case${(ids += 1)}`,
  };
  const settle = (): void => {
    if (restarts) deployed.forget();
  };
  const current = async (): Promise<Case> => (await store.load(caseId))!;
  const openTasks = async (): Promise<Task[]> => (await current()).tasks.filter(isOpen);
  const work = async (): Promise<{ topic: string; waitId: string }[]> => {
    const waiting = [];
    for (const run of (await current()).runs) {
      const { definition } = (await deployed.of(run.definition.key))!;
      for (const wait of executor.waiting(definition, run.execution))
        if (wait.kind === 'externalTask') waiting.push({ topic: wait.topic, waitId: `${run.id}.${wait.executionId}` });
    }
    return waiting;
  };
  const fireNext = async (until: Date): Promise<boolean> => {
    const due = (await current()).timers
      .filter(({ dueAt }) => dueAt <= until)
      .toSorted((left, right) => left.dueAt.getTime() - right.dueAt.getTime())[0];
    if (!due) return false;
    now = due.dueAt > now ? due.dueAt : now;
    await fireTimer(context, { actor: timerActor, at: now, caseId, runId: due.runId, timerId: due.id });
    settle();
    return true;
  };
  return {
    store,
    current,
    now: () => now,
    async registers(contact = {}, data = {}) {
      ({ caseId } = await registerCase(context, {
        actor: systemActor,
        at: now,
        definitionKey: key,
        contact: {
          centre: 'lanzhou',
          channel: 'phone',
          subject: 'No dial tone since Monday',
          category: 'fault',
          severity: 'normal',
          customer: { class: 'ordinary', name: '王小明', phone: '13900001234' },
          receivedAt: now,
          ...contact,
        },
        data,
      }));
      settle();
    },
    async completes(activityId, data) {
      const open = await openTasks();
      const task = open.find((candidate) => candidate.activityId === activityId);
      expect(task, `${activityId} among ${open.map((each) => each.activityId).join(', ')}`).to.not.equal(undefined);
      await completeTask(context, { actor: actorFor(task!), at: now, caseId, taskId: task!.id, data });
      settle();
    },
    async passes(duration) {
      const until = addDuration(now, parseDuration(duration), { timeZone: 'UTC' });
      while (await fireNext(until));
      now = until;
    },
    async receives(message, data) {
      await correlateMessage(context, { actor: systemActor, at: now, caseId, message, ...(data && { data }) });
      settle();
    },
    async works(topic, data) {
      const waiting = await work();
      const { waitId } = waiting.find((candidate) => candidate.topic === topic) ?? { waitId: 'nobody' };
      await completeWork(context, { actor: systemActor, at: now, caseId, waitId, ...(data && { data }) });
      settle();
    },
    async waitsFor(...activityIds) {
      const open = await openTasks();
      expect(open.map(({ activityId }) => activityId).toSorted()).to.deep.equal(activityIds.toSorted());
      expect((await current()).incidents).to.deep.equal([]);
      return open;
    },
    topics: async () => (await work()).map(({ topic }) => topic).toSorted(),
    async isClosed() {
      const closed = await current();
      expect(closed.incidents).to.deep.equal([]);
      expect(
        closed.status,
        closed.tasks
          .filter(isOpen)
          .map(({ activityId }) => activityId)
          .join(),
      ).to.equal('closed');
      expect(closed.timers).to.deep.equal([]);
      return closed;
    },
    data: async () => (await current()).runs[0]!.execution.data,
  };
};

/** The sequence flows that a run of this process took. */
const flowsTaken = (key: string, { store }: ProcessPlay): string[] => {
  const runs = new Map<unknown, unknown>();
  for (const { type, details } of store.journal) {
    const { key: called } = (details?.['definition'] ?? {}) as { key?: string };
    if (type === 'CaseRegistered') runs.set('r1', called);
    else if (type === 'ProcessCalled') runs.set(details?.['runId'], called);
  }
  return store.journal
    .filter(({ details }) => runs.get(details?.['runId']) === key)
    .flatMap(({ happened = [] }) => happened.flatMap((each) => (each.type === 'taken' ? each.flowId : [])));
};

/** Every story is a test on each executor, straight and surviving restarts; all of them together take every path. */
export const playStories = (
  key: string,
  stories: Readonly<Record<string, Story>>,
  executors: readonly Executor[] = [executionExecutor, bpmnEngineExecutor],
): void => {
  for (const [sentence, story] of Object.entries(stories))
    for (const executor of executors)
      for (const restarts of [false, true])
        it(`${sentence} (${executor.name}${restarts ? ', surviving restarts' : ''})`, () =>
          story(startPlay(key, executor, restarts)));

  it('takes every path of the diagram in these stories', async () => {
    const taken = new Set<string>();
    for (const story of Object.values(stories)) {
      const play = startPlay(key, executionExecutor, false);
      await story(play);
      for (const flow of flowsTaken(key, play)) taken.add(flow);
    }
    const { definition } = (await deployments().of(key))!;
    const flows = [...definition.elements.values()].filter(({ type }) => type === 'sequenceFlow');
    expect(flows.map(({ id }) => id).filter((id) => !taken.has(id))).to.deep.equal([]);
  });
};
