/** A compensation throw event names an activity within its reach, or none (§10.5.5, §13.5.5). */
import type { CheckedModel } from './checked-model.ts';
import type { ModdleElement } from '../moddle-element.ts';
import { eventDefinitionsOf, isActivity, triggerOf } from './element-types.ts';
import { elementOf, sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

/** Whether the activity stands in the event's scope or in one around it. */
const isInSight = (model: CheckedModel, event: ModdleElement, activity: ModdleElement): boolean => {
  const wanted = model.scopeOf(activity);
  for (let scope = model.scopeOf(event); scope !== undefined; scope = model.scopeOf(scope.element))
    if (scope === wanted) return true;
  return false;
};

export const compensationThrows: Rule = {
  name: 'compensation-throws',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const event of model.nodes) {
      if (!['IntermediateThrowEvent', 'EndEvent'].includes(typeOf(event))) continue;
      for (const definition of eventDefinitionsOf(event)) {
        const activity = triggerOf(definition) === 'compensate' ? elementOf(definition, 'activityRef') : undefined;
        if (activity === undefined) continue;
        if (!isActivity(activity))
          yield {
            element: event,
            message: `${sentence(title(event))} compensates ${title(activity)}; only an activity can be compensated.`,
          };
        else if (!isInSight(model, event, activity))
          yield {
            element: event,
            severity: 'error-if-executable',
            message: `${sentence(title(event))} compensates ${title(activity)}, which is out of its reach; name an activity of the same scope or of one around it.`,
          };
      }
    }
  },
};
