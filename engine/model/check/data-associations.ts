/** A data association joins an activity or event to data (§10.4.1). */
import type { ModdleElement } from '../moddle-element.ts';
import { isFlowNode } from './element-types.ts';
import { elementOf, elementsOf, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

function* problemsOf(association: ModdleElement): Iterable<Omit<Finding, 'element'>> {
  const sources = elementsOf(association, 'sourceRef');
  const target = elementOf(association, 'targetRef');
  const isComputed =
    elementsOf(association, 'assignment').length > 0 || elementOf(association, 'transformation') !== undefined;
  if (target === undefined && !isComputed)
    yield { severity: 'error-if-executable', message: 'has no target; say where its value goes' };
  if (sources.length === 0 && !isComputed)
    yield { severity: 'error-if-executable', message: 'has no source; say where its value comes from' };
  if (sources.length > 1 && !isComputed)
    yield { message: `has ${sources.length} sources; say in a transformation how they become one value` };
  for (const end of [...sources, target])
    if (end !== undefined && isFlowNode(end))
      yield { message: `leads to ${title(end)}; it joins data only, use a sequence flow` };
}

export const dataAssociations: Rule = {
  name: 'data-associations',
  severity: 'error',
  *check(model): Iterable<Finding> {
    const reported = new Set(model.parsed.unresolved.map(({ element }) => element));
    for (const node of model.nodes)
      for (const association of [
        ...elementsOf(node, 'dataInputAssociations'),
        ...elementsOf(node, 'dataOutputAssociations'),
      ])
        if (!reported.has(association))
          for (const problem of problemsOf(association))
            yield { ...problem, element: node, message: `A data association of ${title(node)} ${problem.message}.` };
  },
};
