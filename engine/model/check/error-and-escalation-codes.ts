/** What throws an error or escalation says which one, with a code; what catches may leave it open (§10.5.5). */
import { eventDefinitionsOf, triggerOf } from './element-types.ts';
import { elementOf, sentence, textOf, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const KINDS = [
  { trigger: 'error', reference: 'errorRef', code: 'errorCode', word: 'an error' },
  { trigger: 'escalation', reference: 'escalationRef', code: 'escalationCode', word: 'an escalation' },
] as const;

export const errorAndEscalationCodes: Rule = {
  name: 'error-and-escalation-codes',
  severity: 'error-if-executable',
  *check(model): Iterable<Finding> {
    for (const event of model.nodes)
      for (const definition of eventDefinitionsOf(event))
        for (const { trigger, reference, code, word } of KINDS) {
          if (triggerOf(definition) !== trigger) continue;
          const thrown = elementOf(definition, reference);
          const throws = ['IntermediateThrowEvent', 'EndEvent'].includes(typeOf(event));
          if (thrown === undefined && throws)
            yield {
              element: event,
              message: `${sentence(title(event))} throws ${word} but does not say which; choose one.`,
            };
          else if (thrown !== undefined && textOf(thrown, code) === undefined)
            yield {
              element: event,
              message: `${sentence(title(event))} refers to ${title(thrown)}, which has no ${code}; it is matched by its code, so give it one.`,
            };
        }
  },
};
