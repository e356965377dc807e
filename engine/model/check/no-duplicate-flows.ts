/** Two elements are joined by one sequence flow (bpmnlint: no-duplicate-sequence-flows). */
import type { ModdleElement } from '../moddle-element.ts';
import { elementOf, sentence, textOf, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const conditionOf = (flow: ModdleElement): string => textOf(elementOf(flow, 'conditionExpression'), 'body') ?? '';

export const noDuplicateFlows: Rule = {
  name: 'no-duplicate-flows',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      const seen = new Map<string, ModdleElement>();
      for (const { element, target } of model.outgoing(node)) {
        if (target === undefined) continue;
        const key = `${target.id} ${conditionOf(element)}`;
        const first = seen.get(key);
        if (first === undefined) seen.set(key, element);
        else
          yield {
            element,
            message: `${sentence(title(element))} joins the same elements as ${title(first)} under the same condition; remove one.`,
          };
      }
    }
  },
};
