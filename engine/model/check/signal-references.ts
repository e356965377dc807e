/** A signal event says which signal it throws or catches (§10.5.5). */
import { eventDefinitionsOf, triggerOf } from './element-types.ts';
import { elementOf, sentence, textOf, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const signalReferences: Rule = {
  name: 'signal-references',
  severity: 'error-if-executable',
  *check(model): Iterable<Finding> {
    for (const event of model.nodes)
      for (const definition of eventDefinitionsOf(event)) {
        if (triggerOf(definition) !== 'signal') continue;
        const signal = elementOf(definition, 'signalRef');
        if (signal === undefined)
          yield { element: event, message: `${sentence(title(event))} refers to no signal; choose one.` };
        else if (textOf(signal, 'name') === undefined)
          yield {
            element: event,
            message: `${sentence(title(event))} refers to ${title(signal)}, which has no name; signals are matched by name, so give it one.`,
          };
      }
  },
};
