/** What an activity asks of the world outside, compiled: people, job workers, decisions, scripts, other processes. */
import type { Expression } from '../../model/expression/compile-expression.ts';
import type { ModdleElement } from '../../model/parse-bpmn.ts';
import { callOf, type CallWork } from './call.ts';
import { messageOf, type EventDefinition } from './event-definition.ts';
import { attributeOf, extensionOf, foreignAttribute } from './extension.ts';
import { textExpression, valueExpression } from './expression.ts';
import { topicOf } from './topic.ts';
import { userWorkOf, type UserWork } from './user-work.ts';

export type ExternalWork = {
  readonly kind: 'external';
  readonly topic: Expression;
  readonly priority?: Expression;
};

/** How a decision's result becomes one value (`camunda:mapDecisionResult`); `undefined`: as the decision gives it. */
export type DecisionResultMode = 'singleEntry' | 'singleResult' | 'collectEntries' | 'resultList';

export type DecisionWork = {
  readonly kind: 'decision';
  readonly decisionId: Expression;
  readonly resultVariable?: string;
  readonly mode?: DecisionResultMode;
};

export type ScriptWork = { readonly kind: 'script'; readonly script: Expression; readonly resultVariable?: string };

export type MessageWork = { readonly kind: 'message'; readonly message: EventDefinition & { kind: 'message' } };

export type Work = UserWork | ExternalWork | DecisionWork | ScriptWork | MessageWork | CallWork;

const externalWorkOf = (element: ModdleElement): ExternalWork | undefined => {
  const topic = topicOf(element);
  const priority = attributeOf(element, 'taskPriority');
  return topic && { kind: 'external', topic, ...(priority !== undefined && { priority: textExpression(priority) }) };
};

const decisionWorkOf = (element: ModdleElement): DecisionWork | undefined => {
  const zeebe = extensionOf(element, 'zeebe:calledDecision');
  const decisionId = attributeOf(element, 'decisionRef') ?? foreignAttribute(zeebe, 'decisionId');
  if (decisionId === undefined) return undefined;
  const resultVariable = attributeOf(element, 'resultVariable') ?? foreignAttribute(zeebe, 'resultVariable');
  const mode = attributeOf(element, 'mapDecisionResult') as DecisionResultMode | undefined;
  return {
    kind: 'decision',
    decisionId: textExpression(decisionId),
    ...(resultVariable !== undefined && { resultVariable }),
    ...(zeebe ? {} : { mode: mode ?? 'resultList' }),
  };
};

const scriptWorkOf = (element: ModdleElement): ScriptWork | undefined => {
  const zeebe = extensionOf(element, 'zeebe:script');
  const source = foreignAttribute(zeebe, 'expression') ?? (element['script'] as string | undefined);
  if (source === undefined || source.trim() === '') return undefined;
  const resultVariable = attributeOf(element, 'resultVariable') ?? foreignAttribute(zeebe, 'resultVariable');
  return {
    kind: 'script',
    script: valueExpression(source.trim(), element['scriptFormat'] as string | undefined),
    ...(resultVariable !== undefined && { resultVariable }),
  };
};

export const workOf = (element: ModdleElement): Work | undefined => {
  switch (element.$type) {
    case 'bpmn:UserTask':
      return userWorkOf(element);
    case 'bpmn:ServiceTask':
      return externalWorkOf(element);
    case 'bpmn:SendTask':
      return externalWorkOf(element) ?? { kind: 'message', message: messageOf(element, element) };
    case 'bpmn:ReceiveTask':
      return { kind: 'message', message: messageOf(element, element) };
    case 'bpmn:BusinessRuleTask':
      return decisionWorkOf(element) ?? externalWorkOf(element);
    case 'bpmn:ScriptTask':
      return scriptWorkOf(element) ?? externalWorkOf(element);
    case 'bpmn:CallActivity':
      return callOf(element);
    default:
      return undefined;
  }
};
