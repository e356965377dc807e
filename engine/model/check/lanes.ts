/** A lane lists flow nodes of its own process (§10.8). */
import type { ModdleElement } from '../moddle-element.ts';
import type { CheckedModel } from './checked-model.ts';
import { isFlowNode } from './element-types.ts';
import { elementOf, elementsOf, sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

function* laneProblems(model: CheckedModel, process: ModdleElement, laneSet: ModdleElement): Iterable<Finding> {
  for (const lane of elementsOf(laneSet, 'lanes')) {
    for (const node of elementsOf(lane, 'flowNodeRef')) {
      const owner = model.scopeOf(node)?.process;
      if (!isFlowNode(node))
        yield {
          element: lane,
          severity: 'warning',
          message: `${sentence(title(lane))} lists ${title(node)}, which is no activity, event or gateway; remove it from the lane.`,
        };
      else if (owner !== undefined && owner !== process)
        yield {
          element: lane,
          message: `${sentence(title(lane))} lists ${title(node)} of ${title(owner)}; a lane belongs to one process, list only its own elements.`,
        };
    }
    const inner = elementOf(lane, 'childLaneSet');
    if (inner !== undefined) yield* laneProblems(model, process, inner);
  }
}

export const lanes: Rule = {
  name: 'lanes',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const { element, process } of model.scopes)
      for (const laneSet of elementsOf(element, 'laneSets')) yield* laneProblems(model, process, laneSet);
  },
};
