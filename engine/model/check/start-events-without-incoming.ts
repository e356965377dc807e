/** A start event is no target of a sequence flow (§10.5.2). */
import { sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const startEventsWithoutIncoming: Rule = {
  name: 'start-events-without-incoming',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes)
      if (typeOf(node) === 'StartEvent' && model.incoming(node).length > 0)
        yield {
          element: node,
          message: `${sentence(title(node))} has incoming sequence flows; let them lead to the element behind it.`,
        };
  },
};
