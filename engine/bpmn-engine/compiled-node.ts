/** What the behaviours need to know of one element, read from the model once per definition, expressions compiled. */
import type { Problem } from '../definition.ts';
import type { ModdleElement } from '../model/parse-bpmn.ts';
import { compileExpression, type Expression } from '../model/expression/compile-expression.ts';
import { calendarOf } from '../model/timer/calendar-of.ts';
import { compileTimer, type Timer } from '../model/timer/compile-timer.ts';
import type { Layout } from './layout.ts';
import type { SerializedContext } from './library.ts';

export type EventTrigger =
  | { readonly kind: 'timer'; readonly timer: Timer; readonly isCycle: boolean }
  | { readonly kind: 'message' | 'signal'; readonly name: Expression }
  | { readonly kind: 'error' | 'escalation'; readonly code?: string }
  | { readonly kind: 'conditional'; readonly condition: Expression }
  | { readonly kind: 'terminate' | 'compensation' | 'cancel' | 'link' };

export type TaskAttributes = Readonly<
  Record<
    'assignee' | 'candidateGroups' | 'candidateUsers' | 'dueDate' | 'followUpDate' | 'priority',
    Expression | undefined
  >
> & { readonly formKey?: string };

export type Work =
  | { readonly kind: 'userTask'; readonly attributes: TaskAttributes }
  | { readonly kind: 'externalTask'; readonly topic: Expression; readonly priority?: Expression }
  | { readonly kind: 'message'; readonly name: Expression }
  | { readonly kind: 'script'; readonly expression: Expression; readonly resultVariable?: string }
  /** Done as soon as it is reached; a send task says what it sent. */
  | { readonly kind: 'none'; readonly sends?: Expression };

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
  /** What could not be compiled; such a definition never starts. */
  readonly problems: readonly Problem[];
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  readonly conditions: ReadonlyMap<string, Expression>;
  /** Compiles a text the library asks for (a loop's collection, cardinality, condition), once. */
  readonly expression: (source: string) => Expression;
  readonly layout: Layout;
};

const camunda = (element: ModdleElement, name: string): string | undefined => element.$attrs[`camunda:${name}`];

const optional = (source: string | undefined): Expression | undefined =>
  source === undefined ? undefined : compileExpression(source);

const bodyOf = (expression: unknown): { source: string; language?: string } | undefined => {
  const element = expression as { body?: string; language?: string } | undefined;
  if (element?.body === undefined) return undefined;
  return { source: element.body, ...(element.language === undefined ? {} : { language: element.language }) };
};

const compileBody = (expression: unknown): Expression | undefined => {
  const body = bodyOf(expression);
  return body && compileExpression(body.source, body.language);
};

const referencedName = (element: ModdleElement, property: string): Expression => {
  const reference = element[property] as ModdleElement | undefined;
  return compileExpression(reference?.name ?? reference?.id ?? '');
};

const code = (element: ModdleElement, property: string, name: string): { code?: string } => {
  const reference = element[property] as ModdleElement | undefined;
  const value = (reference?.[name] as string | undefined) ?? reference?.name ?? reference?.id;
  return value === undefined ? {} : { code: value };
};

const timerForms = [
  ['timeDuration', 'duration'],
  ['timeDate', 'date'],
  ['timeCycle', 'cycle'],
] as const;

const timerTrigger = (definition: ModdleElement, event: ModdleElement): EventTrigger => {
  const timeZone = definition.$attrs['ladder:timeZone'];
  const calendar = calendarOf(definition, event);
  const frame = {
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(calendar === undefined ? {} : { calendar }),
  };
  for (const [property, kind] of timerForms) {
    const body = bodyOf(definition[property]);
    if (!body) continue;
    const { source, ...language } = body;
    return { kind: 'timer', timer: compileTimer(kind, source, { ...language, ...frame }), isCycle: kind === 'cycle' };
  }
  throw new TypeError('A timer event needs a timeDuration, a timeDate or a timeCycle.');
};

const triggerOf = (definition: ModdleElement, event: ModdleElement): EventTrigger => {
  switch (definition.$type) {
    case 'bpmn:TimerEventDefinition':
      return timerTrigger(definition, event);
    case 'bpmn:MessageEventDefinition':
      return { kind: 'message', name: referencedName(definition, 'messageRef') };
    case 'bpmn:SignalEventDefinition':
      return { kind: 'signal', name: referencedName(definition, 'signalRef') };
    case 'bpmn:ErrorEventDefinition':
      return { kind: 'error', ...code(definition, 'errorRef', 'errorCode') };
    case 'bpmn:EscalationEventDefinition':
      return { kind: 'escalation', ...code(definition, 'escalationRef', 'escalationCode') };
    case 'bpmn:ConditionalEventDefinition':
      return { kind: 'conditional', condition: compileBody(definition['condition']) ?? compileExpression('${false}') };
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

/** Only FEEL is compiled; any other script is refused by the support check and left alone here. */
const scriptOf = (element: ModdleElement): Work => {
  const format = element['scriptFormat'] as string | undefined;
  const resultVariable = camunda(element, 'resultVariable');
  if (!/feel/i.test(format ?? '')) return { kind: 'none' };
  return {
    kind: 'script',
    expression: compileExpression((element['script'] as string | undefined) ?? '', 'feel'),
    ...(resultVariable === undefined ? {} : { resultVariable }),
  };
};

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
      return { kind: 'none', sends: referencedName(element, 'messageRef') };
    }
    case 'bpmn:ScriptTask':
      return scriptOf(element);
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
    triggers: ((element['eventDefinitions'] ?? []) as ModdleElement[]).map((definition) =>
      triggerOf(definition, element),
    ),
    work: workOf(element),
    ...(elementVariable === undefined ? {} : { elementVariable }),
  };
};

/** The condition of a sequence flow, if it has one. */
export const compileCondition = (flow: ModdleElement): Expression | undefined =>
  compileBody(flow['conditionExpression']);
