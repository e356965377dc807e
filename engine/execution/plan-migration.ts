/** Says what moving an execution to another version of its process would do, and why it may be impossible; changes nothing. */
import type { Definition } from '../definition.ts';
import type { Execution } from '../executor.ts';
import type { MigrationChange, MigrationMapping, MigrationPlan } from '../migration.ts';
import { loadState } from './load-state.ts';
import { fatesOf, type Fate } from './migration/fate.ts';
import { carriedOver, catchersOf } from './migration/migrate-subscriptions.ts';
import { strayIds } from './migration/mapping.ts';
import { programOf } from './program/compile-program.ts';
import type { Program } from './program/node.ts';
import type { Run } from './state.ts';

const subscriptionChanges = (to: Program, mapping: MigrationMapping, run: Run, targetId: string): MigrationChange[] => {
  const catchers = catchersOf(to, { ...run, node: targetId });
  const carried = (run.subs ?? []).map((subscription) => ({
    subscription,
    next: carriedOver(mapping, catchers, subscription),
  }));
  const begun = catchers.filter(({ id, events }) => {
    const listens = events.some(({ kind }) => ['timer', 'message', 'signal', 'conditional'].includes(kind));
    return listens && !carried.some(({ next }) => next?.on === id);
  });
  return [
    ...carried.flatMap(({ subscription, next }): MigrationChange[] => {
      const { on: activityId, id: executionId, dueAt } = subscription;
      if (!next) return [{ kind: 'subscriptionEnded', activityId, executionId }];
      return dueAt === undefined ? [] : [{ kind: 'timerKept', activityId, executionId, to: next.on, dueAt }];
    }),
    ...begun.map(({ id }): MigrationChange => ({ kind: 'subscriptionBegun', activityId: id })),
  ];
};

const changesOf = (to: Program, mapping: MigrationMapping, fate: Fate): MigrationChange[] => {
  const { run } = fate;
  const about = { activityId: run.node, executionId: run.id };
  if (fate.kind === 'impossible') return [];
  if (fate.kind !== 'kept') return [{ kind: fate.kind, ...about }];
  const isMoved = fate.opens.length > 0 || fate.parentId !== run.in;
  const kind = isMoved ? 'rescoped' : fate.target.id === run.node ? 'kept' : 'renamed';
  return [
    ...fate.opens.map(({ id }): MigrationChange => ({ kind: 'opened', activityId: id })),
    ...(run.in === undefined ? [] : [{ kind, ...about, to: fate.target.id } as const]),
    ...subscriptionChanges(to, mapping, run, fate.target.id),
  ];
};

/** What moving `execution` from one version to another would do, and what makes it impossible. Changes nothing. */
export const planMigration = (
  from: Definition,
  to: Definition,
  execution: Execution,
  mapping: MigrationMapping = {},
): MigrationPlan => {
  const versions = { from: programOf(from), to: programOf(to), mapping };
  const fates = [...fatesOf(versions, loadState(execution).runs).values()];
  const ended =
    execution.status === 'running' ? [] : [`The run is ${execution.status}; only a running one can be migrated.`];
  return {
    changes: fates.flatMap((fate) => changesOf(versions.to, mapping, fate)),
    impossible: [
      ...ended.map((why) => ({ activityId: from.key, why })),
      ...strayIds(mapping, versions.from, versions.to).map((activityId) => ({
        activityId,
        why: `The mapping names '${activityId}', which is not in the version it should be in.`,
      })),
      ...fates.flatMap((fate) =>
        fate.kind === 'impossible' ? { activityId: fate.run.node, executionId: fate.run.id, why: `${fate.why}.` } : [],
      ),
    ],
  };
};
