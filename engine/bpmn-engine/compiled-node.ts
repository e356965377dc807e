/** What the behaviours need to know of one element, read from the model once per definition, expressions compiled. */
import type { ModdleElement } from '../model/parse-bpmn.ts';
import { compileExpression, type Compiled } from './expressions.ts';
import type { SerializedContext } from './library.ts';

export type EventTrigger =
  | { readonly kind: 'timer'; readonly form: 'timeDuration' | 'timeDate' | 'timeCycle'; readonly value: Compiled }
  | { readonly kind: 'message' | 'signal'; readonly name: Compiled }
  | { readonly kind: 'error' | 'escalation'; readonly code?: string }
  | { readonly kind: 'conditional'; readonly condition: Compiled }
  | { readonly kind: 'terminate' | 'compensation' | 'cancel' | 'link' };

export type TaskAttributes = Readonly<
  Record<
    'assignee' | 'candidateGroups' | 'candidateUsers' | 'dueDate' | 'followUpDate' | 'priority',
    Compiled | undefined
  >
> & { readonly formKey?: string };

export type Work =
  | { readonly kind: 'userTask'; readonly attributes: TaskAttributes }
  | { readonly kind: 'externalTask'; readonly topic: Compiled; readonly priority?: Compiled }
  | { readonly kind: 'message'; readonly name: Compiled }
  /** Done as soon as it is reached; a send task says what it sent. */
  | { readonly kind: 'none'; readonly sends?: Compiled };

export type CompiledNode = {
  readonly id: string;
  readonly type: string;
  readonly isBoundary: boolean;
  readonly isInterrupting: boolean;
  readonly triggers: readonly EventTrigger[];
  readonly work: Work;
  readonly elementVariable?: string;
};

/** Everything that is made once per definition and shared by all its runs. */
export type CompiledDefinition = {
  readonly context: SerializedContext;
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  readonly conditions: ReadonlyMap<string, Compiled>;
  /** Compiles a text the library asks for (a loop's collection, cardinality, condition), once. */
  readonly expression: (source: string) => Compiled;
  /** Elements directly in the process, not in a sub-process. */
  readonly rootIds: ReadonlySet<string>;
};

const camunda = (element: ModdleElement, name: string): string | undefined => element.$attrs[`camunda:${name}`];

const optional = (source: string | undefined): Compiled | undefined =>
  source === undefined ? undefined : compileExpression(source);

const bodyOf = (expression: unknown): { source: string; language?: string } | undefined => {
  const element = expression as { body?: string; language?: string } | undefined;
  if (element?.body === undefined) return undefined;
  return { source: element.body, ...(element.language === undefined ? {} : { language: element.language }) };
};

const compileBody = (expression: unknown): Compiled | undefined => {
  const body = bodyOf(expression);
  return body && compileExpression(body.source, body.language);
};

const referencedName = (element: ModdleElement, property: string): Compiled => {
  const reference = element[property] as ModdleElement | undefined;
  return compileExpression(reference?.name ?? reference?.id ?? '');
};

const code = (element: ModdleElement, property: string, name: string): { code?: string } => {
  const reference = element[property] as ModdleElement | undefined;
  const value = (reference?.[name] as string | undefined) ?? reference?.name ?? reference?.id;
  return value === undefined ? {} : { code: value };
};

const triggerOf = (definition: ModdleElement): EventTrigger => {
  switch (definition.$type) {
    case 'bpmn:TimerEventDefinition':
      for (const form of ['timeDuration', 'timeDate', 'timeCycle'] as const) {
        const value = compileBody(definition[form]);
        if (value) return { kind: 'timer', form, value };
      }
      return { kind: 'timer', form: 'timeDuration', value: () => undefined };
    case 'bpmn:MessageEventDefinition':
      return { kind: 'message', name: referencedName(definition, 'messageRef') };
    case 'bpmn:SignalEventDefinition':
      return { kind: 'signal', name: referencedName(definition, 'signalRef') };
    case 'bpmn:ErrorEventDefinition':
      return { kind: 'error', ...code(definition, 'errorRef', 'errorCode') };
    case 'bpmn:EscalationEventDefinition':
      return { kind: 'escalation', ...code(definition, 'escalationRef', 'escalationCode') };
    case 'bpmn:ConditionalEventDefinition':
      return { kind: 'conditional', condition: compileBody(definition['condition']) ?? (() => false) };
    case 'bpmn:CompensateEventDefinition':
      return { kind: 'compensation' };
    case 'bpmn:CancelEventDefinition':
      return { kind: 'cancel' };
    case 'bpmn:LinkEventDefinition':
      return { kind: 'link' };
    default:
      return { kind: 'terminate' };
  }
};

const taskAttributes = (element: ModdleElement): TaskAttributes => {
  const formKey = camunda(element, 'formKey') ?? camunda(element, 'formRef');
  return {
    assignee: optional(camunda(element, 'assignee')),
    candidateGroups: optional(camunda(element, 'candidateGroups')),
    candidateUsers: optional(camunda(element, 'candidateUsers')),
    dueDate: optional(camunda(element, 'dueDate')),
    followUpDate: optional(camunda(element, 'followUpDate')),
    priority: optional(camunda(element, 'priority')),
    ...(formKey === undefined ? {} : { formKey }),
  };
};

const messageName = (element: ModdleElement): Compiled | undefined =>
  element['messageRef'] === undefined ? undefined : referencedName(element, 'messageRef');

const workOf = (element: ModdleElement): Work => {
  switch (element.$type) {
    case 'bpmn:UserTask':
      return { kind: 'userTask', attributes: taskAttributes(element) };
    case 'bpmn:ReceiveTask':
      return { kind: 'message', name: referencedName(element, 'messageRef') };
    case 'bpmn:ServiceTask':
    case 'bpmn:SendTask':
    case 'bpmn:BusinessRuleTask': {
      const topic = camunda(element, 'topic');
      if (topic !== undefined) {
        const priority = optional(camunda(element, 'taskPriority'));
        return { kind: 'externalTask', topic: compileExpression(topic), ...(priority ? { priority } : {}) };
      }
      if (element.$type !== 'bpmn:SendTask') return { kind: 'none' };
      return { kind: 'none', sends: messageName(element) ?? (() => undefined) };
    }
    default:
      return { kind: 'none' };
  }
};

/** Throws when an expression of the element cannot be read. */
export const compileNode = (element: ModdleElement): CompiledNode => {
  const loop = element['loopCharacteristics'] as ModdleElement | undefined;
  const elementVariable = loop?.$attrs['camunda:elementVariable'];
  return {
    id: element.id ?? '',
    type: element.$type,
    isBoundary: element.$type === 'bpmn:BoundaryEvent',
    isInterrupting: element['cancelActivity'] !== false,
    triggers: ((element['eventDefinitions'] ?? []) as ModdleElement[]).map(triggerOf),
    work: workOf(element),
    ...(elementVariable === undefined ? {} : { elementVariable }),
  };
};

/** The condition of a sequence flow, if it has one. */
export const compileCondition = (flow: ModdleElement): Compiled | undefined => compileBody(flow['conditionExpression']);
