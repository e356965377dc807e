/** Each way out of a splitting exclusive or inclusive gateway has a condition or is the default (§10.6.2, §10.6.3). */
import { elementOf, sentence, textOf, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const exclusiveGatewaysDecide: Rule = {
  name: 'exclusive-gateways-decide',
  severity: 'error-if-executable',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      const flows = model.outgoing(node);
      if (!['ExclusiveGateway', 'InclusiveGateway'].includes(typeOf(node)) || flows.length < 2) continue;
      const open = flows.filter(
        ({ element }) =>
          elementOf(node, 'default') !== element &&
          textOf(elementOf(element, 'conditionExpression'), 'body') === undefined,
      );
      // a single way without condition is commonly meant as the default
      const isMeantAsDefault = open.length === 1 && elementOf(node, 'default') === undefined;
      for (const { element } of open)
        yield {
          element,
          ...(isMeantAsDefault || typeOf(node) === 'InclusiveGateway' ? { severity: 'warning' as const } : {}),
          message: `${sentence(title(element))} leaves ${title(node)} without a condition and is not its default flow; give it a condition or make it the default.`,
        };
    }
  },
};
