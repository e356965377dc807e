/**
 * Lets one recorded case happen again on the definitions of a trial: the same start, and the people and systems of then with
 * their decisions and their pace. The commands are the real ones; only the store forgets.
 */
import { advance } from '../case/advance.ts';
import { systemActor, timerActor, type Actor, type RoleName } from '../case/actor.ts';
import type { Case } from '../case/case.ts';
import { draftOf, record, sealDraft } from '../case/draft.ts';
import { executorOf } from '../case/executor-of.ts';
import { emptyJournal } from '../case/journal.ts';
import { newRun } from '../case/run.ts';
import { isOpen, type OpenTask } from '../case/task.ts';
import { waitIdOf } from '../case/wait-id.ts';
import { completeTask } from '../commands/complete-task.ts';
import { completeWork } from '../commands/complete-work.ts';
import { correlateMessage } from '../commands/correlate-message.ts';
import { fireTimer } from '../commands/fire-timer.ts';
import { Refusal } from '../errors.ts';
import type { Waiting } from '../executor.ts';
import type { Context, DeployedDefinition } from '../ports.ts';
import type { Habits } from './habits.ts';
import type { RecordedAct, RecordedCase } from './recorded-case.ts';

/** Longer than any case should take; what is still open then stands where it stands. */
const horizonMs = 90 * 24 * 60 * 60_000;
/** So many timers in a row that bring nobody new: from here on it is only reported again and again. */
const idleTimers = 4;
/** A case that needs more has lost its way. */
const mostEvents = 200;

type Event = { readonly isTimer?: true; readonly id: string; readonly at: number; happen(at: Date): Promise<unknown> };

export type Replay = {
  readonly context: Context;
  readonly deployed: DeployedDefinition;
  readonly recorded: RecordedCase;
  readonly habits: Habits;
  /** Which act of the others' is dealt when the case itself has none. */
  readonly turn: number;
  readonly caseId: string;
};

const start = async ({ context, deployed, recorded, caseId }: Replay): Promise<void> => {
  const { contact, number, registeredAt, startData } = recorded;
  const fresh: Case = {
    id: caseId,
    number,
    rev: 0,
    status: 'open',
    contact,
    registeredAt,
    registeredBy: systemActor.id,
    runs: [newRun('r1', deployed)],
    tasks: [],
    timers: [],
    slaTargets: [],
    incidents: [],
    journalHead: emptyJournal,
    lastId: 1,
  };
  const registered = record(draftOf(fresh), { type: 'CaseRegistered', details: {} });
  const started = await advance(context, registered, 'r1', { type: 'start', data: startData }, registeredAt);
  await context.cases.commit(
    sealDraft(started, { actor: systemActor, at: registeredAt, command: 'registerCase' }, context.digest),
    'new',
  );
};

/** Somebody who may complete the task. */
const personFor = (task: OpenTask): Actor => {
  if (task.status === 'reserved') return { id: task.assignee, kind: 'user', roles: [] };
  const [user] = task.candidateUsers;
  const [role = 'administrator', node = ''] = (task.candidates[0] ?? '').split('@');
  if (task.candidates.length === 0 && user !== undefined) return { id: user, kind: 'user', roles: [] };
  const held = (role === 'anyone' ? 'senior-agent' : role) as RoleName;
  return {
    id: 'trial',
    kind: 'user',
    roles: [
      { role: held, node },
      { role: 'senior-agent', node },
    ],
  };
};

const openTasks = ({ tasks }: Case): string =>
  tasks
    .filter(isOpen)
    .map(({ id }) => id)
    .join();

type Waits = readonly (Waiting & { readonly waitId: string })[];

const waitsOf = async (context: Context, current: Case): Promise<Waits> => {
  const found = await Promise.all(
    current.runs.map(async ({ id, definition, execution }) => {
      if (execution.status !== 'running') return [];
      const deployed = await context.definitions.byId(definition.id);
      const waiting = deployed ? executorOf(context, execution).waiting(deployed.definition, execution) : [];
      return waiting.map((item) => ({ ...item, waitId: waitIdOf(id, item.executionId) }));
    }),
  );
  return found.flat();
};

