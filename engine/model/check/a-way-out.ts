/** An activity whose ways out all have conditions needs a default flow, or it may end with nowhere to go (§8.4.13). */
import { isActivity } from './element-types.ts';
import { elementOf, sentence, textOf, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const aWayOut: Rule = {
  name: 'a-way-out',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      const flows = model.outgoing(node);
      if (!isActivity(node) || flows.length === 0 || elementOf(node, 'default') !== undefined) continue;
      if (flows.every(({ element }) => textOf(elementOf(element, 'conditionExpression'), 'body') !== undefined))
        yield {
          element: node,
          message: `${sentence(title(node))} is left only under conditions; make one of its flows the default for when none holds.`,
        };
    }
  },
};
