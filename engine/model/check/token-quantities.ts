/** An activity that needs or gives several tokens at once is legal (§10.3.1, startQuantity) but cannot be run here. */
import { isActivity } from './element-types.ts';
import { sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const QUANTITIES = ['startQuantity', 'completionQuantity'] as const;

export const tokenQuantities: Rule = {
  name: 'token-quantities',
  severity: 'error-if-executable',
  *check(model): Iterable<Finding> {
    for (const element of model.nodes)
      for (const quantity of QUANTITIES) {
        const value = isActivity(element) ? ((element[quantity] as number | undefined) ?? 1) : 1;
        if (value === 1) continue;
        yield {
          element,
          message: `${sentence(title(element))} has ${quantity} ${value}; only 1 can be run. Draw what is meant with gateways or several flows.`,
        };
      }
  },
};
