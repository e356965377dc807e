/** Compiles the expressions of a model so that a bad one stops only the run that reaches it, as an incident. */
import { compileExpression, type Expression } from '../../model/expression/compile-expression.ts';
import { ExpressionError } from '../../model/expression/expression-error.ts';
import type { ModdleElement } from '../../model/parse-bpmn.ts';

const compile = (source: string, language: string | undefined): Expression => {
  try {
    return compileExpression(source, language);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return {
      source,
      language: 'literal',
      evaluate: () => {
        throw error;
      },
    };
  }
};

/** Text that is an expression when it says so (`=…`, `${…}`) and otherwise stands for itself. */
export const textExpression = (source: string): Expression => compile(source, undefined);

/** Text that stands where only an expression makes sense: without a marker it is FEEL. */
export const valueExpression = (source: string, language?: string): Expression =>
  compile(source, /^\s*=|[$#]\{/.test(source) ? undefined : (language ?? 'feel'));

/** The expression of a BPMN expression element, `undefined` when it has no text. XPath is the standard's unused default. */
export const bodyExpression = (element: unknown): Expression | undefined => {
  const { body, language } = (element ?? {}) as ModdleElement & { body?: string; language?: string };
  if (body === undefined || body.trim() === '') return undefined;
  return valueExpression(body, language === undefined || /xpath/i.test(language) ? undefined : language);
};
