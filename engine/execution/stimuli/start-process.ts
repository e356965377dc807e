/** Begins a process (§13.2): at its none start event, or at the event that has occurred and is named. */
import { Refusal } from '../../errors.ts';
import type { Data, Stimulus } from '../../executor.ts';
import { addRun, emit, type Draft } from '../draft.ts';
import { sendToken } from '../queue.ts';
import { beginRun } from '../enter.ts';
import { completeCatch } from '../events/catching.ts';
import { finishRun } from '../finish.ts';
import { insertBefore } from '../operations/insert.ts';
import type { Node } from '../program/node.ts';
import { openScope } from '../sub-processes/scope.ts';
import { replaceSubscription, subscribe } from '../subscriptions.ts';
import { setLocal } from '../variables/scope.ts';

type Start = Stimulus & { readonly type: 'start' };

/** The instantiating event-based gateway before an event, if that is how the process begins. */
const gatewayBefore = (node: Node): Node | undefined =>
  node.incoming
    .map(({ from }) => from)
    .find(({ type, incoming }) => type === 'eventBasedGateway' && incoming.length === 0);

const isStart = (node: Node): boolean =>
  node.type === 'startEvent' ||
  (node.type === 'receiveTask' && node.incoming.length === 0) ||
  gatewayBefore(node) !== undefined;

const named = (nodes: readonly Node[]): string => nodes.map(({ id }) => id).join(', ') || 'none';

const requireStart = (draft: Draft, startEventId: string): Node => {
  const { nodes, id } = draft.program.root;
  const node = nodes.find((candidate) => candidate.id === startEventId);
  if (!node || !isStart(node))
    throw new Refusal(
      'NOT_SUPPORTED',
      `'${startEventId}' does not begin process '${id}'; it begins with: ${named(nodes.filter(isStart))}.`,
    );
  return node;
};

const defaultStarts = (draft: Draft): readonly Node[] => {
  const { nodes, id } = draft.program.root;
  // What begins a process by receiving something has to be named, because only then has it received it.
  const starts = draft.program.root.starts.filter(({ instantiates }) => !instantiates);
  const events = starts.filter(({ type }) => type === 'startEvent');
  if (starts.length === 0)
    throw new Refusal(
      'NOT_SUPPORTED',
      `Process '${id}' has no plain start event; name the start event that has occurred: ${named(nodes.filter(isStart))}.`,
    );
  if (events.length > 1)
    throw new Refusal(
      'NOT_SUPPORTED',
      `Process '${id}' has several plain start events; name one of: ${named(events)}.`,
    );
  return starts;
};

/** The first of several events that must all occur has come; the process goes on when the others have too. */
const awaitOthers = (draft: Draft, runId: string, node: Node): void => {
  subscribe(draft, runId, node);
  const [first] = draft.runs.get(runId)?.subs ?? [];
  if (first) replaceSubscription(draft, runId, first.id, { ...first, caught: true });
  else finishRun(draft, runId);
};

const beginBehindGateway = (draft: Draft, gateway: Node, node: Node): void => {
  const gatewayId = draft.ids();
  beginRun(draft, gateway, { id: gatewayId, in: draft.rootId });
  if (gateway.awaitsAll) for (const { to } of gateway.outgoing) if (to !== node) subscribe(draft, gatewayId, to);
  if (!gateway.awaitsAll || gateway.outgoing.length === 1) finishRun(draft, gatewayId, { flows: [] });
  emit(draft, { type: 'taken', flowId: gateway.outgoing.find(({ to }) => to === node)!.id });
};

const beginAt = (draft: Draft, node: Node): void => {
  const gateway = gatewayBefore(node);
  if (gateway) beginBehindGateway(draft, gateway, node);
  const runId = draft.ids();
  beginRun(draft, node, { id: runId, in: draft.rootId });
  const kind = node.events[0]?.kind;
  if (node.parallelMultiple && node.events.length > 1) awaitOthers(draft, runId, node);
  else if (kind === 'message' || kind === 'signal' || kind === 'timer' || kind === 'conditional')
    completeCatch(draft, runId, node, { kind });
  else finishRun(draft, runId);
};

const beginRoot = (draft: Draft, data: Data): void => {
  addRun(draft, { id: draft.ids(), node: draft.program.root.id });
  for (const [name, value] of Object.entries(data)) setLocal(draft, draft.rootId, name, value);
  openScope(draft, draft.rootId, draft.program.root);
};

/** Begins in the middle: before one element of the process itself, whatever its start would have done. */
export const startBefore = (draft: Draft, activityId: string, data: Data): void => {
  beginRoot(draft, data);
  insertBefore(draft, { type: 'insertBefore', activityId });
};

export const startProcess = (draft: Draft, { data, startEventId }: Start): void => {
  const node = startEventId === undefined ? undefined : requireStart(draft, startEventId);
  const starts = node ? [] : defaultStarts(draft);
  beginRoot(draft, data ?? {});
  if (node) beginAt(draft, node);
  for (const start of starts) sendToken(draft, start, draft.rootId);
};
