/** A timer event has exactly one of date, duration and cycle, and it can be read (§10.5.5). */
import type { ModdleElement } from '../moddle-element.ts';
import { compileTimer } from '../timer/compile-timer.ts';
import { eventDefinitionsOf, triggerOf } from './element-types.ts';
import { elementOf, sentence, textOf, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const PROPERTIES = [
  ['timeDate', 'date'],
  ['timeDuration', 'duration'],
  ['timeCycle', 'cycle'],
] as const;

const problemOf = (definition: ModdleElement): string | undefined => {
  const given = PROPERTIES.flatMap(([property, kind]) => {
    const expression = elementOf(definition, property);
    const body = textOf(expression, 'body');
    return body === undefined ? [] : [{ kind, body, language: textOf(expression, 'language') }];
  });
  const [timer] = given;
  if (timer === undefined || given.length > 1)
    return `has ${given.length} timer values; give it exactly one of date, duration and cycle`;
  try {
    compileTimer(timer.kind, timer.body, timer.language === undefined ? {} : { language: timer.language });
    return undefined;
  } catch (error) {
    return `has a timer that cannot be used: ${(error as Error).message.replace(/\.$/, '')}`;
  }
};

export const timerDefinitions: Rule = {
  name: 'timer-definitions',
  severity: 'error-if-executable',
  *check(model): Iterable<Finding> {
    for (const event of model.nodes)
      for (const definition of eventDefinitionsOf(event)) {
        const problem = triggerOf(definition) === 'timer' ? problemOf(definition) : undefined;
        if (problem !== undefined) yield { element: event, message: `${sentence(title(event))} ${problem}.` };
      }
  },
};
