/** What an execution waits for, derived from its state and program alone. */
import type { Waiting } from '../executor.ts';
import type { Node, Program } from './program/node.ts';
import type { UserWork } from './program/user-work.ts';
import { asText } from './variables/as-text.ts';
import type { Run, State, Subscription } from './state.ts';

type Base = Pick<Waiting, 'executionId' | 'activityId' | 'scopeIds'>;

/** Lists are written with commas or yielded as lists. */
const asList = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : (asText(value)?.split(',') ?? []))
    .map((entry) => String(entry).trim())
    .filter(Boolean);

const attribute = (run: Run, work: UserWork, name: Exclude<keyof UserWork, 'kind'>): unknown => {
  const expression = work[name];
  return expression?.language === 'literal' ? expression.source : run.attributes?.[name];
};

const userTask = (base: Base, run: Run, work: UserWork): Waiting => {
  const texts = (['assignee', 'dueDate', 'followUpDate', 'formKey'] as const)
    .map((name) => [name, asText(attribute(run, work, name))] as const)
    .filter(([, value]) => value !== undefined);
  const priority = asText(attribute(run, work, 'priority'));
  return {
    ...base,
    kind: 'userTask',
    candidateGroups: asList(attribute(run, work, 'candidateGroups')),
    candidateUsers: asList(attribute(run, work, 'candidateUsers')),
    data: run.data ?? {},
    ...Object.fromEntries(texts),
    ...(priority !== undefined && Number.isFinite(Number(priority)) && { priority: Number(priority) }),
  };
};

/** What the run itself waits for, beside its subscriptions. */
const workOf = (base: Base, run: Run, node: Node): Waiting | undefined => {
  if (run.incident) return { ...base, kind: 'incident', code: run.incident.code, message: run.incident.message };
  if (run.loop) return undefined;
  if (node.work?.kind === 'user') return userTask(base, run, node.work);
  const { attributes } = run;
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

export const waitingOf = (program: Program, state: State): readonly Waiting[] => {
  const inside = new Map<string, readonly string[]>();
  return state.runs.flatMap((run): Waiting[] => {
    // A run stands behind the one around it, and the root, whose id nobody needs, is left out of the path.
    const scopeIds = run.in === undefined ? [] : inside.get(run.in)!;
    const path = run.in === undefined ? [] : [...scopeIds, run.id];
    inside.set(run.id, path);
    const base = { executionId: run.id, activityId: run.node, scopeIds };
    const node = program.nodes.get(run.node);
    const work = node && workOf(base, run, node);
    const subs = (run.subs ?? []).filter(({ caught }) => !caught);
    return [
      ...(work ? [work] : []),
      ...subs.map((subscription) => {
        const catcher = program.nodes.get(subscription.on);
        const around = catcher?.type === 'startEvent' ? path : scopeIds;
        return subscriptionOf({ ...base, scopeIds: around }, run, subscription, catcher);
      }),
    ];
  });
};
