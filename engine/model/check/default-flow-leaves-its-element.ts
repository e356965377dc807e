/** A default flow is one of the outgoing flows of the element that names it (§8.4.13). */
import { elementOf, sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const defaultFlowLeavesItsElement: Rule = {
  name: 'default-flow-leaves-its-element',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      const flow = elementOf(node, 'default');
      if (flow !== undefined && elementOf(flow, 'sourceRef') !== node)
        yield {
          element: node,
          message: `${sentence(title(node))} names ${title(flow)} as its default flow, which does not leave it; choose one of its outgoing flows.`,
        };
    }
  },
};
