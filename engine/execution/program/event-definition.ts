/** The event definitions of BPMN 2.0.2 §10.5.5, compiled. */
import type { Expression } from '../../model/expression/compile-expression.ts';
import type { ModdleElement } from '../../model/parse-bpmn.ts';
import { calendarOf } from '../../model/timer/calendar-of.ts';
import { compileTimer, type Timer } from '../../model/timer/compile-timer.ts';
import { correlationKeyOf } from './correlation.ts';
import { attributeOf } from './extension.ts';
import { bodyExpression, textExpression } from './expression.ts';
import { topicOf } from './topic.ts';

export type EventDefinition =
  | { readonly kind: 'message'; readonly name?: Expression; readonly key?: Expression; readonly topic?: Expression }
  | { readonly kind: 'signal'; readonly name: Expression }
  | { readonly kind: 'timer'; readonly timer: Timer }
  | { readonly kind: 'conditional'; readonly condition: Expression }
  /** Without a code it catches every error. */
  | {
      readonly kind: 'error';
      readonly code?: string;
      readonly codeVariable?: string;
      readonly messageVariable?: string;
    }
  | { readonly kind: 'escalation'; readonly code?: string; readonly codeVariable?: string }
  | { readonly kind: 'compensation'; readonly activityId?: string; readonly waits: boolean }
  | { readonly kind: 'link'; readonly name: string }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'terminate' };

const never: Expression = { source: '', language: 'literal', evaluate: () => null };

/** `ladder:timeZone` and `ladder:calendar` say in which zone and by whose working time a timer counts. */
const timerOf = (definition: ModdleElement, event: ModdleElement): Timer => {
  const timeZone = attributeOf(definition, 'timeZone');
  const calendar = calendarOf(definition, event);
  for (const kind of ['date', 'duration', 'cycle'] as const) {
    const property = `time${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    const { body, language } = (definition[property] ?? {}) as { body?: string; language?: string };
    if (body === undefined || body.trim() === '') continue;
    const options = {
      ...(language !== undefined && { language }),
      ...(timeZone !== undefined && { timeZone }),
      ...(calendar !== undefined && { calendar }),
    };
    try {
      return compileTimer(kind, body.trim(), options);
    } catch (error) {
      return failingTimer(error);
    }
  }
  return failingTimer(new Error('The timer says neither a date nor a duration nor a cycle.'));
};

/** A timer that can't be read stops only the run that would arm it. */
const failingTimer = (error: unknown): Timer => {
  const fail = (): never => {
    throw error;
  };
  return { first: fail, next: fail };
};

const attribute = (definition: ModdleElement, name: string): string | undefined => definition.$attrs[`camunda:${name}`];

/** The text by which a message, signal, error or escalation is known: the referenced element's own word for it. */
const referenced = (definition: ModdleElement, property: string): ModdleElement | undefined =>
  definition[property] as ModdleElement | undefined;

/** What a message event, send task or receive task refers to. */
export const messageOf = (owner: ModdleElement, bearer: ModdleElement): EventDefinition & { kind: 'message' } => {
  const message = referenced(bearer, 'messageRef');
  const key = correlationKeyOf(owner, bearer, message);
  const topic = topicOf(bearer) ?? topicOf(owner);
  return {
    kind: 'message',
    ...(message && { name: textExpression(message.name ?? message.id ?? '') }),
    ...(key && { key }),
    ...(topic && { topic }),
  };
};

const compileOne = (owner: ModdleElement, definition: ModdleElement): EventDefinition => {
  switch (definition.$type) {
    case 'bpmn:MessageEventDefinition':
      return messageOf(owner, definition);
    case 'bpmn:SignalEventDefinition': {
      const signal = referenced(definition, 'signalRef');
      return { kind: 'signal', name: textExpression(signal?.name ?? signal?.id ?? '') };
    }
    case 'bpmn:TimerEventDefinition':
      return { kind: 'timer', timer: timerOf(definition, owner) };
    case 'bpmn:ConditionalEventDefinition':
      return { kind: 'conditional', condition: bodyExpression(definition['condition']) ?? never };
    case 'bpmn:ErrorEventDefinition': {
      const error = referenced(definition, 'errorRef');
      const code = (error?.['errorCode'] as string | undefined) ?? error?.name ?? error?.id;
      const codeVariable = attribute(definition, 'errorCodeVariable');
      const messageVariable = attribute(definition, 'errorMessageVariable');
      return {
        kind: 'error',
        ...(code !== undefined && { code }),
        ...(codeVariable !== undefined && { codeVariable }),
        ...(messageVariable !== undefined && { messageVariable }),
      };
    }
    case 'bpmn:EscalationEventDefinition': {
      const escalation = referenced(definition, 'escalationRef');
      const code = (escalation?.['escalationCode'] as string | undefined) ?? escalation?.name ?? escalation?.id;
      const codeVariable = attribute(definition, 'escalationCodeVariable');
      return {
        kind: 'escalation',
        ...(code !== undefined && { code }),
        ...(codeVariable !== undefined && { codeVariable }),
      };
    }
    case 'bpmn:CompensateEventDefinition': {
      const activityId = referenced(definition, 'activityRef')?.id;
      return {
        kind: 'compensation',
        waits: definition['waitForCompletion'] !== false,
        ...(activityId !== undefined && { activityId }),
      };
    }
    case 'bpmn:LinkEventDefinition':
      return { kind: 'link', name: definition.name ?? '' };
    case 'bpmn:CancelEventDefinition':
      return { kind: 'cancel' };
    default:
      return { kind: 'terminate' };
  }
};

/** Compiles the definitions written in an event and those it refers to. */
export const eventDefinitionsOf = (event: ModdleElement): readonly EventDefinition[] =>
  [
    ...((event['eventDefinitions'] as ModdleElement[] | undefined) ?? []),
    ...((event['eventDefinitionRef'] as ModdleElement[] | undefined) ?? []),
  ].map((definition) => compileOne(event, definition));

/** Compiles one definition that stands outside an event, as the behaviour events of a multi-instance activity do. */
export const eventDefinitionOf = (owner: ModdleElement, definition: ModdleElement): EventDefinition =>
  compileOne(owner, definition);
