/** What contacts can be about, as the decision tables in force know it: a designer adds a category by adding a rule. */
import type { ReadContext } from './view-case.ts';
import { listDecisionFiles } from './view-decisions.ts';

const quoted = /"((?:[^"\\]|\\.)+)"/g;

/** The values the tables compare the case's `category` with, each once, in order of their names. */
export const listCategories = async (context: Pick<ReadContext, 'readers'>): Promise<readonly string[]> => {
  const files = await listDecisionFiles(context);
  const cells = files
    .flatMap(({ tables }) => tables)
    .flatMap(({ inputs, rules }) => {
      const column = inputs.findIndex(({ expression }) => expression.trim() === 'category');
      return column < 0 ? [] : rules.map((rule) => rule.inputs[column]?.text ?? '');
    });
  return [...new Set(cells.flatMap((text) => [...text.matchAll(quoted)].map(([, value]) => value!)))].toSorted();
};
