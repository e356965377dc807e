/** An event sub-process stands outside the flow and begins with exactly one triggered start event (§10.3.5.2). */
import { isEventSubProcess } from './element-types.ts';
import { sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const eventSubProcesses: Rule = {
  name: 'event-sub-processes',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const { element, nodes } of model.scopes) {
      if (!isEventSubProcess(element)) continue;
      if (model.incoming(element).length + model.outgoing(element).length > 0)
        yield {
          element,
          message: `${sentence(title(element))} is an event sub-process and has sequence flows; it starts by its event, remove them.`,
        };
      const starts = nodes.filter((node) => typeOf(node) === 'StartEvent');
      if (starts.length !== 1)
        yield {
          element,
          message: `${sentence(title(element))} is an event sub-process with ${starts.length} start events; it needs exactly one.`,
        };
    }
  },
};
