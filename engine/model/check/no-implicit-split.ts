/** A path divides at a gateway (bpmnlint: no-implicit-split). */
import type { ModdleElement } from '../moddle-element.ts';
import { isGateway } from './element-types.ts';
import { elementOf, sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const isPlain = (node: ModdleElement, flow: ModdleElement): boolean =>
  elementOf(flow, 'conditionExpression') === undefined && elementOf(node, 'default') !== flow;

export const noImplicitSplit: Rule = {
  name: 'no-implicit-split',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      if (isGateway(node)) continue;
      const plain = model.outgoing(node).filter(({ element }) => isPlain(node, element));
      if (plain.length > 1)
        yield {
          element: node,
          message: `${sentence(title(node))} has ${plain.length} outgoing flows without condition, which are all taken; put a parallel gateway behind it to show it.`,
        };
    }
  },
};
