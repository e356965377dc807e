/** A boundary event has no incoming flow and at least one outgoing, except for compensation (§10.5.4). */
import { hasTrigger } from './element-types.ts';
import { sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const boundaryEventsConnected: Rule = {
  name: 'boundary-events-connected',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      if (typeOf(node) !== 'BoundaryEvent') continue;
      if (model.incoming(node).length > 0)
        yield {
          element: node,
          message: `${sentence(title(node))} has incoming sequence flows, but it is entered by its trigger; let them lead to the element behind it.`,
        };
      const isCompensation = hasTrigger(node, 'compensate');
      if (isCompensation && model.outgoing(node).length > 0)
        yield {
          element: node,
          message: `${sentence(title(node))} catches compensation and has outgoing sequence flows; join it to its handler by an association.`,
        };
      if (!isCompensation && model.outgoing(node).length === 0)
        yield {
          element: node,
          message: `${sentence(title(node))} leads nowhere; draw a sequence flow to what happens when it is triggered.`,
        };
    }
  },
};
