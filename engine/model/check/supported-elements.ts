/** Parts of BPMN that describe but cannot be run as a process here. */
import { elementsOf, sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const DESCRIPTIVE =
  /^(?:Global(?:Choreography|User|Manual|Script|BusinessRule)?Task|(?:Global)?Conversation|Choreography)$/;

export const supportedElements: Rule = {
  name: 'supported-elements',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const root of elementsOf(model.parsed.rootElement, 'rootElements'))
      if (DESCRIPTIVE.test(typeOf(root)))
        yield { element: root, message: `${sentence(title(root))} is kept and shown but cannot be run.` };
    for (const { element } of model.scopes)
      for (const child of elementsOf(element, 'flowElements'))
        if (typeOf(child).includes('Choreography'))
          yield {
            element: child,
            severity: 'error',
            message: `${sentence(title(child))} stands in a process; choreography activities belong into a choreography.`,
          };
  },
};
