/**
 * The inclusive join's rule (§13.4.3): wait while some token can still come to an empty incoming flow without passing the
 * gateway, unless that token can also come to a flow where one already waits. Which elements lie upstream is worked out once.
 */
import { childrenOf, type Draft } from '../draft.ts';
import type { Flow, Node } from '../program/node.ts';
import type { Run } from '../state.ts';

/** Elements from which a token can come to the next one: by flow, over the border of an activity, through a link. */
const before = (node: Node): readonly Node[] => {
  const sources = node.incoming.map(({ from }) => from);
  if (node.host) sources.push(node.host);
  for (const event of node.type === 'intermediateCatchEvent' ? node.events : [])
    if (event.kind === 'link')
      sources.push(
        ...node.container.nodes.filter(
          ({ type, events }) =>
            type === 'intermediateThrowEvent' &&
            events.some((thrown) => thrown.kind === 'link' && thrown.name === event.name),
        ),
      );
  return sources;
};

const upstreamOf = (gateway: Node, flow: Flow): ReadonlySet<string> => {
  const seen = new Set<string>();
  const open = [flow.from];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node === gateway || seen.has(node.id)) continue;
    seen.add(node.id);
    open.push(...before(node));
  }
  return seen;
};

const known = new WeakMap<Node, ReadonlyMap<string, ReadonlySet<string>>>();

const upstreamByFlow = (gateway: Node): ReadonlyMap<string, ReadonlySet<string>> => {
  let byFlow = known.get(gateway);
  if (!byFlow) {
    byFlow = new Map(gateway.incoming.map((flow) => [flow.id, upstreamOf(gateway, flow)]));
    known.set(gateway, byFlow);
  }
  return byFlow;
};

/** Whether a token at an element can come to one of these incoming flows without passing the gateway. */
export const reachesAny = (gateway: Node, nodeId: string, flowIds: readonly string[]): boolean => {
  const upstream = upstreamByFlow(gateway);
  return nodeId !== gateway.id && flowIds.some((flowId) => upstream.get(flowId)?.has(nodeId));
};

/** Whether a token in the gateway's scope can still come to one of the empty flows and to none of the filled ones. */
export const canStillArrive = (
  draft: Draft,
  run: Run,
  gateway: Node,
  empty: readonly string[],
  filled: readonly string[],
): boolean => {
  if (empty.length === 0) return false;
  const standing = new Set(childrenOf(draft, run.in!).map((id) => draft.runs.get(id)!.node));
  return [...standing].some((nodeId) => reachesAny(gateway, nodeId, empty) && !reachesAny(gateway, nodeId, filled));
};
