/** A conditional event has a condition (§10.5.5). */
import { eventDefinitionsOf, triggerOf } from './element-types.ts';
import { elementOf, sentence, textOf, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const conditionalEventsHaveConditions: Rule = {
  name: 'conditional-events-have-conditions',
  severity: 'error-if-executable',
  *check(model): Iterable<Finding> {
    for (const event of model.nodes)
      for (const definition of eventDefinitionsOf(event))
        if (triggerOf(definition) === 'conditional' && textOf(elementOf(definition, 'condition'), 'body') === undefined)
          yield {
            element: event,
            message: `${sentence(title(event))} waits for a condition it does not name; write one, such as =amount > 100.`,
          };
  },
};
