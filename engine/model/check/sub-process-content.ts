/** A sub-process begins at one place without trigger (§10.3.5). */
import { isEventSubProcess, isSubProcess } from './element-types.ts';
import { sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const subProcessContent: Rule = {
  name: 'sub-process-content',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const { element, nodes } of model.scopes) {
      if (!isSubProcess(element) || isEventSubProcess(element)) continue;
      const starts = nodes.filter((node) => typeOf(node) === 'StartEvent');
      if (starts.length > 1)
        yield {
          element,
          message: `${sentence(title(element))} has ${starts.length} start events, which all begin at once; one is clearer.`,
        };
      if (nodes.length === 0)
        yield { element, message: `${sentence(title(element))} is empty and ends at once; fill it or use a task.` };
    }
  },
};
