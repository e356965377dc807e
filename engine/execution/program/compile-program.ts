/** Turns the parsed tree of one process into a program, once per definition. */
import type { Definition } from '../../definition.ts';
import type { ModdleElement } from '../../model/parse-bpmn.ts';
import { decisionsOf } from './decisions.ts';
import { eventDefinitionsOf, messageOf } from './event-definition.ts';
import { attributeOf } from './extension.ts';
import { bodyExpression } from './expression.ts';
import { loopOf } from './loop.ts';
import { mappingsOf, variableOf } from './mapping.ts';
import type { AdHoc, Container, Flow, Node, NodeType, Program } from './node.ts';
import { workOf } from './work.ts';

/** While the graph is being linked, and only here, it can be written to. */
type Draft<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

type Builder = {
  readonly nodes: Map<string, Draft<Node>>;
  readonly flows: Map<string, Draft<Flow>>;
  readonly containers: Map<string, Container>;
  readonly elements: Map<string, ModdleElement>;
};

const list = (element: ModdleElement, property: string): readonly ModdleElement[] =>
  (element[property] as ModdleElement[] | undefined) ?? [];

const isFlowNode = (element: ModdleElement): boolean =>
  /(?:Task|Event|Gateway|Activity|SubProcess|Transaction)$/.test(element.$type) && element.id !== undefined;

const nodeTypeOf = (element: ModdleElement): NodeType => {
  const local = element.$type.slice('bpmn:'.length);
  if (local === 'SubProcess' && element['triggeredByEvent'] === true) return 'eventSubProcess';
  return (local.charAt(0).toLowerCase() + local.slice(1)) as NodeType;
};

const adHocOf = (element: ModdleElement): AdHoc => {
  const completionCondition = bodyExpression(element['completionCondition']);
  return {
    isSequential: element['ordering'] === 'Sequential',
    cancelsRemaining: element['cancelRemainingInstances'] !== false,
    isManual: attributeOf(element, 'activation') === 'manual',
    ...(completionCondition && { completionCondition }),
  };
};

const localsOf = (element: ModdleElement): readonly string[] =>
  [
    ...list(element, 'properties').map(variableOf),
    ...list(element, 'flowElements')
      .filter(({ $type }) => $type === 'bpmn:DataObject' || $type === 'bpmn:DataObjectReference')
      .map(variableOf),
  ].filter((name) => name !== undefined);

const eventsOf = (element: ModdleElement, type: NodeType): Node['events'] => {
  if (type === 'receiveTask') return [messageOf(element, element)];
  return type.endsWith('Event') ? eventDefinitionsOf(element) : [];
};

/** Errors and cancellations always interrupt, whatever the model says (table 10.89). */
const isInterrupting = (element: ModdleElement, type: NodeType, events: Node['events']): boolean =>
  events.some(({ kind }) => kind === 'error' || kind === 'cancel') ||
  element[type === 'boundaryEvent' ? 'cancelActivity' : 'isInterrupting'] !== false;

const compileNode = (element: ModdleElement, container: Container): Draft<Node> => {
  const type = nodeTypeOf(element);
  const loop = loopOf(element);
  const work = workOf(element);
  const events = eventsOf(element, type);
  const { inputs, outputs, hidesUnmapped } = mappingsOf(element);
  const activationCondition = type === 'complexGateway' ? bodyExpression(element['activationCondition']) : undefined;
  return {
    id: element.id!,
    type,
    container,
    incoming: [],
    outgoing: [],
    boundaries: [],
    events: [...events],
    parallelMultiple: element['parallelMultiple'] === true,
    isInterrupting: isInterrupting(element, type, events),
    isForCompensation: element['isForCompensation'] === true,
    locals: type.endsWith('Task') || type === 'task' ? [...localsOf(element)] : [],
    instantiates: element['instantiate'] === true,
    awaitsAll: element['eventGatewayType'] === 'Parallel',
    inputs: [...inputs],
    outputs: [...outputs],
    hidesUnmapped,
    ...(element.name !== undefined && { name: element.name }),
    ...(loop && { loop }),
    ...(work && { work }),
    ...(activationCondition && { activationCondition }),
    ...(type === 'adHocSubProcess' && { adHoc: adHocOf(element) }),
  };
};

