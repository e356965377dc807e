/** One BPMN file as the rules see it: its scopes and the graph of each, found once for all of them. */
import type { BpmnModel } from '../parse-bpmn.ts';
import type { ModdleElement } from '../moddle-element.ts';
import { isEventSubProcess, isFlowNode, isSubProcess } from './element-types.ts';
import { elementOf, elementsOf, typeOf } from './properties.ts';

export type SequenceFlow = {
  readonly element: ModdleElement;
  readonly source: ModdleElement | undefined;
  readonly target: ModdleElement | undefined;
};

/** A process or sub-process with what it directly contains. */
export type Scope = {
  readonly element: ModdleElement;
  readonly process: ModdleElement;
  readonly nodes: readonly ModdleElement[];
  readonly flows: readonly SequenceFlow[];
};

/** What else is in the deployment, for references that leave the file. */
export type Surroundings = {
  readonly fileNames: ReadonlySet<string>;
  readonly decisionIds: ReadonlySet<string>;
  readonly formIds: ReadonlySet<string>;
  /** Calendars that timers may count by; absent where nobody knows them. */
  readonly calendarIds?: ReadonlySet<string> | undefined;
};

export type CheckedModel = {
  readonly parsed: BpmnModel;
  readonly processes: readonly ModdleElement[];
  readonly collaborations: readonly ModdleElement[];
  readonly scopes: readonly Scope[];
  /** All flow nodes of all scopes. */
  readonly nodes: readonly ModdleElement[];
  readonly surroundings: Surroundings;
  scopeOf(node: ModdleElement): Scope | undefined;
  incoming(node: ModdleElement): readonly SequenceFlow[];
  outgoing(node: ModdleElement): readonly SequenceFlow[];
  /** Boundary events on an activity. */
  boundaries(host: ModdleElement): readonly ModdleElement[];
  /** Elements joined to this one by an association, in either direction. */
  associated(element: ModdleElement): readonly ModdleElement[];
  isExecutable(element: ModdleElement): boolean;
};

const scopesOf = (process: ModdleElement): Scope[] => {
  const scopes: Scope[] = [];
  const visit = (element: ModdleElement): void => {
    const content = elementsOf(element, 'flowElements');
    const flows = content
      .filter((flow) => typeOf(flow) === 'SequenceFlow')
      .map((flow) => ({
        element: flow,
        source: elementOf(flow, 'sourceRef'),
        target: elementOf(flow, 'targetRef'),
      }));
    scopes.push({ element, process, nodes: content.filter(isFlowNode), flows });
    for (const node of content) if (isSubProcess(node)) visit(node);
  };
  visit(process);
  return scopes;
};

const grouped = <T>(entries: Iterable<readonly [ModdleElement | undefined, T]>): Map<ModdleElement, T[]> => {
  const groups = new Map<ModdleElement, T[]>();
  for (const [key, value] of entries) {
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
};

const associationsOf = (owners: readonly ModdleElement[]): [ModdleElement | undefined, ModdleElement][] =>
  owners.flatMap((owner) =>
    elementsOf(owner, 'artifacts').flatMap((artifact): [ModdleElement | undefined, ModdleElement][] => {
      const [source, target] = [elementOf(artifact, 'sourceRef'), elementOf(artifact, 'targetRef')];
      if (typeOf(artifact) !== 'Association' || source === undefined || target === undefined) return [];
      return [
        [source, target],
        [target, source],
      ];
    }),
  );

export const checkedModel = (parsed: BpmnModel, surroundings: Surroundings): CheckedModel => {
  const roots = elementsOf(parsed.rootElement, 'rootElements');
  const processes = roots.filter((root) => typeOf(root) === 'Process');
  const collaborations = roots.filter((root) => typeOf(root) === 'Collaboration');
  const scopes = processes.flatMap(scopesOf);
  const flows = scopes.flatMap((scope) => scope.flows);
  const nodes = scopes.flatMap((scope) => scope.nodes);
  const scopeByNode = new Map(scopes.flatMap((scope) => scope.nodes.map((node) => [node, scope] as const)));
  const incoming = grouped(flows.map((flow) => [flow.target, flow]));
  const outgoing = grouped(flows.map((flow) => [flow.source, flow]));
  const boundaries = grouped(nodes.map((node) => [elementOf(node, 'attachedToRef'), node]));
  const associated = grouped(associationsOf([...scopes.map(({ element }) => element), ...collaborations]));
  const hasExecutable = processes.some((process) => process['isExecutable'] === true);

  const isExecutable = (element: ModdleElement): boolean => {
    for (let owner: ModdleElement | undefined = element; owner !== undefined; owner = owner.$parent)
      if (typeOf(owner) === 'Process') return owner['isExecutable'] === true;
    return hasExecutable;
  };

  return {
    parsed,
    processes,
    collaborations,
    scopes,
    nodes,
    surroundings,
    scopeOf: (node) => scopeByNode.get(node),
    incoming: (node) => incoming.get(node) ?? [],
    outgoing: (node) => outgoing.get(node) ?? [],
    boundaries: (host) => boundaries.get(host) ?? [],
    associated: (element) => associated.get(element) ?? [],
    isExecutable,
  };
};

/** Nodes that wait for something else than a sequence flow: nobody expects one to arrive there. */
export const startsByItself = (model: CheckedModel, node: ModdleElement): boolean =>
  typeOf(node) === 'StartEvent' ||
  typeOf(node) === 'BoundaryEvent' ||
  isEventSubProcess(node) ||
  node['isForCompensation'] === true ||
  typeOf(model.scopeOf(node)?.element ?? node) === 'AdHocSubProcess';
