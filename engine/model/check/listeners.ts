/** Listeners of other engines are kept in the file but never called here. */
import { extensionsOf, sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const LISTENERS = /:(?:executionListener|executionListeners|taskListener|taskListeners)$/;

export const listeners: Rule = {
  name: 'listeners',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const element of [...model.processes, ...model.nodes])
      if (extensionsOf(element).some(({ $type }) => LISTENERS.test($type)))
        yield {
          element,
          message: `${sentence(title(element))} has listeners, which do not run here; give their work to a task or a mapping.`,
        };
  },
};
