/**
 * Random graphs of tasks and gateways, sound or not, and a deliberately naive interpreter: tokens lie on flows and at tasks,
 * anything enabled may fire, and the inclusive join's rule is checked by walking every path, word by word as §13.4.3 says it.
 */
import * as fc from 'fast-check';

type Kind = 'user' | 'exclusive' | 'parallel' | 'inclusive';

/** Node 0 is where the start event leads; flows lead from lower to higher numbers. `isOpen`: its condition is true. */
export type Graph = {
  readonly kinds: readonly Kind[];
  readonly flows: readonly { readonly from: number; readonly to: number; readonly isOpen: boolean }[];
};

const size = 8;

export const graphs: fc.Arbitrary<Graph> = fc
  .record({
    kinds: fc.array(fc.constantFrom<Kind>('user', 'exclusive', 'parallel', 'inclusive', 'inclusive'), {
      minLength: size,
      maxLength: size,
    }),
    parents: fc.array(fc.nat(size), { minLength: size - 1, maxLength: size - 1 }),
    extra: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 8 }),
    open: fc.array(fc.boolean(), { minLength: 32, maxLength: 32 }),
  })
  .map(({ kinds, parents, extra, open }) => {
    const pairs = [
      ...parents.map((parent, index) => [parent % (index + 1), index + 1] as const),
      ...extra.filter(([from, to]) => from < to),
    ];
    const unique = [...new Map(pairs.map(([from, to]) => [`${from}-${to}`, { from, to }])).values()];
    return { kinds, flows: unique.map((flow, index) => ({ ...flow, isOpen: open[index % open.length]! })) };
  });

export const flowId = ({ from, to }: { from: number; to: number }): string => `n${from}.n${to}`;

const leaving = ({ flows }: Graph, node: number) => flows.filter(({ from }) => from === node);
/** Ids of the flows into a node; into node 0 leads the start event. */
const entering = ({ flows }: Graph, node: number): string[] => [
  ...(node === 0 ? ['s.n0'] : []),
  ...flows.filter(({ to }) => to === node).map(flowId),
];

/** The flows a token takes out of a node; the last one is the default where conditions decide. */
const waysOut = (graph: Graph, node: number) => {
  const out = leaving(graph, node);
  const kind = graph.kinds[node];
  if (kind === 'user' || kind === 'parallel' || out.length < 2) return out;
  const open = out.slice(0, -1).filter(({ isOpen }) => isOpen);
  if (open.length === 0) return out.slice(-1);
  return kind === 'exclusive' ? open.slice(0, 1) : open;
};

export const graphModel = (graph: Graph): string => {
  const nodes = graph.kinds.map((kind, node) => {
    const out = leaving(graph, node);
    const fallback =
      kind !== 'user' && kind !== 'parallel' && out.length > 1 ? ` default="${flowId(out.at(-1)!)}"` : '';
    return kind === 'user' ? `<userTask id="n${node}"/>` : `<${kind}Gateway id="n${node}"${fallback}/>`;
  });
  const flows = graph.flows.map((flow) => {
    const out = leaving(graph, flow.from);
    const kind = graph.kinds[flow.from];
    const isFree = kind === 'user' || kind === 'parallel' || flow === out.at(-1);
    const condition = isFree ? '' : `<conditionExpression>=${flow.isOpen}</conditionExpression>`;
    return `<sequenceFlow id="${flowId(flow)}" sourceRef="n${flow.from}" targetRef="n${flow.to}">${condition}</sequenceFlow>`;
  });
  return (
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="property"><process id="p" isExecutable="true">` +
    `<startEvent id="s"/><sequenceFlow id="s.n0" sourceRef="s" targetRef="n0"/>${nodes.join('')}${flows.join('')}</process></definitions>`
  );
};

/** Tokens by place: a flow's id, or `at` and a task. As text, sorted, so that states can be compared. */
type Marking = readonly string[];

const without = (marking: Marking, places: readonly string[]): string[] => {
  const left = [...marking];
  for (const place of places) left.splice(left.indexOf(place), 1);
  return left;
};

/** Whether a path leads from a node to a flow without visiting the gateway. */
const leads = (graph: Graph, node: number, target: string, gateway: number): boolean =>
  node !== gateway &&
  leaving(graph, node).some((flow) => flowId(flow) === target || leads(graph, flow.to, target, gateway));

const standsAt = (place: string): number => Number(place.startsWith('at ') ? place.slice(4) : place.split('.n')[1]);

const inclusiveMayFire = (graph: Graph, marking: Marking, gateway: number): boolean => {
  const incoming = entering(graph, gateway);
  const filled = incoming.filter((id) => marking.includes(id));
  const empty = incoming.filter((id) => !marking.includes(id));
  return (
    filled.length > 0 &&
    marking.every((place) => {
      const node = standsAt(place);
      const reaches = (id: string): boolean => leads(graph, node, id, gateway);
      return !empty.some(reaches) || filled.some(reaches);
    })
  );
};

const fire = (graph: Graph, marking: Marking, node: number, consumed: readonly string[]): Marking =>
  [...without(marking, consumed), ...waysOut(graph, node).map(flowId)].toSorted();

/** All markings one firing away. The start event's flow behaves like any other. */
const successors = (graph: Graph, marking: Marking): Marking[] =>
  graph.kinds.flatMap((kind, node): Marking[] => {
    const incoming = entering(graph, node);
    const filled = incoming.filter((id) => marking.includes(id));
    if (filled.length === 0) return [];
    if (kind === 'user') return filled.map((id) => [...without(marking, [id]), `at n${node}`].toSorted());
    if (kind === 'exclusive') return filled.map((id) => fire(graph, marking, node, [id]));
    const mayFire = kind === 'parallel' ? filled.length === incoming.length : inclusiveMayFire(graph, marking, node);
    return mayFire ? [fire(graph, marking, node, filled)] : [];
  });

/** Every marking in which nothing more can fire, in whatever order things fired. */
export const restingPlaces = (graph: Graph, marking: Marking): Set<string> => {
  const resting = new Set<string>();
  const seen = new Set<string>();
  const open = [marking];
  for (let current = open.pop(); current; current = open.pop()) {
    const key = current.join(' + ');
    if (seen.has(key)) continue;
    seen.add(key);
    const next = successors(graph, current);
    if (next.length === 0) resting.add(key);
    open.push(...next);
  }
  return resting;
};

/** The marking after a task has been completed. */
export const afterTask = (graph: Graph, marking: Marking, node: number): Marking =>
  fire(graph, marking, node, [`at n${node}`]);
