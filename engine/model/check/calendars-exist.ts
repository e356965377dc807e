/** Every `ladder:calendar` names a calendar that is kept here, so that no timer finds out at run time. */
import type { ModdleElement } from '../moddle-element.ts';
import { eventDefinitionsOf } from './element-types.ts';
import { sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const calendarAttribute = 'ladder:calendar';

export const calendarsExist: Rule = {
  name: 'calendars-exist',
  severity: 'error-if-executable',
  *check({ processes, nodes, surroundings: { calendarIds } }): Iterable<Finding> {
    if (calendarIds === undefined) return;
    const bearers = [
      ...processes.map((process) => [process, process] as const),
      ...nodes.flatMap((node) =>
        [node, ...eventDefinitionsOf(node)].map((bearer): readonly [ModdleElement, ModdleElement] => [node, bearer]),
      ),
    ];
    for (const [element, bearer] of bearers) {
      const named = bearer.$attrs[calendarAttribute]?.trim();
      if (named === undefined || named === '' || calendarIds.has(named)) continue;
      yield {
        element,
        message: `${sentence(title(element))} counts by the calendar '${named}', which does not exist; allowed are ${[...calendarIds].join(', ')}.`,
      };
    }
  },
};
