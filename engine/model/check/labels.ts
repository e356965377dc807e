/** What people read has a name (bpmnlint: label-required). */
import type { ModdleElement } from '../moddle-element.ts';
import { eventDefinitionsOf, isActivity, isEvent } from './element-types.ts';
import { elementsOf, sentence, textOf, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const decides = (node: ModdleElement): boolean =>
  ['ExclusiveGateway', 'InclusiveGateway', 'ComplexGateway'].includes(typeOf(node));

export const labels: Rule = {
  name: 'labels',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      const isNamed = textOf(node, 'name') !== undefined;
      if (isNamed) continue;
      if (isActivity(node) || (isEvent(node) && eventDefinitionsOf(node).length > 0))
        yield { element: node, message: `${sentence(title(node))} has no name; say what happens there.` };
      else if (decides(node) && model.outgoing(node).length > 1)
        yield { element: node, message: `${sentence(title(node))} has no name; ask its question.` };
    }
    for (const collaboration of model.collaborations)
      for (const pool of elementsOf(collaboration, 'participants'))
        if (textOf(pool, 'name') === undefined)
          yield { element: pool, message: `${sentence(title(pool))} has no name; say who it is.` };
  },
};
