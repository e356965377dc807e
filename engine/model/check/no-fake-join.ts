/** Paths meet at a gateway (bpmnlint: fake-join). */
import { isGateway } from './element-types.ts';
import { sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const noFakeJoin: Rule = {
  name: 'no-fake-join',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes)
      if (!isGateway(node) && typeOf(node) !== 'EndEvent' && model.incoming(node).length > 1)
        yield {
          element: node,
          message: `${sentence(title(node))} has ${model.incoming(node).length} incoming flows and runs once for each; put a gateway before it to show what is meant.`,
        };
  },
};
