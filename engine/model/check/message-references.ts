/** A message event says which message it throws or catches (§10.5.5). */
import type { ModdleElement } from '../moddle-element.ts';
import { eventDefinitionsOf, triggerOf } from './element-types.ts';
import { camundaOf, elementOf, sentence, textOf, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const hasWork = (event: ModdleElement, definition: ModdleElement): boolean =>
  camundaOf(definition, 'topic') !== undefined || camundaOf(event, 'topic') !== undefined;

export const messageReferences: Rule = {
  name: 'message-references',
  severity: 'error-if-executable',
  *check(model): Iterable<Finding> {
    for (const event of model.nodes)
      for (const definition of eventDefinitionsOf(event)) {
        if (triggerOf(definition) !== 'message') continue;
        const throws = ['IntermediateThrowEvent', 'EndEvent'].includes(typeOf(event));
        const message = elementOf(definition, 'messageRef');
        if (message === undefined && !(throws && hasWork(event, definition)))
          yield {
            element: event,
            message: `${sentence(title(event))} refers to no message; choose the message it ${throws ? 'sends or give it a topic' : 'waits for'}.`,
          };
        else if (message !== undefined && typeOf(message) !== 'Message')
          yield {
            element: event,
            message: `${sentence(title(event))} refers to ${title(message)}, which is no message; choose a message.`,
          };
        else if (message !== undefined && textOf(message, 'name') === undefined)
          yield {
            element: event,
            message: `${sentence(title(event))} refers to ${title(message)}, which has no name; messages are matched by name, so give it one.`,
          };
      }
  },
};
