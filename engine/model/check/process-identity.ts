/** A process has an id, by which it is started, and belongs to one pool. */
import type { ModdleElement } from '../moddle-element.ts';
import { elementOf, elementsOf, sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const processIdentity: Rule = {
  name: 'process-identity',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const process of model.processes)
      if (process.id === undefined)
        yield { element: process, message: 'A process has no id; give it one, it is started by it.' };
    for (const collaboration of model.collaborations) {
      const owners = new Map<ModdleElement, ModdleElement>();
      for (const pool of elementsOf(collaboration, 'participants')) {
        const process = elementOf(pool, 'processRef');
        if (process === undefined) continue;
        const owner = owners.get(process);
        if (owner !== undefined)
          yield {
            element: pool,
            severity: 'warning',
            message: `${sentence(title(pool))} and ${title(owner)} both refer to ${title(process)}; give each pool its own process.`,
          };
        owners.set(process, pool);
      }
    }
  },
};
