/** Every id of a file is used once (XML Schema, type ID). */
import type { Finding, Rule } from './rule.ts';

export const uniqueIds: Rule = {
  name: 'unique-ids',
  severity: 'error',
  *check({ parsed }): Iterable<Finding> {
    for (const { id, line, type } of parsed.source.duplicates)
      yield {
        element: parsed.elementsById[id] ?? parsed.rootElement,
        line,
        message: `The id '${id}' is used again by a ${type}; give every element its own id.`,
      };
  },
};
