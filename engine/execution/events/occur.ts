/** A subscription's event has occurred: finds out who catches it and whether it goes on listening. */
import { emit, nodeOf, type Draft, type Occurrence } from '../draft.ts';
import { guarded } from '../incident.ts';
import type { Node } from '../program/node.ts';
import type { Run, Subscription } from '../state.ts';
import { rearm, replaceSubscription, subscribe, unsubscribe } from '../subscriptions.ts';
import { catchAtBoundary, chooseEvent, completeCatch, startEventSubProcess } from './catching.ts';

/** Parallel multiple (§10.5.6): remembers this one; true when it was the last. */
const isComplete = (draft: Draft, holder: Run, subscription: Subscription): boolean => {
  const rest = (holder.subs ?? []).filter(
    ({ id, on, caught }) => id !== subscription.id && on === subscription.on && !caught,
  );
  if (rest.length === 0) return true;
  const { dueAt: _past, ...remembered } = subscription;
  replaceSubscription(draft, holder.id, subscription.id, { ...remembered, caught: true });
  return false;
};

const listensOn = (node: Node): boolean =>
  (node.type === 'boundaryEvent' || node.type === 'startEvent') && !node.isInterrupting;

/** Takes the subscription off, or has it wait for its next time. */
const settleSubscription = (draft: Draft, holder: Run, subscription: Subscription, node: Node): void => {
  if (node.parallelMultiple && listensOn(node)) {
    replaceSubscription(draft, holder.id, subscription.id, undefined);
    unsubscribe(draft, holder.id, ({ on }) => on === node.id);
    subscribe(draft, holder.id, node);
  } else if (listensOn(node)) rearm(draft, holder.id, subscription, node.events[subscription.event ?? 0]!);
  else replaceSubscription(draft, holder.id, subscription.id, undefined);
};

/** Hands an occurrence to the subscription named; without effect when it has ended in the meantime. */
export const occur = (draft: Draft, runId: string, subscriptionId: string, occurrence: Occurrence): void => {
  const holder = draft.runs.get(runId);
  const subscription = holder?.subs?.find(({ id }) => id === subscriptionId);
  if (!holder || !subscription || subscription.caught) return;
  const node = nodeOf(draft, subscription.on);
  if (subscription.dueAt !== undefined)
    emit(draft, { type: 'timerFired', timerId: subscription.id, activityId: node.id, dueAt: subscription.dueAt });
  if (node.parallelMultiple && !isComplete(draft, holder, subscription)) return;
  guarded(draft, runId, 'leave', () => settleSubscription(draft, holder, subscription, node));
  if (node.type === 'boundaryEvent') {
    if (node.isInterrupting) catchAtBoundary(draft, runId, node, occurrence, subscription.id);
    else catchAtBoundary(draft, runId, node, occurrence);
  } else if (holder.node === node.id) completeCatch(draft, runId, node, occurrence);
  else if (node.type === 'startEvent') {
    const eventSubProcess = nodeOf(draft, node.container.id);
    startEventSubProcess(draft, runId, eventSubProcess, node, occurrence);
  } else chooseEvent(draft, runId, node, occurrence);
};
