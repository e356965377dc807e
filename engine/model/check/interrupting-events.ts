/** Errors and cancellation always interrupt; compensation starts a handler of its own (§10.5.2, §10.5.4). */
import { hasTrigger } from './element-types.ts';
import { sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const MUST_INTERRUPT = ['error', 'cancel'];

export const interruptingEvents: Rule = {
  name: 'interrupting-events',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const event of model.nodes) {
      const isStart = typeOf(event) === 'StartEvent';
      const stays = isStart ? event['isInterrupting'] === false : event['cancelActivity'] === false;
      if (!stays) continue;
      for (const trigger of isStart ? [...MUST_INTERRUPT, 'compensate'] : MUST_INTERRUPT)
        if (hasTrigger(event, trigger))
          yield {
            element: event,
            message: `${sentence(title(event))} has ${trigger === 'error' ? 'an' : 'a'} ${trigger} trigger and is marked non-interrupting; make it interrupting.`,
          };
    }
  },
};
