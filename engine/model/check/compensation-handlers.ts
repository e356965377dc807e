/** Compensation handlers stand outside the flow and are joined to their boundary event by an association (§10.7). */
import type { ModdleElement } from '../moddle-element.ts';
import type { CheckedModel } from './checked-model.ts';
import { hasTrigger, isActivity } from './element-types.ts';
import { sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const handlersOf = (model: CheckedModel, boundary: ModdleElement): readonly ModdleElement[] => [
  ...new Set(model.associated(boundary).filter(isActivity)),
];

function* boundaryProblems(model: CheckedModel, boundary: ModdleElement): Iterable<Finding> {
  const handlers = handlersOf(model, boundary);
  if (handlers.length !== 1)
    yield {
      element: boundary,
      ...(handlers.length === 0 ? { severity: 'error-if-executable' as const } : {}),
      message: `${sentence(title(boundary))} is joined to ${handlers.length} compensation handlers; draw an association to exactly one.`,
    };
  for (const handler of handlers)
    if (handler['isForCompensation'] !== true)
      yield {
        element: handler,
        message: `${sentence(title(handler))} handles the compensation of ${title(boundary)} but is not marked for compensation; mark it.`,
      };
    else if (model.scopeOf(handler) !== model.scopeOf(boundary))
      yield {
        element: handler,
        message: `${sentence(title(handler))} compensates in another scope than ${title(boundary)}; move it beside the event.`,
      };
}

export const compensationHandlers: Rule = {
  name: 'compensation-handlers',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      if (typeOf(node) === 'BoundaryEvent' && hasTrigger(node, 'compensate')) yield* boundaryProblems(model, node);
      if (node['isForCompensation'] !== true) continue;
      if (model.incoming(node).length + model.outgoing(node).length > 0)
        yield {
          element: node,
          message: `${sentence(title(node))} is a compensation handler and has sequence flows; it runs only to undo, remove them.`,
        };
      if (!model.associated(node).some((other) => hasTrigger(other, 'compensate')))
        yield {
          element: node,
          severity: 'warning',
          message: `${sentence(title(node))} is a compensation handler that no compensation boundary event refers to, so it never runs; draw an association to one.`,
        };
    }
  },
};
