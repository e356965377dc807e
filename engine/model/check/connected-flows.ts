/** A sequence flow has a source and a target (§8.4.13). */
import { sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const connectedFlows: Rule = {
  name: 'connected-flows',
  severity: 'error',
  *check({ scopes, parsed }): Iterable<Finding> {
    const reported = new Set(parsed.unresolved.map(({ element, property }) => `${element.id} ${property}`));
    for (const { element, source, target } of scopes.flatMap(({ flows }) => flows)) {
      for (const [end, property] of [
        [source, 'sourceRef'],
        [target, 'targetRef'],
      ] as const)
        if (end === undefined && !reported.has(`${element.id} ${property}`))
          yield {
            element,
            message: `${sentence(title(element))} has no ${property === 'sourceRef' ? 'source' : 'target'}; connect both its ends or delete it.`,
          };
    }
  },
};
