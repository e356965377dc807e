/** A process has one start event without trigger (bpmnlint: single-blank-start-event). */
import { eventDefinitionsOf } from './element-types.ts';
import { sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const singleBlankStart: Rule = {
  name: 'single-blank-start',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const { element, nodes } of model.scopes) {
      const blanks = nodes.filter((node) => typeOf(node) === 'StartEvent' && eventDefinitionsOf(node).length === 0);
      if (typeOf(element) === 'Process' && blanks.length > 1)
        yield {
          element,
          message: `${sentence(title(element))} has ${blanks.length} start events without trigger; whoever starts it must say which, keep one.`,
        };
    }
  },
};
