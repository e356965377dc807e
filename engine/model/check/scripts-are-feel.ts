/** A script task contains FEEL; no other language runs here. */
import type { ModdleElement } from '../moddle-element.ts';
import { compileExpression } from '../expression/compile-expression.ts';
import { camundaOf, sentence, textOf, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const problemOf = (task: ModdleElement): string | undefined => {
  if (camundaOf(task, 'topic') !== undefined) return undefined;
  const script = textOf(task, 'script');
  if (script === undefined) return 'has no script; write it in FEEL';
  const format = textOf(task, 'scriptFormat');
  if (format !== undefined && !/feel/i.test(format))
    return `is written in '${format}'; write it in FEEL (script format 'feel') or give the work to a service task`;
  try {
    compileExpression(script, /^[$#]\{/.test(script) ? undefined : 'feel');
    return undefined;
  } catch (error) {
    return `cannot be read: ${(error as Error).message.replace(/\.$/, '')}`;
  }
};

export const scriptsAreFeel: Rule = {
  name: 'scripts-are-feel',
  severity: 'error-if-executable',
  *check(model): Iterable<Finding> {
    for (const node of model.nodes) {
      const problem = typeOf(node) === 'ScriptTask' ? problemOf(node) : undefined;
      if (problem !== undefined) yield { element: node, message: `${sentence(title(node))} ${problem}.` };
    }
  },
};
