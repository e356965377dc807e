/** A receive task that starts a process has nothing before it; any other should say what it waits for (§10.3.3). */
import type { ModdleElement } from '../moddle-element.ts';
import { elementOf, sentence, textOf, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const startsOnItsOwn = (source: ModdleElement | undefined): boolean =>
  source !== undefined && typeOf(source) === 'EventBasedGateway' && source['instantiate'] === true;

export const receiveTasks: Rule = {
  name: 'receive-tasks',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      if (typeOf(node) !== 'ReceiveTask') continue;
      if (node['instantiate'] === true && model.incoming(node).some(({ source }) => !startsOnItsOwn(source)))
        yield {
          element: node,
          message: `${sentence(title(node))} starts the process and has incoming sequence flows; remove them or its instantiate mark.`,
        };
      const message = elementOf(node, 'messageRef');
      if (message === undefined || textOf(message, 'name') === undefined)
        yield {
          element: node,
          severity: message === undefined ? 'warning' : 'error-if-executable',
          message: `${sentence(title(node))} does not say by name which message it waits for; choose a message with a name.`,
        };
    }
  },
};
