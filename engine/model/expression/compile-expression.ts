/**
 * Expressions in models: FEEL (`=…`), the `${…}` subset that Camunda 7 models use, text templates and plain text.
 * Each is compiled once; evaluating reads nothing but the scope and the moment it is given.
 */
import type { Data } from '../../data.ts';
import { ExpressionError } from './expression-error.ts';
import { toData } from './feel-data.ts';
import { compileFeel } from './feel.ts';
import { compileTemplate, isTemplate } from './juel-template.ts';

export type Expression = {
  readonly source: string;
  readonly language: 'feel' | 'juel' | 'literal';
  /**
   * The value as plain JSON data (dates and durations as ISO 8601 text). A missing variable is null.
   * FEEL never throws: what cannot be computed is null. `${…}` throws `ExpressionError` for operands of a wrong kind.
   */
  evaluate(scope: Data, moment: Date): unknown;
};

const feelExpression = (source: string, text: string): Expression => {
  const program = compileFeel(text);
  return { source, language: 'feel', evaluate: (scope, moment) => toData(program(scope, moment)) };
};

/** XPath is the standard's default and written by tools whose users type `${…}`, so it counts as no language at all. */
const isUnspecified = (language: string): boolean => language.trim() === '' || /xpath|juel|jsp|unified/i.test(language);

/**
 * Compiles one expression. `language` is a name or URI as models carry it: `feel`, `http://www.omg.org/spec/FEEL/…`, `juel`.
 * Throws `ExpressionError` with the position when it cannot be read, or its language is not one that runs here.
 */
export const compileExpression = (source: string, language = ''): Expression => {
  const text = source.trim();
  if (text.startsWith('=')) return feelExpression(source, text.slice(1));
  if (/feel/i.test(language)) return feelExpression(source, text);
  if (!isUnspecified(language))
    throw new ExpressionError(source, 0, `The language '${language}' does not run here`, 'write FEEL (=…) or ${…}');
  if (isTemplate(text)) return { source, language: 'juel', evaluate: compileTemplate(text) };
  return { source, language: 'literal', evaluate: () => source };
};
