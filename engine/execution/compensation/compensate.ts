/**
 * Compensation (§13.5.5): what was completed is undone in reverse order, one handler after the other, and the thrower waits.
 * The run that waits keeps the list of what is still to undo; each handler names the run that waits for it.
 */
import { changeRun, emit, nodeOf, removeRun, type Draft } from '../draft.ts';
import { beginRun, enterNode } from '../enter.ts';
import { startEventSubProcess } from '../events/catching.ts';
import { finishRun } from '../finish.ts';
import type { EventDefinition } from '../program/event-definition.ts';
import type { CompensationRecord, Run } from '../state.ts';
import { triggerOf } from '../sub-processes/scope.ts';
import { unsubscribe } from '../subscriptions.ts';
import { leaveCancelled } from './cancel-transaction.ts';
import { compensationEventSubProcess } from './log.ts';

type Compensation = EventDefinition & { readonly kind: 'compensation' };

/** The scope whose log a thrower may undo: its own, or when it handles an event there, the one around its event sub-process. */
const compensatedScope = (draft: Draft, thrower: Run): Run => {
  const scope = draft.runs.get(thrower.in!)!;
  const isHandler = draft.program.nodes.get(scope.node)?.type === 'eventSubProcess';
  return isHandler ? draft.runs.get(scope.in!)! : scope;
};

/** Begins to undo; false when there is nothing to undo. What is being undone leaves the log at once, so nobody undoes it twice. */
export const startCompensation = (draft: Draft, throwerId: string, definition: Compensation): boolean => {
  const thrower = draft.runs.get(throwerId)!;
  emit(draft, {
    type: 'thrown',
    kind: 'compensation',
    activityId: thrower.node,
    executionId: throwerId,
    ...(definition.activityId !== undefined && { ref: definition.activityId }),
  });
  const scope = compensatedScope(draft, thrower);
  const isMeant = ({ node }: CompensationRecord): boolean =>
    definition.activityId === undefined || node === definition.activityId;
  const undo = (scope.done ?? []).filter(isMeant);
  if (undo.length === 0) return false;
  const left = (scope.done ?? []).filter((record) => !isMeant(record));
  changeRun(draft, scope.id, { done: left.length > 0 ? left : undefined });
  changeRun(draft, throwerId, { undo });
  draft.queue.push({ do: 'undo', runId: throwerId });
  return true;
};

/** Begins the handler of one record; it reports back to `waiterId`. */
const undoRecord = (draft: Draft, waiterId: string, scopeId: string, record: CompensationRecord): void => {
  const node = nodeOf(draft, record.node);
  if (node.compensationHandler) {
    const boundary = node.boundaries.find(({ events }) => events.some(({ kind }) => kind === 'compensation'))!;
    emit(draft, { type: 'caught', kind: 'compensation', activityId: boundary.id, executionId: waiterId, ref: node.id });
    enterNode(draft, node.compensationHandler, scopeId, {
      for: waiterId,
      ...(node.inner && record.data && { data: record.data }),
    });
    return;
  }
  // A completed sub-process comes back as an empty shell with the data it ended with.
  const shellId = draft.ids();
  beginRun(draft, node, {
    id: shellId,
    in: scopeId,
    for: waiterId,
    ...(record.data && { data: record.data }),
    ...(record.done && { done: record.done }),
  });
  const handler = compensationEventSubProcess(node);
  const trigger = handler && triggerOf(handler);
  if (handler && trigger) {
    startEventSubProcess(draft, shellId, handler, trigger, { kind: 'compensation', ref: node.id });
    return;
  }
  changeRun(draft, shellId, { done: undefined, undo: record.done ?? [] });
  draft.queue.push({ do: 'undo', runId: shellId });
};

const finishUndoing = (draft: Draft, waiter: Run): void => {
  changeRun(draft, waiter.id, { undo: undefined });
  if (waiter.cancelling) leaveCancelled(draft, waiter.id);
  else if (waiter.detached) {
    unsubscribe(draft, waiter.id);
    emit(draft, { type: 'left', activityId: waiter.node, executionId: waiter.id, outcome: 'completed' });
    removeRun(draft, waiter.id);
  } else finishRun(draft, waiter.id);
};

/** The waiting run's next handler, or its end when all is undone. */
export const continueCompensation = (draft: Draft, waiterId: string): void => {
  const waiter = draft.runs.get(waiterId);
  if (!waiter?.undo) return;
  const record = waiter.undo.at(-1);
  if (!record) {
    finishUndoing(draft, waiter);
    return;
  }
  changeRun(draft, waiterId, { undo: waiter.undo.slice(0, -1) });
  const isScope = draft.program.containers.has(waiter.node);
  undoRecord(draft, waiterId, isScope ? waiterId : compensatedScope(draft, waiter).id, record);
};
