/** Conditions stand on flows that leave activities and deciding gateways (§8.4.13, §10.6). */
import { isEvent } from './element-types.ts';
import { elementOf, sentence, textOf, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const UNDECIDED = new Set(['ParallelGateway', 'EventBasedGateway']);

export const conditionsWhereAllowed: Rule = {
  name: 'conditions-where-allowed',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const { element, source } of model.scopes.flatMap(({ flows }) => flows)) {
      if (source === undefined || textOf(elementOf(element, 'conditionExpression'), 'body') === undefined) continue;
      if (UNDECIDED.has(typeOf(source)) || isEvent(source))
        yield {
          element,
          message: `${sentence(title(element))} has a condition, but ${title(source)} does not decide by conditions; remove it or put an exclusive gateway between.`,
        };
    }
  },
};
