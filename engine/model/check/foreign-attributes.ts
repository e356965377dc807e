/** Attributes are the standard's or belong to a namespace of their own. */
import { sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const foreignAttributes: Rule = {
  name: 'foreign-attributes',
  severity: 'warning',
  *check({ parsed }): Iterable<Finding> {
    for (const { message, element } of parsed.warnings) {
      const attribute = /^unknown attribute <(.*)>/.exec(message)?.[1];
      if (attribute !== undefined && element !== undefined)
        yield {
          element,
          message: `${sentence(title(element))} has the attribute '${attribute}', which BPMN does not know and which has no effect; remove it or give it a namespace.`,
        };
    }
  },
};
