/** What an execution waits for, derived from its state and program alone. */
import type { Data } from '../data.ts';
import type { Waiting } from '../executor.ts';
import type { Node, Program } from './program/node.ts';
import type { Run, Subscription } from './state.ts';

type Base = Pick<Waiting, 'executionId' | 'activityId' | 'scopeIds'>;

/** Where a run stands: the runs around it, outermost first, without the root, whose id nobody needs, and their variables. */
type Scope = { readonly path: readonly string[]; readonly data: Data | undefined };

const overlaid = new WeakMap<Data, { readonly outer: Data; readonly data: Data }>();

/** Inner variables over outer ones. The same two yield the same object again, so that it can be compared by identity. */
const over = (outer: Data | undefined, own: Data | undefined): Data | undefined => {
  if (!outer || !own) return own ?? outer;
  const known = overlaid.get(own);
  if (known?.outer === outer) return known.data;
  const data = { ...outer, ...own };
  overlaid.set(own, { outer, data });
  return data;
};

/** What the run itself waits for, beside its subscriptions. */
const workOf = (base: Base, run: Run, node: Node, scope: Scope): Waiting | undefined => {
  if (run.incident) return { ...base, kind: 'incident', code: run.incident.code, message: run.incident.message };
  if (run.loop) return undefined;
  const { attributes } = run;
  if (node.work?.kind === 'user')
    return {
      ...base,
      kind: 'userTask',
      ...node.work.fixed,
      ...attributes,
      data: over(scope.data, run.data) ?? {},
    } as Waiting;
  if (node.work?.kind === 'call') return { data: {}, ...base, ...attributes, kind: 'calledProcess' } as Waiting;
  if (attributes?.['topic'] !== undefined)
    return { ...base, ...attributes, kind: 'externalTask', data: over(scope.data, run.data) ?? {} } as Waiting;
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

const waitingOfRun = (program: Program, run: Run, scope: Scope): readonly Waiting[] => {
  const base = { executionId: run.id, activityId: run.node, scopeIds: scope.path };
  const node = program.nodes.get(run.node);
  const work = node && workOf(base, run, node, scope);
  const entries = work ? [work] : [];
  for (const subscription of run.subs ?? []) {
    if (subscription.caught) continue;
    const catcher = program.nodes.get(subscription.on);
    // The start of an event sub-process listens inside the scope that holds it.
    const isInside = catcher?.type === 'startEvent' && run.in !== undefined;
    const holder = isInside ? { ...base, scopeIds: [...scope.path, run.id] } : base;
    entries.push(subscriptionOf(holder, run, subscription, catcher));
  }
  return entries;
};

type Known = { readonly data: Data | undefined; readonly entries: readonly Waiting[] };

/** Runs are never written to, so what one waits for is worked out once while it and the variables around it last in memory. */
const known = new WeakMap<Program, WeakMap<Run, Known>>();

const knownFor = (program: Program): WeakMap<Run, Known> => {
  const byRun = known.get(program) ?? new WeakMap<Run, Known>();
  known.set(program, byRun);
  return byRun;
};

const outermost: Scope = { path: [], data: undefined };

/** The scope inside a run; `scopes` holds those already found. */
const scopeInside = (runs: ReadonlyMap<string, Run>, scopes: Map<string, Scope>, id: string): Scope => {
  const found = scopes.get(id);
  if (found) return found;
  const run = runs.get(id)!;
  if (run.in === undefined) return outermost;
  const outer = scopeInside(runs, scopes, run.in);
  const scope = { path: [...outer.path, id], data: over(outer.data, run.data) };
  scopes.set(id, scope);
  return scope;
};

/** What all runs wait for, in the order they began. */
export const waitingOf = (program: Program, runs: ReadonlyMap<string, Run>): readonly Waiting[] => {
  const byRun = knownFor(program);
  const scopes = new Map<string, Scope>();
  const waiting: Waiting[] = [];
  for (const run of runs.values()) {
    const scope = run.in === undefined ? outermost : scopeInside(runs, scopes, run.in);
    let own = byRun.get(run);
    if (!own || own.data !== scope.data) {
      own = { data: scope.data, entries: waitingOfRun(program, run, scope) };
      byRun.set(run, own);
    }
    for (const entry of own.entries) waiting.push(entry);
  }
  return waiting;
};