/** Runs until the case is closed, nothing more happens, or the horizon; resolves to the case as it stands then. */
export const replayCase = async (replay: Replay): Promise<Case> => {
  const { context, recorded, habits, turn, caseId } = replay;
  await start(replay);
  const since = recorded.registeredAt.getTime();
  const used = new Map<string, number>();
  const planned = new Map<string, { readonly at: number; readonly act: RecordedAct } | undefined>();
  const dropped = new Set<string>();
  const load = async (): Promise<Case> => (await context.cases.load(caseId))!;

  const command = (at: Date, actor: Actor) => ({ actor, at, caseId });

  /** When what began at `begun` is done, and with which result; decided once. */
  const planFor = (id: string, activityId: string, begun: number) => {
    if (planned.has(id)) return planned.get(id);
    const count = used.get(activityId) ?? 0;
    used.set(activityId, count + 1);
    const act = recorded.acts.get(activityId)?.[count] ?? habits.actOf(activityId, turn + count);
    const plan = act && { at: begun + act.afterMs, act };
    planned.set(id, plan);
    return plan;
  };

  const eventsOf = (current: Case, waits: Waits, now: number): Event[] => {
    const tasks = current.tasks.filter(isOpen).flatMap((task): Event[] => {
      const plan = planFor(task.id, task.activityId, task.createdAt.getTime());
      const happen = (at: Date) =>
        completeTask(context, { ...command(at, personFor(task)), taskId: task.id, data: plan?.act.data ?? {} });
      return plan ? [{ id: task.id, at: plan.at, happen }] : [];
    });
    const work = waits.flatMap((wait): Event[] => {
      if (wait.kind !== 'externalTask') return [];
      const plan = planFor(wait.waitId, wait.activityId, now) ?? { at: now, act: { afterMs: 0, data: {} } };
      const happen = (at: Date) =>
        completeWork(context, { ...command(at, systemActor), waitId: wait.waitId, data: plan.act.data });
      return [{ id: wait.waitId, at: plan.at, happen }];
    });
    const awaited = new Set(waits.flatMap((wait) => (wait.kind === 'message' ? [wait.message] : [])));
    const messages = recorded.messages.flatMap(({ name, afterMs, data }, index): Event[] => {
      const at = since + afterMs;
      const happen = (moment: Date) =>
        correlateMessage(context, { ...command(moment, systemActor), message: name, data });
      return awaited.has(name) || at > now ? [{ id: `message-${index}`, at, happen }] : [];
    });
    const timers = current.timers
      .filter(({ heldSince }) => heldSince === undefined)
      .map(({ id, runId, dueAt }): Event => {
        const happen = (at: Date) => fireTimer(context, { ...command(at, timerActor), runId, timerId: id });
        return { isTimer: true, id: `${runId}/${id}@${dueAt.getTime()}`, at: dueAt.getTime(), happen };
      });
    // What is done at the very moment a limit passes was done in time.
    return [...tasks, ...work, ...messages, ...timers]
      .filter(({ id, at }) => !dropped.has(id) && at <= since + horizonMs)
      .toSorted((left, right) => left.at - right.at);
  };

  let now = since;
  let idle = 0;
  let tasksBefore = '';
  for (let count = 0; count < mostEvents; count += 1) {
    const current = await load();
    if (current.status === 'closed') return current;
    const events = eventsOf(current, await waitsOf(context, current), now);
    const [next] = events;
    const tasksNow = openTasks(current);
    idle = tasksNow === tasksBefore && events.every(({ isTimer }) => isTimer) ? idle + 1 : 0;
    tasksBefore = tasksNow;
    if (!next || idle > idleTimers) return current;
    now = Math.max(now, next.at);
    dropped.add(next.id);
    try {
      await next.happen(new Date(now));
    } catch (error) {
      // The changed process does not take what was done then, such as a form with other fields: it did not happen.
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return load();
};
