/** A process shows where it starts and where it ends (bpmnlint: start-event-required, end-event-required, no-implicit-end). */
import type { ModdleElement } from '../moddle-element.ts';
import type { CheckedModel } from './checked-model.ts';
import { hasTrigger, isEventSubProcess } from './element-types.ts';
import { sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

/** What an end event ends: everything but handlers, event sub-processes and the free content of ad-hoc sub-processes. */
const needsEnd = (model: CheckedModel, node: ModdleElement): boolean =>
  model.outgoing(node).length === 0 &&
  typeOf(node) !== 'EndEvent' &&
  typeOf(node) !== 'BoundaryEvent' &&
  !isEventSubProcess(node) &&
  node['isForCompensation'] !== true &&
  !hasTrigger(node, 'link');

export const processesStartAndEnd: Rule = {
  name: 'processes-start-and-end',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const { element, nodes } of model.scopes) {
      if (nodes.length === 0 || typeOf(element) === 'AdHocSubProcess') continue;
      const has = (type: string): boolean => nodes.some((node) => typeOf(node) === type);
      if (!has('StartEvent') && !nodes.some((node) => node['instantiate'] === true))
        yield {
          element,
          message: `${sentence(title(element))} has no start event and begins wherever nothing leads to; add one to show where.`,
        };
      if (!has('EndEvent'))
        yield {
          element,
          message: `${sentence(title(element))} has no end event; add one for each way it can end.`,
        };
      else
        for (const node of nodes.filter((each) => needsEnd(model, each)))
          yield {
            element: node,
            message: `${sentence(title(node))} ends its path without an end event; add one to show that this is meant.`,
          };
    }
  },
};
