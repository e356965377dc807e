/** Carries what a run waits for into the new version: timers keep their due moment, names are read anew. */
import { changeRun, emit, type Draft } from '../draft.ts';
import type { Node, Program } from '../program/node.ts';
import type { Run, Subscription } from '../state.ts';
import { triggerOf } from '../sub-processes/scope.ts';
import { subscribe } from '../subscriptions.ts';
import { asText } from '../variables/as-text.ts';
import { visibleData } from '../variables/scope.ts';
import type { MigrationMapping } from '../../migration.ts';
import { newIdOf } from './mapping.ts';

/** The elements of the new version whose events a run listens to. */
export const catchersOf = (program: Program, run: Run): readonly Node[] => {
  const node = program.nodes.get(run.node);
  const container = run.loop ? undefined : program.containers.get(run.node);
  const triggers = run.interrupted || run.cancelling ? [] : (container?.eventSubProcesses ?? []).map(triggerOf);
  const border = run.index === undefined && !run.tokens ? (node?.boundaries ?? []) : [];
  const behindGateway = node?.type === 'eventBasedGateway' ? node.outgoing.map(({ to }) => to) : [];
  const own =
    node && (node.type === 'intermediateCatchEvent' || node.type === 'receiveTask') && !run.loop ? [node] : [];
  return [...own, ...border, ...behindGateway, ...triggers.filter((trigger) => trigger !== undefined)];
};

/** The subscription under the new version's element, or nothing when that does not wait for this kind of event. */
export const carriedOver = (
  mapping: MigrationMapping,
  catchers: readonly Node[],
  subscription: Subscription,
): Subscription | undefined => {
  const newId = newIdOf(mapping, subscription.on);
  const catcher = catchers.find(({ id }) => id === newId);
  const definition = catcher?.events[subscription.event ?? 0];
  if (!catcher || definition?.kind !== subscription.kind) return undefined;
  if (subscription.kind === 'timer' && mapping.restartTimers?.includes(catcher.id)) return undefined;
  return { ...subscription, on: catcher.id };
};

const renamed = (draft: Draft, run: Run, subscription: Subscription): Subscription => {
  const definition = draft.program.nodes.get(subscription.on)?.events[subscription.event ?? 0];
  if (definition?.kind !== 'message' && definition?.kind !== 'signal') return subscription;
  const ref = asText(definition.name?.evaluate(visibleData(draft, run.id), draft.moment));
  return ref === undefined ? subscription : { ...subscription, ref };
};

/** Replaces a run's subscriptions by those of the new version. */
export const migrateSubscriptions = (draft: Draft, mapping: MigrationMapping, runId: string): void => {
  const run = draft.runs.get(runId)!;
  const catchers = catchersOf(draft.program, run);
  const kept: Subscription[] = [];
  for (const subscription of run.subs ?? []) {
    const carried = carriedOver(mapping, catchers, subscription);
    if (carried) kept.push(renamed(draft, run, carried));
    else if (subscription.dueAt !== undefined)
      emit(draft, {
        type: 'timerCancelled',
        timerId: subscription.id,
        activityId: subscription.on,
        dueAt: subscription.dueAt,
      });
  }
  changeRun(draft, runId, { subs: kept.length > 0 ? kept : undefined });
  if (run.incident?.at !== 'enter') for (const catcher of catchers) subscribe(draft, runId, catcher);
};
