/** What happens when an event is caught: at a border, by an event sub-process, by a waiting event, behind an event-based gateway. */
import { cancelInside, cancelRun } from '../cancel.ts';
import { changeRun, emit, nodeOf, type Draft, type Occurrence } from '../draft.ts';
import { beginRun } from '../enter.ts';
import { finishRun } from '../finish.ts';
import { guarded } from '../incident.ts';
import type { Node } from '../program/node.ts';
import { openScope } from '../sub-processes/scope.ts';
import { unsubscribe } from '../subscriptions.ts';
import { receiveData } from '../variables/mapping.ts';
import { setVariable } from '../variables/scope.ts';

/** Fills the variables in which a model wants to see the code and message of what it caught. */
const exposeCode = (draft: Draft, runId: string, node: Node, { kind, ref, message }: Occurrence): void => {
  const definition = node.events.find((event) => event.kind === kind);
  if (definition?.kind !== 'error' && definition?.kind !== 'escalation') return;
  if (definition.codeVariable !== undefined) setVariable(draft, runId, definition.codeVariable, ref ?? null);
  if (definition.kind === 'error' && definition.messageVariable !== undefined)
    setVariable(draft, runId, definition.messageVariable, message ?? null);
};

/** Reports the catch, takes in what came with it and lets the catching event's token go on. */
export const completeCatch = (draft: Draft, runId: string, node: Node, occurrence: Occurrence): void => {
  emit(draft, {
    type: 'caught',
    kind: occurrence.kind,
    activityId: node.id,
    executionId: runId,
    ...(occurrence.ref !== undefined && { ref: occurrence.ref }),
  });
  receiveData(draft, runId, node, occurrence.data);
  exposeCode(draft, runId, node, occurrence);
  finishRun(draft, runId);
};

/** A boundary event fires: an interrupting one ends its host first (§13.5.3). */
export const catchAtBoundary = (
  draft: Draft,
  hostId: string,
  boundary: Node,
  occurrence: Occurrence,
  runId: string = draft.ids(),
): void => {
  const host = draft.runs.get(hostId)!;
  const scopeId = host.in!;
  // The catching run begins before its host ends, so that the scope is not taken for finished in between.
  if (boundary.isInterrupting) {
    const id = draft.runs.has(runId) ? draft.ids() : runId;
    beginRun(draft, boundary, { id, in: scopeId });
    cancelRun(draft, hostId, boundary.id);
    if (host.for !== undefined) draft.queue.push({ do: 'undo', runId: host.for });
    completeCatch(draft, id, boundary, occurrence);
    return;
  }
  beginRun(draft, boundary, { id: runId, in: scopeId });
  completeCatch(draft, runId, boundary, occurrence);
};

/** An event sub-process begins; an interrupting one takes over its scope for good (§13.5.4). */
export const startEventSubProcess = (
  draft: Draft,
  scopeId: string,
  eventSubProcess: Node,
  trigger: Node,
  occurrence: Occurrence,
): void => {
  const runId = draft.ids();
  beginRun(draft, eventSubProcess, { id: runId, in: scopeId });
  if (trigger.isInterrupting) {
    cancelInside(draft, scopeId, trigger.id, runId);
    unsubscribe(draft, scopeId, ({ on }) => nodeOf(draft, on).type === 'startEvent');
    changeRun(draft, scopeId, { interrupted: true });
  }
  guarded(draft, runId, 'enter', () => {
    openScope(draft, runId, eventSubProcess.inner!);
    const startId = draft.ids();
    beginRun(draft, trigger, { id: startId, in: runId });
    completeCatch(draft, startId, trigger, occurrence);
  });
};

/** One of the events behind an event-based gateway occurs: the others are given up, unless all are awaited (§13.4.4). */
export const chooseEvent = (draft: Draft, gatewayId: string, target: Node, occurrence: Occurrence): void => {
  const { node, in: scopeId } = draft.runs.get(gatewayId)!;
  const gateway = nodeOf(draft, node);
  const flow = gateway.outgoing.find(({ to }) => to === target)!;
  const eventId = draft.ids();
  const isLast = !gateway.awaitsAll || draft.runs.get(gatewayId)!.subs === undefined;
  if (isLast) finishRun(draft, gatewayId, { flows: [] });
  emit(draft, { type: 'taken', flowId: flow.id });
  beginRun(draft, target, { id: eventId, in: scopeId! });
  completeCatch(draft, eventId, target, occurrence);
};
