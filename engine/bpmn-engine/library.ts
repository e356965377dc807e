/**
 * The only door to bpmn-elements and moddle-context-serializer. Their published types do not describe what is used here
 * (behaviours, brokers, saved messages), so this file states the part relied upon.
 */
import * as elements from 'bpmn-elements';
import serialize, { TypeResolver } from 'moddle-context-serializer';
import type { BpmnModel } from '../model/parse-bpmn.ts';

export type Content = {
  readonly id: string;
  readonly type: string;
  readonly executionId: string;
  readonly isRootScope?: boolean;
  readonly isMultiInstance?: boolean;
  readonly index?: number;
  readonly loopCardinality?: number;
  readonly parent?: { readonly id: string; readonly executionId: string };
  readonly inbound?: readonly { readonly executionId: string; readonly repeat?: unknown }[];
  readonly error?: { readonly message?: string };
  readonly [name: string]: unknown;
};

export type Message = {
  readonly fields: { readonly routingKey: string; readonly redelivered?: boolean };
  readonly content: Content;
  readonly properties: { readonly type?: string; readonly correlationId?: string };
  ack(): void;
};

type Queue = {
  queueMessage(fields: { routingKey: string }, content: unknown, properties?: unknown): void;
};

export type Broker = {
  publish(exchange: string, routingKey: string, content: unknown, properties?: unknown): void;
  subscribeTmp(
    exchange: string,
    pattern: string,
    onMessage: (routingKey: string, message: Message) => void,
    options: { noAck: boolean; consumerTag: string; priority?: number },
  ): void;
  cancel(consumerTag: string): void;
  getQueue(name: string): Queue;
};

export type Loop = { execute(message: Message): void };

/** The library's private way of saying what an activity does; every event of a run passes through it. */
export const publishEvent = '_publishEvent';

export type Activity = {
  readonly id: string;
  readonly type: string;
  readonly status?: string;
  readonly executionId?: string;
  readonly broker: Broker;
  readonly environment: { readonly variables: { readonly content?: Content }; readonly options: object };
  readonly context: LibraryContext;
  /** While it runs; `source` is what a sub-process holds its inside in. */
  readonly execution?: ScopeExecution | { readonly source: { readonly execution: ScopeExecution } };
  readonly parent: { readonly id: string };
  readonly behaviour: {
    readonly loopCharacteristics?: {
      readonly Behaviour: new (activity: Activity, loop: unknown) => Loop;
      readonly behaviour: Record<string, unknown>;
    };
    readonly cancelActivity?: boolean;
  };
  readonly outbound: readonly SequenceFlow[];
  readonly inbound: readonly SequenceFlow[];
  run: (content?: unknown) => void;
  init: (content?: unknown) => void;
  discard: () => void;
  activate: () => void;
  emitFatal: (error: Error, content: Content) => void;
  evaluateOutbound: (message: unknown, takesOne: boolean | undefined, callback: OutboundChosen) => void;
  [publishEvent]: (state: string, content: Content, properties?: unknown) => void;
};

/** Gives the elements of one scope of one run; `owner` is the process or sub-process. */
export type LibraryContext = {
  readonly owner?: Activity;
  getActivityById: (id: string) => Activity;
  getActivities: (scopeId: string) => Activity[];
  getSequenceFlows: (scopeId: string) => SequenceFlow[];
  getAssociations: (scopeId: string) => unknown[];
  clone: (environment: unknown, owner: unknown) => LibraryContext;
};

// The library keeps its private parts under registered symbols; these are the ones we need.
export const kElements = Symbol.for('elements');
export const kMessageHandlers = Symbol.for('messageHandlers');

/** The live inside of a process or sub-process. */
export type ScopeExecution = {
  readonly context: LibraryContext;
  readonly [kElements]: { readonly children: Activity[]; readonly flows: SequenceFlow[] };
  readonly [kMessageHandlers]: { readonly onActivityEvent: (routingKey: string, message: Message) => void };
};

export type OutboundChosen = (
  error: null,
  outbound: readonly { readonly id: string; readonly action: 'take'; readonly targetId: string }[],
) => void;

export type SequenceFlow = {
  readonly id: string;
  readonly isDefault?: boolean;
  readonly broker: Broker;
  readonly sourceId: string;
  readonly targetId: string;
  readonly environment: { readonly options: object };
  take(content?: Record<string, unknown>): boolean;
};

export type Process = {
  readonly context: LibraryContext;
  readonly isRunning: boolean;
  init(executionId: string): void;
  run(): void;
  recover(state: unknown): void;
  resume(): void;
  getState(): unknown;
  getActivityById(id: string): Activity | undefined;
};

/** A parsed diagram in the library's form; holds no run and is shared by all of them. */
export type SerializedContext = {
  readonly elements: {
    readonly activities: readonly { readonly id: string; readonly behaviour: Activity['behaviour'] }[];
  };
};

/** Builds a live element from its definition; called with `new`. */
export type ElementFactory = new (definition: unknown, context: unknown) => object;

const library = elements as unknown as Record<string, unknown>;

export const libraryFactory = (name: string): ElementFactory => library[name] as ElementFactory;

export const LibraryActivity = library['Activity'] as new (
  behaviour: new (activity: Activity, context: unknown) => object,
  definition: unknown,
  context: unknown,
) => Activity;

export const LibrarySequenceFlow = library['SequenceFlow'] as new (
  definition: unknown,
  context: LibraryContext,
) => SequenceFlow;

export const LibraryTerminate = library['TerminateEventDefinition'] as new (
  activity: Activity,
  definition: unknown,
) => { execute(message: Message): void };

/**
 * Reads one process of a parsed diagram with our own behaviours in place of the library's, by BPMN type (`bpmn:UserTask`).
 * Only that process is shown to the serializer: it fails on message flows to a pool without a process, which are common.
 */
export const serializeContext = (
  model: BpmnModel,
  processId: string,
  behaviours: Readonly<Record<string, unknown>>,
): SerializedContext => {
  const resolve = TypeResolver(
    library as never,
    ((types: Record<string, unknown>): void => {
      Object.assign(types, behaviours);
    }) as never,
  );
  const rootElement = {
    $type: 'bpmn:Definitions',
    id: model.rootElement.id ?? 'definitions',
    rootElements: [model.elementsById[processId]],
  };
  return serialize({ ...model, rootElement }, resolve) as unknown as SerializedContext;
};

/** A fresh, idle process of that diagram. `options` is visible to behaviours as `environment.options`. */
export const instantiateProcess = (
  context: SerializedContext,
  processId: string,
  options: Readonly<Record<string, unknown>>,
): Process => {
  const makeEnvironment = library['Environment'] as new (options: unknown) => object;
  const makeContext = library['Context'] as (
    context: SerializedContext,
    environment: object,
  ) => { getProcessById(id: string): Process };
  return makeContext(context, new makeEnvironment(options)).getProcessById(processId);
};
