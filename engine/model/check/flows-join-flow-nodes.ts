/** Sequence flows lead from and to activities, events and gateways only (§7.6.1). */
import { isFlowNode } from './element-types.ts';
import { sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const flowsJoinFlowNodes: Rule = {
  name: 'flows-join-flow-nodes',
  severity: 'error',
  *check({ scopes }): Iterable<Finding> {
    for (const { element, source, target } of scopes.flatMap(({ flows }) => flows))
      for (const end of [source, target])
        if (end !== undefined && !isFlowNode(end))
          yield {
            element,
            message: `${sentence(title(element))} is connected to ${title(end)}; a sequence flow joins activities, events and gateways, use an association or a message flow here.`,
          };
  },
};
