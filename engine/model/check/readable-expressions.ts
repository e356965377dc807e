/** Every expression of the model can be read. */
import { compileExpression } from '../expression/compile-expression.ts';
import { elementsOf, title } from './properties.ts';
import { expressionsOf } from './expressions-of.ts';
import type { Finding, Rule } from './rule.ts';

const problemOf = (text: string, language: string | undefined): string | undefined => {
  try {
    compileExpression(text, language);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

export const readableExpressions: Rule = {
  name: 'readable-expressions',
  severity: 'error-if-executable',
  *check(model): Iterable<Finding> {
    const messages = elementsOf(model.parsed.rootElement, 'rootElements');
    const flows = model.scopes.flatMap(({ flows: own }) => own.map(({ element }) => element));
    for (const element of [...messages, ...model.nodes, ...flows])
      for (const { place, text, language } of expressionsOf(element)) {
        const problem = problemOf(text, language);
        if (problem !== undefined)
          yield { element, message: `The ${place} of ${title(element)} cannot be read: ${problem}` };
      }
  },
};
