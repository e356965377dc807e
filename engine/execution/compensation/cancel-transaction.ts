/** Cancelling a transaction (§13.3.4, §10.7): stop what is inside, undo what was completed, leave through the cancel boundary event. */
import { cancelInside, cancelRun } from '../cancel.ts';
import { changeRun, nodeOf, type Draft } from '../draft.ts';
import { catchAtBoundary } from '../events/catching.ts';
import type { Run } from '../state.ts';
import { unsubscribe } from '../subscriptions.ts';

const transactionAround = (draft: Draft, scopeId: string): Run | undefined => {
  let scope = draft.runs.get(scopeId);
  while (scope?.in !== undefined && (scope.loop || nodeOf(draft, scope.node).type !== 'transaction'))
    scope = draft.runs.get(scope.in);
  return scope?.in === undefined ? undefined : scope;
};

/** Cancels the transaction in which a scope lies; `cause` is the cancel end event. */
export const cancelTransaction = (draft: Draft, scopeId: string, cause: string): void => {
  const transaction = transactionAround(draft, scopeId);
  if (!transaction) return;
  cancelInside(draft, transaction.id, cause);
  unsubscribe(draft, transaction.id);
  changeRun(draft, transaction.id, { cancelling: true, done: undefined, undo: transaction.done ?? [] });
  draft.queue.push({ do: 'undo', runId: transaction.id });
};

/** All is undone: the transaction ends at its border. */
export const leaveCancelled = (draft: Draft, transactionId: string): void => {
  const { node, index, in: scopeId } = draft.runs.get(transactionId)!;
  const hostId = index === undefined ? transactionId : scopeId!;
  const boundary = nodeOf(draft, node).boundaries.find(({ events }) => events.some(({ kind }) => kind === 'cancel'));
  if (boundary) catchAtBoundary(draft, hostId, boundary, { kind: 'cancel' });
  else cancelRun(draft, hostId);
};
