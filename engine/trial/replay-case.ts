/**
 * Lets one recorded case happen again on the definitions of a trial: the same start, and the people and systems of then with
 * their decisions and their pace.
 */
import { advance } from '../case/advance.ts';
import type { Case } from '../case/case.ts';
import type { Draft } from '../case/draft.ts';
import { executorOf } from '../case/executor-of.ts';
import { isOpen } from '../case/task.ts';
import { waitIdOf } from '../case/wait-id.ts';
import { decideCompletion } from '../commands/complete-task.ts';
import { decideCorrelation } from '../commands/correlate-message.ts';
import { decideFiring } from '../commands/fire-timer.ts';
import { Refusal } from '../errors.ts';
import type { Waiting } from '../executor.ts';
import type { Context, DeployedDefinition } from '../ports.ts';
import type { Habits } from './habits.ts';
import type { RecordedAct, RecordedCase } from './recorded-case.ts';
import { beginLife, type TrialCase } from './trial-case.ts';

/** Longer than any case should take; what is still open then stands where it stands. */
const horizonMs = 90 * 24 * 60 * 60_000;
/** So many timers in a row that bring nobody new: from here on it is only reported again and again. */
const idleTimers = 4;
/** A case that needs more has lost its way. */
const mostEvents = 200;

type Event = {
  readonly isTimer?: true;
  readonly id: string;
  readonly at: number;
  happen(draft: Draft, at: Date): Promise<Draft> | Draft | undefined;
};

export type Replay = {
  readonly context: Context;
  readonly deployed: DeployedDefinition;
  readonly recorded: RecordedCase;
  readonly habits: Habits;
  /** Which act of the others' is dealt when the case itself has none. */
  readonly turn: number;
};

const openTasks = ({ tasks }: Case): string =>
  tasks
    .filter(isOpen)
    .map(({ id }) => id)
    .join();

type Waits = readonly (Waiting & { readonly runId: string })[];

const waitsOf = async (context: Context, current: Case): Promise<Waits> => {
  const waits: Waits[number][] = [];
  for (const { id: runId, definition, execution } of current.runs) {
    const deployed = execution.status === 'running' ? await context.definitions.byId(definition.id) : undefined;
    if (deployed)
      for (const wait of executorOf(context, execution).waiting(deployed.definition, execution))
        if (wait.kind === 'externalTask' || wait.kind === 'message') waits.push({ ...wait, runId });
  }
  return waits;
};

/** Runs until the case is closed, nothing more happens, or the horizon; resolves to the case as it stands then. */
export const replayCase = async ({ context, deployed, recorded, habits, turn }: Replay): Promise<TrialCase> => {
  const life = await beginLife(context, deployed, recorded);
  const since = recorded.registeredAt.getTime();
  const used = new Map<string, number>();
  const planned = new Map<string, { readonly at: number; readonly act: RecordedAct } | undefined>();
  const dropped = new Set<string>();

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

  const tasksOf = (current: Case): Event[] =>
    current.tasks.filter(isOpen).flatMap((task): Event[] => {
      const plan = planFor(task.id, task.activityId, task.createdAt.getTime());
      if (!plan) return [];
      const { data } = plan.act;
      return [
        {
          id: task.id,
          at: plan.at,
          happen: (draft, at) => decideCompletion(context, draft, { task, by: 'trial', at, data }),
        },
      ];
    });

  const workOf = (waits: Waits, now: number): Event[] =>
    waits.flatMap((wait): Event[] => {
      if (wait.kind !== 'externalTask') return [];
      const { runId, executionId } = wait;
      const id = waitIdOf(runId, executionId);
      const plan = planFor(id, wait.activityId, now) ?? { at: now, act: { afterMs: 0, data: {} } };
      const done = { type: 'complete' as const, executionId, data: plan.act.data };
      return [{ id, at: plan.at, happen: (draft, at) => advance(context, draft, runId, done, at) }];
    });

  const messagesOf = (waits: Waits, now: number): Event[] => {
    const awaited = new Set(waits.flatMap((wait) => (wait.kind === 'message' ? [wait.message] : [])));
    return recorded.messages.flatMap(({ name, afterMs, data }, index): Event[] => {
      const due = since + afterMs;
      if (!awaited.has(name) && due <= now) return [];
      return [
        {
          id: `message-${index}`,
          at: due,
          happen: (draft, at) => decideCorrelation(context, draft, { message: name, data, at }),
        },
      ];
    });
  };

  const timersOf = ({ timers }: Case): Event[] =>
    timers
      .filter(({ heldSince }) => heldSince === undefined)
      .map(({ id: timerId, runId, dueAt }) => ({
        isTimer: true,
        id: `${runId}/${timerId}@${dueAt.getTime()}`,
        at: dueAt.getTime(),
        happen: (draft, at) => decideFiring(context, draft, { at, runId, timerId }),
      }));

  let now = since;
  let idle = 0;
  let tasksBefore = '';
  for (let count = 0; count < mostEvents; count += 1) {
    const current = life.current();
    if (current.status === 'closed') break;
    const waits = await waitsOf(context, current);
    // What is done at the very moment a limit passes was done in time.
    const events = [...tasksOf(current), ...workOf(waits, now), ...messagesOf(waits, now), ...timersOf(current)]
      .filter(({ id, at }) => !dropped.has(id) && at <= since + horizonMs)
      .toSorted((left, right) => left.at - right.at);
    const [next] = events;
    const tasksNow = openTasks(current);
    idle = tasksNow === tasksBefore && events.every(({ isTimer }) => isTimer) ? idle + 1 : 0;
    tasksBefore = tasksNow;
    if (!next || idle > idleTimers) break;
    now = Math.max(now, next.at);
    dropped.add(next.id);
    const at = new Date(now);
    try {
      await life.act(at, (draft) => next.happen(draft, at));
    } catch (error) {
      // The changed process does not take what was done then, such as a form with other fields: it did not happen.
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return life.end();
};
