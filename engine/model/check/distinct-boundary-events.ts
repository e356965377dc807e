/** Of two boundary events for the same thing on one activity only one can react. */
import type { ModdleElement } from '../moddle-element.ts';
import { eventDefinitionsOf, triggerOf } from './element-types.ts';
import { elementOf, sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const CAUGHT_BY_REFERENCE = [
  ['error', 'errorRef'],
  ['escalation', 'escalationRef'],
  ['message', 'messageRef'],
] as const;

const causeOf = (event: ModdleElement): string | undefined => {
  const [definition, ...others] = eventDefinitionsOf(event);
  if (definition === undefined || others.length > 0) return undefined;
  const known = CAUGHT_BY_REFERENCE.find(([trigger]) => trigger === triggerOf(definition));
  return known && `${known[0]} ${elementOf(definition, known[1])?.id ?? ''}`;
};

export const distinctBoundaryEvents: Rule = {
  name: 'distinct-boundary-events',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const host of model.nodes) {
      const seen = new Map<string, ModdleElement>();
      for (const event of model.boundaries(host)) {
        const cause = causeOf(event);
        const first = cause === undefined ? undefined : seen.get(cause);
        if (first !== undefined)
          yield {
            element: event,
            message: `${sentence(title(event))} waits for the same as ${title(first)} on ${title(host)}; keep one of them or tell them apart.`,
          };
        else if (cause !== undefined) seen.set(cause, event);
      }
    }
  },
};
