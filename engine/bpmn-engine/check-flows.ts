/** The part of the support check that looks at how elements are connected. */
import type { Definition, ElementInfo } from '../definition.ts';
import type { ModdleElement } from '../model/parse-bpmn.ts';

export type FlowProblem = { readonly info: ElementInfo; readonly rule: string; readonly sentence: string };

/** Connections are read from the flows themselves: the `incoming` and `outgoing` lists of the file are optional. */
type Node = {
  readonly info: ElementInfo;
  readonly element: ModdleElement;
  readonly sources: string[];
  readonly targets: string[];
};

type Nodes = ReadonlyMap<string, Node>;

const nodeType = /(?:Task|Event|Gateway|^task|^subProcess|^transaction|^adHocSubProcess|^callActivity)$/;

const nodesOf = (definition: Definition): Nodes => {
  const nodes = new Map<string, Node>();
  for (const info of definition.elements.values()) {
    const element = definition.model.elementsById[info.id];
    if (element && nodeType.test(info.type)) nodes.set(info.id, { info, element, sources: [], targets: [] });
  }
  for (const { id, type } of definition.elements.values()) {
    if (type !== 'sequenceFlow') continue;
    const flow = definition.model.elementsById[id];
    const source = nodes.get((flow?.['sourceRef'] as ModdleElement | undefined)?.id ?? '');
    const target = nodes.get((flow?.['targetRef'] as ModdleElement | undefined)?.id ?? '');
    if (!source || !target) continue;
    source.targets.push(target.info.id);
    target.sources.push(source.info.id);
  }
  return nodes;
};

/** A node that would begin by itself, having no incoming flow. */
const beginsAlone = ({ info, element, sources }: Node): boolean =>
  sources.length === 0 &&
  info.type !== 'boundaryEvent' &&
  element['triggeredByEvent'] !== true &&
  element['isForCompensation'] !== true;

const isTriggered = ({ info, element }: Node): boolean =>
  info.type === 'startEvent' && ((element['eventDefinitions'] as unknown[] | undefined) ?? []).length > 0;

const checkStarts = (definition: Definition, nodes: Nodes): FlowProblem[] => {
  const begun = new Set<string | undefined>();
  return [...nodes.values()].filter(beginsAlone).flatMap((node): FlowProblem[] => {
    const { info } = node;
    const isInProcess = info.parentId === definition.key;
    // A process begins at one of its start events, chosen by the stimulus; a sub-process has no such choice.
    if (isInProcess && isTriggered(node)) return [];
    const isFirst = !begun.has(info.parentId);
    begun.add(info.parentId);
    const scope = isInProcess ? 'process' : 'sub-process';
    const sentence = `Only one element of a ${scope} can begin without an incoming flow here.`;
    return isFirst ? [] : [{ info, rule: 'several-starts', sentence }];
  });
};

const checkInclusiveJoins = (nodes: Nodes): FlowProblem[] =>
  [...nodes.values()]
    .filter(({ info, sources }) => info.type === 'inclusiveGateway' && sources.length > 1)
    .map(({ info }) => ({
      info,
      rule: 'inclusive-join',
      sentence: 'Inclusive gateways do not wait for their branches here; join with an exclusive or a parallel gateway.',
    }));

const reachableFrom = (nodes: Nodes, id: string, seen: Set<string>): Set<string> => {
  if (seen.has(id)) return seen;
  seen.add(id);
  for (const next of nodes.get(id)?.targets ?? []) reachableFrom(nodes, next, seen);
  return seen;
};

const isParallelJoin = (node: Node | undefined): boolean =>
  node?.info.type === 'parallelGateway' && node.sources.length > 1;

/** A branch that is not taken never reaches the join, which then waits forever. */
const checkInclusiveSplits = (nodes: Nodes): FlowProblem[] =>
  [...nodes.values()]
    .filter(({ info, targets }) => info.type === 'inclusiveGateway' && targets.length > 1)
    .flatMap(({ info, targets }) => {
      const reached = targets.flatMap((id) => [...reachableFrom(nodes, id, new Set())]);
      const joins = reached.filter((id) => isParallelJoin(nodes.get(id)));
      const join = joins.find((id, index) => joins.indexOf(id) !== index);
      const sentence = `Its branches meet in the parallel gateway '${join}', which waits forever for those that are not taken.`;
      return join === undefined ? [] : [{ info, rule: 'inclusive-split-parallel-join', sentence }];
    });

const checkDoubleFlows = (nodes: Nodes): FlowProblem[] =>
  [...nodes.values()]
    .filter(({ info, targets }) => info.type !== 'exclusiveGateway' && new Set(targets).size < targets.length)
    .map(({ info }) => ({
      info,
      rule: 'double-flow',
      sentence: 'Two flows to the same element give only one token here; put a gateway in between.',
    }));

export const checkFlows = (definition: Definition): FlowProblem[] => {
  const nodes = nodesOf(definition);
  return [
    ...checkStarts(definition, nodes),
    ...checkInclusiveJoins(nodes),
    ...checkInclusiveSplits(nodes),
    ...checkDoubleFlows(nodes),
  ];
};
