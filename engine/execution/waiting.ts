/** What an execution waits for, derived from its state and program alone. */
import type { Waiting } from '../executor.ts';
import type { Node, Program } from './program/node.ts';
import type { Run, Subscription } from './state.ts';

type Base = Pick<Waiting, 'executionId' | 'activityId' | 'scopeIds'>;

/** What the run itself waits for, beside its subscriptions. */
const workOf = (base: Base, run: Run, node: Node): Waiting | undefined => {
  if (run.incident) return { ...base, kind: 'incident', code: run.incident.code, message: run.incident.message };
  if (run.loop) return undefined;
  const { attributes } = run;
  if (node.work?.kind === 'user')
    return { ...base, kind: 'userTask', ...node.work.fixed, ...attributes, data: run.data ?? {} } as Waiting;
  if (node.work?.kind === 'call') return { data: {}, ...base, ...attributes, kind: 'calledProcess' } as Waiting;
  if (attributes?.['topic'] !== undefined)
    return { ...base, ...attributes, kind: 'externalTask', data: run.data ?? {} } as Waiting;
  return undefined;
};

const subscriptionOf = (holder: Base, run: Run, subscription: Subscription, node: Node | undefined): Waiting => {
  const attachedTo = node?.type === 'boundaryEvent' ? { attachedTo: run.id } : {};
  const base = { ...holder, executionId: subscription.id, activityId: subscription.on, ...attachedTo };
  switch (subscription.kind) {
    case 'timer':
      return {
        ...base,
        kind: 'timer',
        timerId: subscription.id,
        dueAt: subscription.dueAt!,
        ...(subscription.repeats !== undefined && { repeats: subscription.repeats }),
      };
    case 'message':
      return {
        ...base,
        kind: 'message',
        message: subscription.ref!,
        ...(subscription.key !== undefined && { correlationKey: subscription.key }),
      };
    case 'signal':
      return { ...base, kind: 'signal', signal: subscription.ref! };
    case 'conditional':
      return { ...base, kind: 'conditional' };
  }
};

const waitingOfRun = (program: Program, run: Run, scopeIds: readonly string[]): readonly Waiting[] => {
  const base = { executionId: run.id, activityId: run.node, scopeIds };
  const node = program.nodes.get(run.node);
  const work = node && workOf(base, run, node);
  const entries = work ? [work] : [];
  for (const subscription of run.subs ?? []) {
    if (subscription.caught) continue;
    const catcher = program.nodes.get(subscription.on);
    // The start of an event sub-process listens inside the scope that holds it.
    const isInside = catcher?.type === 'startEvent' && run.in !== undefined;
    entries.push(
      subscriptionOf(isInside ? { ...base, scopeIds: [...scopeIds, run.id] } : base, run, subscription, catcher),
    );
  }
  return entries;
};

/** Runs are never written to, so what one waits for is worked out once while it lasts in memory. */
const known = new WeakMap<Program, WeakMap<Run, readonly Waiting[]>>();

const knownFor = (program: Program): WeakMap<Run, readonly Waiting[]> => {
  const entries = known.get(program) ?? new WeakMap<Run, readonly Waiting[]>();
  known.set(program, entries);
  return entries;
};

/** The runs around a run, outermost first, without the root, whose id nobody needs. */
const pathOf = (runs: ReadonlyMap<string, Run>, run: Run): readonly string[] => {
  const path: string[] = [];
  for (let around = runs.get(run.in ?? ''); around?.in !== undefined; around = runs.get(around.in))
    path.unshift(around.id);
  return path;
};

/** What all runs wait for, in the order they began. */
export const waitingOf = (program: Program, runs: ReadonlyMap<string, Run>): readonly Waiting[] => {
  const entries = knownFor(program);
  const waiting: Waiting[] = [];
  for (const run of runs.values()) {
    let own = entries.get(run);
    if (!own) {
      own = waitingOfRun(program, run, pathOf(runs, run));
      entries.set(run, own);
    }
    for (const entry of own) waiting.push(entry);
  }
  return waiting;
};
