/** An ad-hoc sub-process contains activities, but neither start nor end events (§10.3.5.4). */
import { isActivity } from './element-types.ts';
import { sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const adHocSubProcesses: Rule = {
  name: 'ad-hoc-sub-processes',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const { element, nodes } of model.scopes) {
      if (typeOf(element) !== 'AdHocSubProcess') continue;
      for (const node of nodes)
        if (['StartEvent', 'EndEvent'].includes(typeOf(node)))
          yield {
            element: node,
            message: `${sentence(title(node))} stands in ${title(element)}; an ad-hoc sub-process has neither start nor end events, remove it.`,
          };
      if (!nodes.some(isActivity))
        yield {
          element,
          message: `${sentence(title(element))} contains no activity; an ad-hoc sub-process needs at least one.`,
        };
    }
  },
};