/** What gets a token when the container is entered; boundary events, handlers and link targets wait for their own cause. */
const startsOf = (nodes: readonly Node[]): Node[] => {
  const plain = nodes.filter(({ type, events }) => type === 'startEvent' && events.length === 0);
  if (plain.length > 0) return plain;
  return nodes.filter(
    ({ type, incoming, isForCompensation, events }) =>
      incoming.length === 0 &&
      !isForCompensation &&
      !['startEvent', 'boundaryEvent', 'eventSubProcess'].includes(type) &&
      !(type === 'intermediateCatchEvent' && events.some(({ kind }) => kind === 'link')),
  );
};

const compileContainer = (builder: Builder, element: ModdleElement): Container => {
  const nodes: Draft<Node>[] = [];
  const starts: Node[] = [];
  const eventSubProcesses: Node[] = [];
  const container: Container = { id: element.id!, nodes, starts, eventSubProcesses, locals: localsOf(element) };
  builder.containers.set(container.id, container);
  for (const child of list(element, 'flowElements')) {
    if (!isFlowNode(child)) continue;
    const node = compileNode(child, container);
    nodes.push(node);
    builder.nodes.set(node.id, node);
    builder.elements.set(node.id, child);
    if (child['flowElements'] !== undefined || /SubProcess|Transaction/.test(child.$type))
      node.inner = compileContainer(builder, child);
    if (node.type === 'eventSubProcess') eventSubProcesses.push(node);
  }
  for (const child of list(element, 'flowElements')) linkFlow(builder, child);
  starts.push(...startsOf(nodes));
  return container;
};

const linkFlow = (builder: Builder, element: ModdleElement): void => {
  if (element.$type !== 'bpmn:SequenceFlow' || element.id === undefined) return;
  const from = builder.nodes.get((element['sourceRef'] as ModdleElement | undefined)?.id ?? '');
  const to = builder.nodes.get((element['targetRef'] as ModdleElement | undefined)?.id ?? '');
  if (!from || !to) return;
  const condition = bodyExpression(element['conditionExpression']);
  const flow = { id: element.id, from, to, ...(condition && { condition }) };
  builder.flows.set(flow.id, flow);
  from.outgoing.push(flow);
  to.incoming.push(flow);
};

const linkNode = (builder: Builder, node: Draft<Node>): void => {
  const element = builder.elements.get(node.id)!;
  const defaultFlow = builder.flows.get((element['default'] as ModdleElement | undefined)?.id ?? '');
  if (defaultFlow) node.defaultFlow = defaultFlow;
  const host = builder.nodes.get((element['attachedToRef'] as ModdleElement | undefined)?.id ?? '');
  if (host) {
    node.host = host;
    host.boundaries.push(node);
  }
};

/** A compensation boundary event is joined to its handler by an association, not a sequence flow (§10.7.1). */
const linkCompensation = (builder: Builder, artifacts: readonly ModdleElement[]): void => {
  for (const artifact of artifacts) {
    if (artifact.$type !== 'bpmn:Association') continue;
    const ends = ['sourceRef', 'targetRef'].map((end) =>
      builder.nodes.get((artifact[end] as ModdleElement | undefined)?.id ?? ''),
    );
    const boundary = ends.find((node) => node?.type === 'boundaryEvent');
    const handler = ends.find((node) => node !== undefined && node !== boundary);
    if (boundary?.host && handler && boundary.events.some(({ kind }) => kind === 'compensation'))
      (boundary.host as Draft<Node>).compensationHandler = handler;
  }
};

const compileProgram = (definition: Definition): Program => {
  const process = list(definition.model.rootElement, 'rootElements').find(({ id }) => id === definition.key);
  if (!process) throw new Error(`The model of definition ${definition.id} holds no process '${definition.key}'.`);
  const builder: Builder = { nodes: new Map(), flows: new Map(), containers: new Map(), elements: new Map() };
  const root = compileContainer(builder, process);
  for (const node of builder.nodes.values()) linkNode(builder, node);
  const containers = [process, ...builder.elements.values()];
  for (const element of containers) linkCompensation(builder, list(element, 'artifacts'));
  // A collaboration may own the associations of its participants' processes.
  for (const element of list(definition.model.rootElement, 'rootElements'))
    if (element.$type === 'bpmn:Collaboration') linkCompensation(builder, list(element, 'artifacts'));
  return {
    root,
    nodes: builder.nodes,
    flows: builder.flows,
    containers: builder.containers,
    decide: decisionsOf(definition),
  };
};

const programs = new WeakMap<Definition, Program>();

/** The program of a definition, compiled at its first use. */
export const programOf = (definition: Definition): Program => {
  const known = programs.get(definition);
  if (known) return known;
  const program = compileProgram(definition);
  programs.set(definition, program);
  return program;
};
