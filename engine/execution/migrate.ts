/** Moves an execution to another version of its process; `plan-migration.ts` says beforehand what that would do. */
import type { Definition } from '../definition.ts';
import { Refusal } from '../errors.ts';
import type { Execution, IdSource, Step } from '../executor.ts';
import type { MigrationMapping } from '../migration.ts';
import type { Calendars } from '../model/timer/iso-duration.ts';
import { behaviours } from './behaviours.ts';
import { cancelRun } from './cancel.ts';
import { closeDraft } from './close-draft.ts';
import { drain } from './drain.ts';
import { addRun, emit, openDraft, type Draft } from './draft.ts';
import { loadState } from './load-state.ts';
import { fatesOf, type Fate } from './migration/fate.ts';
import { migrateSubscriptions } from './migration/migrate-subscriptions.ts';
import { newIdOf } from './migration/mapping.ts';
import { openByHand } from './operations/scope-for.ts';
import { planMigration } from './plan-migration.ts';
import { programOf } from './program/compile-program.ts';
import type { Program } from './program/node.ts';
import type { CompensationRecord, Run } from './state.ts';
import { unsubscribe } from './subscriptions.ts';

/** Ends, in the old version, what does not go on in the new one, and reports it. */
const endTheRest = (draft: Draft, fates: Iterable<Fate>): void => {
  for (const fate of fates)
    if (fate.kind === 'cancelled') cancelRun(draft, fate.run.id, 'migration');
    else if (fate.kind === 'dissolved') {
      unsubscribe(draft, fate.run.id);
      emit(draft, {
        type: 'left',
        activityId: fate.run.node,
        executionId: fate.run.id,
        outcome: 'cancelled',
        cause: 'migration',
      });
    }
};

const migrateRecords = (
  to: Program,
  mapping: MigrationMapping,
  records: readonly CompensationRecord[] | undefined,
): readonly CompensationRecord[] | undefined =>
  records?.flatMap((record) => {
    const node = to.nodes.get(newIdOf(mapping, record.node) ?? '');
    const done = migrateRecords(to, mapping, record.done);
    return node ? [{ ...record, node: node.id, ...(done && { done }) }] : [];
  });

const migratedRun = (
  to: Program,
  mapping: MigrationMapping,
  { run, target }: Fate & { kind: 'kept' },
  scopeId: string | undefined,
): Run => {
  const done = migrateRecords(to, mapping, run.done);
  const undo = migrateRecords(to, mapping, run.undo);
  const turns = run.turns?.flatMap((id) => to.nodes.get(newIdOf(mapping, id) ?? '')?.id ?? []);
  const flowId = (id: string): string => newIdOf(mapping, id) ?? id;
  return {
    ...run,
    node: target.id,
    ...(scopeId !== undefined && { in: scopeId }),
    ...(run.tokens && {
      tokens: Object.fromEntries(Object.entries(run.tokens).map(([id, count]) => [flowId(id), count])),
    }),
    ...(run.fired && { fired: run.fired.map(flowId) }),
    ...(done && { done }),
    ...(undo && { undo }),
    ...(turns && { turns }),
  };
};

/** Puts what goes on into the new version's draft, opening new scopes once for all that share them. */
const carryOn = (draft: Draft, mapping: MigrationMapping, fates: Iterable<Fate>): void => {
  const opened = new Map<string, string>();
  const openIn = (parentId: string, node: Parameters<typeof openByHand>[1]): string => {
    const key = `${parentId} ${node.id}`;
    const scopeId = opened.get(key) ?? openByHand(draft, node, parentId);
    opened.set(key, scopeId);
    return scopeId;
  };
  for (const fate of fates) {
    if (fate.kind !== 'kept') continue;
    const scopeId = fate.opens.reduce<string | undefined>((parentId, node) => openIn(parentId!, node), fate.parentId);
    addRun(draft, migratedRun(draft.program, mapping, fate, scopeId));
  }
  for (const fate of fates) if (fate.kind === 'kept') migrateSubscriptions(draft, mapping, fate.run.id);
};

/** A scope from which everything has been taken is called off, as when a manager takes the last token away. */
const callOffEmptied = (draft: Draft, before: readonly Run[]): void => {
  const wereBusy = new Set(before.map((run) => run.in));
  for (const run of draft.runs.values())
    if (wereBusy.has(run.id) && !run.loop && (draft.inside.get(run.id) ?? 0) === 0)
      draft.queue.push({ do: 'emptied', scopeId: run.id, cancelled: true });
};

/**
 * Carries a migration out. Timers keep their due moment unless the mapping says otherwise.
 * Throws `Refusal` (`NOT_SUPPORTED`) with the plan's `impossible` in its details when the plan has any.
 */
export const migrate = (
  from: Definition,
  to: Definition,
  execution: Execution,
  mapping: MigrationMapping,
  moment: Date,
  ids: IdSource,
  calendars?: Calendars,
): Step => {
  const { impossible } = planMigration(from, to, execution, mapping);
  if (impossible.length > 0)
    throw new Refusal(
      'NOT_SUPPORTED',
      `The run can't be migrated to ${to.id}: ${impossible.map(({ why }) => why).join(' ')}`,
      { impossible },
    );
  const versions = { from: programOf(from), to: programOf(to), mapping };
  const state = loadState(execution);
  const fates = [...fatesOf(versions, state.runs).values()];
  const context = { moment, ids, calendars, behaviours };
  const old = openDraft({ program: versions.from, ...context }, execution, state);
  endTheRest(old, fates);
  const draft = openDraft({ program: versions.to, ...context }, execution, { ...state, runs: [] });
  draft.happened.push(...old.happened);
  carryOn(draft, mapping, fates);
  callOffEmptied(draft, state.runs);
  drain(draft);
  return closeDraft(draft);
};
