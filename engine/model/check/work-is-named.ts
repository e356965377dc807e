/** Automatic work names the topic under which a worker finds it (§10.3.3). */
import type { ModdleElement } from '../moddle-element.ts';
import { camundaOf, elementOf, sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const needOf = (node: ModdleElement): string | undefined => {
  const topic = camundaOf(node, 'topic');
  if (topic !== undefined || node.$attrs['ladder:notify'] !== undefined) return undefined;
  switch (typeOf(node)) {
    case 'ServiceTask':
      return 'says nowhere what does its work; give it a topic (camunda:type="external")';
    case 'SendTask':
      return elementOf(node, 'messageRef') === undefined
        ? 'says nowhere what it sends; give it a topic or a message'
        : undefined;
    case 'BusinessRuleTask':
      return camundaOf(node, 'decisionRef') === undefined
        ? 'names no decision; give it a decision reference or a topic'
        : undefined;
    default:
      return undefined;
  }
};

export const workIsNamed: Rule = {
  name: 'work-is-named',
  severity: 'error-if-executable',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      const need = needOf(node);
      // a send task without a word of what it sends still says that something is sent
      const isMild = typeOf(node) === 'SendTask';
      if (need !== undefined)
        yield {
          element: node,
          ...(isMild ? { severity: 'warning' as const } : {}),
          message: `${sentence(title(node))} ${need}.`,
        };
    }
  },
};
