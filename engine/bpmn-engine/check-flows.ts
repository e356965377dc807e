/** The part of the support check that looks at how elements are connected. */
import type { Definition, ElementInfo } from '../definition.ts';
import { layOut, type Layout } from './layout.ts';

export type FlowProblem = { readonly info: ElementInfo; readonly rule: string; readonly sentence: string };

type Diagram = {
  readonly definition: Definition;
  readonly layout: Layout;
  readonly nodes: readonly ElementInfo[];
  /** Ids of the elements that flows lead to, one per flow. */
  readonly targetsOf: (id: string) => readonly string[];
  readonly sourceCount: (id: string) => number;
};

const diagramOf = (definition: Definition): Diagram => {
  const layout = layOut(definition);
  const targets = new Map<string, string[]>();
  for (const { sourceId, targetId } of layout.flows)
    targets.set(sourceId, [...(targets.get(sourceId) ?? []), targetId]);
  return {
    definition,
    layout,
    nodes: [...definition.elements.values()].filter(({ id }) => layout.parentIds.has(id)),
    targetsOf: (id) => targets.get(id) ?? [],
    sourceCount: (id) => layout.flows.filter(({ targetId }) => targetId === id).length,
  };
};

const isTriggered = ({ model }: Definition, { id, type }: ElementInfo): boolean =>
  type === 'startEvent' && ((model.elementsById[id]?.['eventDefinitions'] as unknown[] | undefined) ?? []).length > 0;

const checkStarts = ({ definition, layout }: Diagram): FlowProblem[] =>
  [...layout.beginnings].flatMap(([scopeId, ids]) => {
    const isProcess = scopeId === definition.key;
    // A process begins at one of its start events, chosen by the stimulus; a sub-process has no such choice.
    const beginning = ids
      .map((id) => definition.elements.get(id)!)
      .filter((info) => !isProcess || !isTriggered(definition, info));
    const scope = isProcess ? 'process' : 'sub-process';
    const sentence = `Only one element of a ${scope} can begin without an incoming flow here.`;
    return beginning.slice(1).map((info) => ({ info, rule: 'several-starts', sentence }));
  });

const checkInclusiveJoins = ({ nodes, sourceCount }: Diagram): FlowProblem[] =>
  nodes
    .filter(({ id, type }) => type === 'inclusiveGateway' && sourceCount(id) > 1)
    .map((info) => ({
      info,
      rule: 'inclusive-join',
      sentence: 'Inclusive gateways do not wait for their branches here; join with an exclusive or a parallel gateway.',
    }));

const reachableFrom = (diagram: Diagram, id: string, seen: Set<string>): Set<string> => {
  if (seen.has(id)) return seen;
  seen.add(id);
  for (const next of diagram.targetsOf(id)) reachableFrom(diagram, next, seen);
  return seen;
};

/** A branch that is not taken never reaches the join, which then waits forever. */
const checkInclusiveSplits = (diagram: Diagram): FlowProblem[] => {
  const { definition, nodes, targetsOf, sourceCount } = diagram;
  const isParallelJoin = (id: string): boolean =>
    definition.elements.get(id)?.type === 'parallelGateway' && sourceCount(id) > 1;
  return nodes
    .filter(({ id, type }) => type === 'inclusiveGateway' && targetsOf(id).length > 1)
    .flatMap((info) => {
      const joins = targetsOf(info.id).flatMap((id) =>
        [...reachableFrom(diagram, id, new Set())].filter(isParallelJoin),
      );
      const join = joins.find((id, index) => joins.indexOf(id) !== index);
      const sentence = `Its branches meet in the parallel gateway '${join}', which waits forever for those that are not taken.`;
      return join === undefined ? [] : [{ info, rule: 'inclusive-split-parallel-join', sentence }];
    });
};

const checkDoubleFlows = ({ nodes, targetsOf }: Diagram): FlowProblem[] =>
  nodes
    .filter(({ id, type }) => type !== 'exclusiveGateway' && new Set(targetsOf(id)).size < targetsOf(id).length)
    .map((info) => ({
      info,
      rule: 'double-flow',
      sentence: 'Two flows to the same element give only one token here; put a gateway in between.',
    }));

export const checkFlows = (definition: Definition): FlowProblem[] => {
  const diagram = diagramOf(definition);
  return [
    ...checkStarts(diagram),
    ...checkInclusiveJoins(diagram),
    ...checkInclusiveSplits(diagram),
    ...checkDoubleFlows(diagram),
  ];
};
