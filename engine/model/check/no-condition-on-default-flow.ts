/** A default flow should have no condition; the standard ignores one that is there (§10.6.2, attribute default). */
import { elementOf, sentence, textOf, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const noConditionOnDefaultFlow: Rule = {
  name: 'no-condition-on-default-flow',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const { element, source } of model.scopes.flatMap(({ flows }) => flows)) {
      if (source === undefined || elementOf(source, 'default') !== element) continue;
      if (textOf(elementOf(element, 'conditionExpression'), 'body') === undefined) continue;
      yield {
        element,
        message: `${sentence(title(element))} is the default flow of ${title(source)}, so its condition is never asked; remove the condition or choose another default.`,
      };
    }
  },
};
