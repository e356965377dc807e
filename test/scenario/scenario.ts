import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  bpmnEngineExecutor,
  calendarBook,
  claimTask,
  compileDefinition,
  completeTask,
  executionExecutor,
  fireTimer,
  isOpen,
  registerCase,
  releaseTask,
  timerActor,
  type Actor,
  type Case,
  type Contact,
  type Context,
  type Data,
  type DeployedDefinition,
  type Executor,
  type JournalEntry,
  type OrganisationNode,
  type RoleName,
  type Task,
} from '../../engine/index.ts';
import { memoryContacts, memoryCustomers } from './memory-contacts.ts';
import { readCalendars } from '../../read-calendars.ts';
import { memoryStore } from './memory-store.ts';

const processesFolder = new URL('../../../processes/', import.meta.url);
const benchFolder = new URL('../../../bench/', import.meta.url);
const organisation = new Map(
  (JSON.parse(readFileSync(new URL('organisation.json', processesFolder), 'utf8')) as OrganisationNode[]).map(
    (node) => [node.id, node],
  ),
);

const deployFolder = async (name: string): Promise<DeployedDefinition[]> => {
  const folder = new URL(`${name}/`, benchFolder).pathname;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(bpmn|dmn|form)$/.test(file))
    .map((file) => ({ name: file, content: readFileSync(join(folder, file), 'utf8') }));
  const { definitions, problems } = await compileDefinition({ id: name, files });
  expect(problems.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
  return definitions.map((definition) => ({ definition, version: 1 }));
};

export const person = (role: RoleName, node: string, id = `${role}.${node}`): Actor => ({
  id,
  kind: 'user',
  roles: [{ role, node }],
});

const HOUR = 3_600_000;

const parseHours = (text: string): number => {
  const parts = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(text);
  if (!parts) throw new Error(`'${text}' is no duration such as PT4H30M`);
  return Number(parts[1] ?? 0) * HOUR + Number(parts[2] ?? 0) * (HOUR / 60);
};

export type Play = {
  readonly given: { complaint(contact?: Partial<Contact>): Promise<void> };
  readonly when: {
    /** Moves the clock and fires what becomes due, in order, as the sweep would. */
    passes(duration: string): Promise<void>;
    claims(actor: Actor): Promise<void>;
    releases(actor: Actor): Promise<void>;
    completes(actor: Actor, data: Data): Promise<void>;
  };
  readonly then: {
    waitsFor(activityId: string, expected?: { candidates?: string[]; tier?: string }): Promise<Task>;
    isClosed(): Promise<Case>;
    /** The journal holds these entries in this order, others may stand between. */
    journal(...types: string[]): JournalEntry[];
    messages(...templates: string[]): void;
  };
  current(): Promise<Case>;
  readonly store: ReturnType<typeof memoryStore>;
  readonly context: Context;
  now(): Date;
};

const startOfPlay = new Date('2026-03-02T08:00:00Z');

const play = async (executor: Executor, restarts: boolean): Promise<Play> => {
  const store = memoryStore();
  let deployed = await deployFolder('ladder');
  let now = startOfPlay;
  let caseId = '';
  const context: Context = {
    cases: store,
    customers: memoryCustomers(),
    contacts: memoryContacts(() => store.all()),
    definitions: {
      byId: async (id) => deployed.find(({ definition }) => definition.id === id),
      latest: async (key) => deployed.find(({ definition }) => definition.key === key),
      byVersion: async (key) => deployed.find(({ definition }) => definition.key === key),
      byVersionTag: async () => undefined,
      ofDeployment: async () => deployed,
      latestDeployment: async () => undefined,
      wasDeployed: async () => false,
      save: async () => {
        throw new Error('nothing is deployed while a scenario plays');
      },
    },
    executor,
    executors: new Map([[executor.name, executor]]),
    calendars: calendarBook(await readCalendars()),
    organisation,
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    newId: () => 'case1',
  };
  // A restart forgets every compiled definition; only what was stored is left.
  const settle = async (): Promise<void> => {
    if (restarts) deployed = await deployFolder('ladder');
  };
  const current = async (): Promise<Case> => (await store.load(caseId))!;
  const onlyTask = async (): Promise<Task> => {
    const open = (await current()).tasks.filter(isOpen);
    expect(open.map(({ activityId }) => activityId)).to.have.length(1);
    return open[0]!;
  };
  const fireNext = async (until: Date): Promise<boolean> => {
    const due = (await current()).timers
      .filter(({ dueAt }) => dueAt <= until)
      .toSorted((left, right) => left.dueAt.getTime() - right.dueAt.getTime())[0];
    if (!due) return false;
    now = due.dueAt > now ? due.dueAt : now;
    await fireTimer(context, { actor: timerActor, at: now, caseId, runId: due.runId, timerId: due.id });
    await settle();
    return true;
  };
  return {
    store,
    context,
    current,
    now: () => now,
    given: {
      async complaint(contact = {}) {
        const answer = await registerCase(context, {
          actor: person('junior-agent', contact.centre ?? 'lanzhou'),
          at: now,
          definitionKey: 'ladder',
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
        });
        caseId = answer.caseId;
        await settle();
      },
    },
    when: {
      async passes(duration) {
        const until = new Date(now.getTime() + parseHours(duration));
        while (await fireNext(until));
        now = until;
      },
      async claims(actor) {
        await claimTask(context, { actor, at: now, caseId, taskId: (await onlyTask()).id });
        await settle();
      },
      async releases(actor) {
        await releaseTask(context, { actor, at: now, caseId, taskId: (await onlyTask()).id });
        await settle();
      },
      async completes(actor, data) {
        await completeTask(context, { actor, at: now, caseId, taskId: (await onlyTask()).id, data });
        await settle();
      },
    },
    then: {
      async waitsFor(activityId, expected = {}) {
        const task = await onlyTask();
        expect(task.activityId).to.equal(activityId);
        if (expected.candidates) expect(task.candidates).to.deep.equal(expected.candidates);
        if (expected.tier) expect((await current()).tier).to.equal(expected.tier);
        return task;
      },
      async isClosed() {
        const closed = await current();
        expect(closed.status).to.equal('closed');
        expect(closed.tasks.filter(isOpen)).to.deep.equal([]);
        expect(closed.timers).to.deep.equal([]);
        return closed;
      },
      journal(...types) {
        const found = store.journal.map(({ type }) => type as string);
        let from = 0;
        for (const type of types) {
          const at = found.indexOf(type, from);
          expect(at, `${type} in ${found.slice(from).join(', ')}`).to.be.at.least(0);
          from = at + 1;
        }
        return store.journal;
      },
      messages(...templates) {
        expect(store.messages.map(({ template }) => template)).to.deep.equal(templates);
      },
    },
  };
};

const executors: readonly Executor[] = [executionExecutor, bpmnEngineExecutor];

/** What the organisation expects, told once and played on every executor, straight and with a restart between all steps. */
export const scenario = (sentence: string, story: (play: Play) => Promise<void>): void => {
  for (const executor of executors)
    for (const restarts of [false, true])
      it(`${sentence} (${executor.name}${restarts ? ', surviving restarts' : ''})`, async () => {
        await story(await play(executor, restarts));
      });
};
