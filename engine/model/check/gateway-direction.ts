/** A gateway has the incoming and outgoing flows its gatewayDirection promises (§8.4.9). */
import { isGateway } from './element-types.ts';
import { sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const gatewayDirection: Rule = {
  name: 'gateway-direction',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      if (!isGateway(node)) continue;
      const [ins, outs] = [model.incoming(node).length, model.outgoing(node).length];
      const direction = node['gatewayDirection'] as string | undefined;
      const flows = `${ins} incoming and ${outs} outgoing sequence flows`;
      if (direction === 'Converging' && outs > 1)
        yield {
          element: node,
          message: `${sentence(title(node))} is marked converging and has ${flows}; at most one may leave it, or change its direction.`,
        };
      if (direction === 'Diverging' && ins > 1)
        yield {
          element: node,
          message: `${sentence(title(node))} is marked diverging and has ${flows}; at most one may enter it, or change its direction.`,
        };
      if (direction === 'Mixed' && (ins < 2 || outs < 2))
        yield {
          element: node,
          message: `${sentence(title(node))} is marked mixed and has ${flows}; it needs several of both, or another direction.`,
        };
    }
  },
};
