/** A multi-instance activity says how often it runs, a loop until when (§10.3.8). */
import type { ModdleElement } from '../moddle-element.ts';
import { camundaOf, elementOf, sentence, textOf, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const NEEDED_EVENT: Readonly<Record<string, string>> = { None: 'noneBehaviorEventRef', One: 'oneBehaviorEventRef' };

const multiInstanceProblem = (loop: ModdleElement): string | undefined => {
  const cardinality = textOf(elementOf(loop, 'loopCardinality'), 'body');
  const collection = camundaOf(loop, 'collection') ?? elementOf(loop, 'loopDataInputRef');
  if (cardinality === undefined && collection === undefined)
    return 'does not say how many instances it has; give it a cardinality or a collection';
  if (cardinality !== undefined && /^-\d|^\d+\.\d/.test(cardinality))
    return `has the cardinality '${cardinality}'; a whole number from 0 upwards is needed`;
  const behaviour = (loop['behavior'] as string | undefined) ?? 'All';
  const reference = NEEDED_EVENT[behaviour];
  if (reference !== undefined && elementOf(loop, reference) === undefined)
    return `has the behaviour '${behaviour}' without an event; name it in ${reference}`;
  return undefined;
};

const loopProblem = (loop: ModdleElement): string | undefined => {
  const maximum = loop['loopMaximum'] as number | undefined;
  if (maximum !== undefined && !(Number.isInteger(maximum) && maximum >= 0))
    return `has the loop maximum '${maximum}'; a whole number from 0 upwards is needed`;
  return undefined;
};

export const loopCharacteristics: Rule = {
  name: 'loop-characteristics',
  severity: 'error-if-executable',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      const loop = elementOf(node, 'loopCharacteristics');
      if (loop === undefined) continue;
      const isMultiInstance = typeOf(loop) === 'MultiInstanceLoopCharacteristics';
      const problem = isMultiInstance ? multiInstanceProblem(loop) : loopProblem(loop);
      if (problem !== undefined) yield { element: node, message: `${sentence(title(node))} ${problem}.` };
      const hasEnd = textOf(elementOf(loop, 'loopCondition'), 'body') ?? loop['loopMaximum'];
      if (!isMultiInstance && hasEnd === undefined)
        yield {
          element: node,
          severity: 'warning',
          message: `${sentence(title(node))} loops without a condition or a maximum; say how long it goes on.`,
        };
    }
  },
};
