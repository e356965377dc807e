/** Cancel events belong to transactions: the end event inside, the boundary event on one (§10.5.5). */
import type { ModdleElement } from '../moddle-element.ts';
import type { CheckedModel } from './checked-model.ts';
import { hasTrigger } from './element-types.ts';
import { elementOf, sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const isInTransaction = (model: CheckedModel, node: ModdleElement): boolean => {
  for (let scope = model.scopeOf(node)?.element; scope !== undefined; scope = model.scopeOf(scope)?.element)
    if (typeOf(scope) === 'Transaction') return true;
  return false;
};

export const cancelInTransactions: Rule = {
  name: 'cancel-in-transactions',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const event of model.nodes) {
      if (!hasTrigger(event, 'cancel')) continue;
      const host = elementOf(event, 'attachedToRef');
      if (typeOf(event) === 'BoundaryEvent' && host !== undefined && typeOf(host) !== 'Transaction')
        yield {
          element: event,
          message: `${sentence(title(event))} catches cancellation of ${title(host)}; only a transaction can be cancelled.`,
        };
      if (typeOf(event) === 'EndEvent' && !isInTransaction(model, event))
        yield {
          element: event,
          message: `${sentence(title(event))} cancels a transaction but is not inside one; move it into the transaction or use a terminate or error event.`,
        };
    }
    for (const node of model.nodes) {
      const cancels = model.boundaries(node).filter((event) => hasTrigger(event, 'cancel'));
      if (cancels.length > 1)
        yield {
          element: node,
          severity: 'error-if-executable',
          message: `${sentence(title(node))} has ${cancels.length} cancel boundary events; one is enough, remove the others.`,
        };
    }
  },
};
