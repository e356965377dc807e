/** A boundary event stands on an activity of its own scope (§10.5.4). */
import { isActivity, isEventSubProcess } from './element-types.ts';
import { elementOf, sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const boundaryEventsOnActivities: Rule = {
  name: 'boundary-events-on-activities',
  severity: 'error',
  *check(model): Iterable<Finding> {
    const reported = new Set(
      model.parsed.unresolved.filter(({ property }) => property === 'attachedToRef').map(({ element }) => element),
    );
    for (const node of model.nodes) {
      if (typeOf(node) !== 'BoundaryEvent' || reported.has(node)) continue;
      const host = elementOf(node, 'attachedToRef');
      if (host === undefined)
        yield { element: node, message: `${sentence(title(node))} stands on nothing; attach it to an activity.` };
      else if (!isActivity(host))
        yield {
          element: node,
          message: `${sentence(title(node))} stands on ${title(host)}; only activities can have boundary events.`,
        };
      else if (model.scopeOf(host) !== model.scopeOf(node))
        yield {
          element: node,
          message: `${sentence(title(node))} is written in another scope than ${title(host)}, on which it stands; move it beside the activity.`,
        };
      else if (isEventSubProcess(host))
        yield {
          element: node,
          message: `${sentence(title(node))} stands on the event sub-process ${title(host)}, which is no part of the normal flow; put the event on an activity around or inside it.`,
        };
    }
  },
};
