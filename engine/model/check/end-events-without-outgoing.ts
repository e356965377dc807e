/** An end event is no source of a sequence flow (§10.5.3). */
import { sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const endEventsWithoutOutgoing: Rule = {
  name: 'end-events-without-outgoing',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes)
      if (typeOf(node) === 'EndEvent' && model.outgoing(node).length > 0)
        yield {
          element: node,
          message: `${sentence(title(node))} has outgoing sequence flows; use an intermediate event where the path goes on.`,
        };
  },
};
