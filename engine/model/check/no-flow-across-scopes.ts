/** A sequence flow crosses no border of a process or sub-process (§7.6.1, §10.3.5). */
import { sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const noFlowAcrossScopes: Rule = {
  name: 'no-flow-across-scopes',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const scope of model.scopes)
      for (const { element, source, target } of scope.flows) {
        const from = source && model.scopeOf(source);
        const to = target && model.scopeOf(target);
        if (from === undefined || to === undefined) continue;
        if (from !== to)
          yield {
            element,
            message: `${sentence(title(element))} leads from ${title(source!)} in ${title(from.element)} to ${title(target!)} in ${title(to.element)}; a sequence flow stays inside one scope, let it end at the border or use an event or a message flow.`,
          };
        else if (from !== scope)
          yield {
            element,
            severity: 'error-if-executable',
            message: `${sentence(title(element))} is written in ${title(scope.element)} but joins elements of ${title(from.element)}; move it there.`,
          };
      }
  },
};
