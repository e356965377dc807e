/** Attributes with a fixed set of values have one of them, quantities are at least one. */
import { elementOf, sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const VALUES: Readonly<Record<string, readonly string[]>> = {
  gatewayDirection: ['Unspecified', 'Converging', 'Diverging', 'Mixed'],
  eventGatewayType: ['Exclusive', 'Parallel'],
  ordering: ['Parallel', 'Sequential'],
  behavior: ['None', 'One', 'All', 'Complex'],
};

export const attributeValues: Rule = {
  name: 'attribute-values',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      for (const part of [node, elementOf(node, 'loopCharacteristics')])
        for (const [attribute, allowed] of Object.entries(VALUES)) {
          const value = part?.[attribute];
          if (typeof value === 'string' && !allowed.includes(value))
            yield {
              element: node,
              message: `${sentence(title(node))} has the ${attribute} '${value}'; ${allowed.join(', ')} are allowed.`,
            };
        }
      for (const quantity of ['startQuantity', 'completionQuantity'])
        if (Object.hasOwn(node, quantity) && !((node[quantity] as number) >= 1))
          yield {
            element: node,
            message: `${sentence(title(node))} has the ${quantity} ${String(node[quantity])}; 1 or more is needed.`,
          };
    }
  },
};
