/** A gateway joins or splits, and only one of both (bpmnlint: superfluous-gateway, no-gateway-join-fork). */
import { isGateway } from './element-types.ts';
import { sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const superfluousGateways: Rule = {
  name: 'superfluous-gateways',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      if (!isGateway(node)) continue;
      const [ins, outs] = [model.incoming(node).length, model.outgoing(node).length];
      if (ins === 1 && outs === 1)
        yield {
          element: node,
          message: `${sentence(title(node))} has one flow in and one out, so it changes nothing; remove it.`,
        };
      if (ins > 1 && outs > 1)
        yield {
          element: node,
          message: `${sentence(title(node))} joins and splits; two gateways are easier to read.`,
        };
    }
  },
};
