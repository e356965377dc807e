/**
 * The executable form of a process: its elements as a linked graph with every expression compiled.
 * Built once per definition, shared by all its runs, never written to afterwards.
 */
import type { Expression } from '../../model/expression/compile-expression.ts';
import type { Data } from '../../data.ts';
import type { DecisionResult } from '../../model/decision/decision.ts';
import type { EventDefinition } from './event-definition.ts';
import type { Loop } from './loop.ts';
import type { Mapping } from './mapping.ts';
import type { Work } from './work.ts';

export type ActivityType =
  | 'task'
  | 'manualTask'
  | 'userTask'
  | 'serviceTask'
  | 'sendTask'
  | 'receiveTask'
  | 'businessRuleTask'
  | 'scriptTask'
  | 'callActivity'
  | 'subProcess'
  | 'transaction'
  | 'adHocSubProcess'
  | 'eventSubProcess';

export type EventType =
  'startEvent' | 'endEvent' | 'intermediateCatchEvent' | 'intermediateThrowEvent' | 'boundaryEvent';

export type GatewayType =
  'exclusiveGateway' | 'inclusiveGateway' | 'parallelGateway' | 'eventBasedGateway' | 'complexGateway';

export type NodeType = ActivityType | EventType | GatewayType;

export type Flow = {
  readonly id: string;
  readonly from: Node;
  readonly to: Node;
  readonly condition?: Expression;
};

/** The inside of a process or sub-process. */
export type Container = {
  /** The process or sub-process element. */
  readonly id: string;
  readonly nodes: readonly Node[];
  /** What receives a token when the container is entered (§13.3.4): its none start event, or else all that has no incoming flow. */
  readonly starts: readonly Node[];
  readonly eventSubProcesses: readonly Node[];
  /** Names of its properties and data objects, which live and end with it. */
  readonly locals: readonly string[];
};

export type Node = {
  readonly id: string;
  readonly name?: string;
  readonly type: NodeType;
  readonly container: Container;
  readonly incoming: readonly Flow[];
  readonly outgoing: readonly Flow[];
  readonly defaultFlow?: Flow;
  /** Boundary events standing on this activity. */
  readonly boundaries: readonly Node[];
  /** For a boundary event: the activity it stands on. */
  readonly host?: Node;
  readonly events: readonly EventDefinition[];
  /** Several event definitions that must all occur (§10.5.6), instead of any one of them. */
  readonly parallelMultiple: boolean;
  /** Boundary: `cancelActivity`; start of an event sub-process: `isInterrupting`. */
  readonly isInterrupting: boolean;
  readonly isForCompensation: boolean;
  /** The activity that undoes this one: the target of its compensation boundary event's association. */
  readonly compensationHandler?: Node;
  readonly loop?: Loop;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  /** With `zeebe:output` only what is mapped leaves the element; with `camunda:` mappings the rest leaves too. */
  readonly hidesUnmapped: boolean;
  /** Own properties of an activity. */
  readonly locals: readonly string[];
  readonly work?: Work;
  /** The inside of a sub-process. */
  readonly inner?: Container;
  /** Event-based gateway, receive task: whether it may begin a process. */
  readonly instantiates: boolean;
  /** Event-based gateway of type Parallel: all its events must occur. */
  readonly awaitsAll: boolean;
  /** Complex gateway: when it fires. */
  readonly activationCondition?: Expression;
  readonly adHoc?: AdHoc;
};

/** What an ad-hoc sub-process adds (§13.3.5). */
export type AdHoc = {
  readonly isSequential: boolean;
  readonly cancelsRemaining: boolean;
  readonly completionCondition?: Expression;
  /** `ladder:activation="manual"`: nothing begins by itself, people insert the activities they choose. */
  readonly isManual: boolean;
};

export type Program = {
  readonly root: Container;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly flows: ReadonlyMap<string, Flow>;
  /** The containers of all sub-processes and the process, by element id. */
  readonly containers: ReadonlyMap<string, Container>;
  /** Evaluates a decision of the deployment. */
  readonly decide: (decisionId: string, scope: Data, moment: Date) => DecisionResult;
};
