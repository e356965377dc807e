/** The topic under which a job worker finds external work: `camunda:type="external"` with a topic, or a Zeebe task type. */
import type { Expression } from '../../model/expression/compile-expression.ts';
import type { ModdleElement } from '../../model/parse-bpmn.ts';
import { attributeOf, extensionOf, foreignAttribute } from './extension.ts';
import { textExpression } from './expression.ts';

export const topicOf = (element: ModdleElement): Expression | undefined => {
  const topic = attributeOf(element, 'topic') ?? foreignAttribute(extensionOf(element, 'zeebe:taskDefinition'), 'type');
  return topic === undefined ? undefined : textExpression(topic);
};
