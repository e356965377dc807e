/** A call activity names the process it calls (§10.3.6). */
import { camundaOf, sentence, textOf, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

/** Which attribute a binding needs beside it. */
const NEEDED: Readonly<Record<string, string>> = {
  latest: '',
  deployment: '',
  version: 'calledElementVersion',
  versionTag: 'calledElementVersionTag',
};

export const callActivities: Rule = {
  name: 'call-activities',
  severity: 'error-if-executable',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      if (typeOf(node) !== 'CallActivity') continue;
      if (camundaOf(node, 'caseRef') !== undefined)
        yield {
          element: node,
          message: `${sentence(title(node))} calls a CMMN case, which does not run here; call a process.`,
        };
      else if (textOf(node, 'calledElement') === undefined)
        yield {
          element: node,
          message: `${sentence(title(node))} does not say which process it calls; set its called element.`,
        };
      const binding = camundaOf(node, 'calledElementBinding') ?? 'latest';
      const needed = NEEDED[binding];
      if (needed === undefined)
        yield {
          element: node,
          message: `${sentence(title(node))} has the binding '${binding}'; ${Object.keys(NEEDED).join(', ')} are allowed.`,
        };
      else if (needed !== '' && camundaOf(node, needed) === undefined)
        yield {
          element: node,
          message: `${sentence(title(node))} is bound to a ${binding} without saying which; set ${needed}.`,
        };
    }
  },
};
