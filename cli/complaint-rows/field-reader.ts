/** Turns the rules of a mapping file into functions that read one field of one row. */
import type { TextRule, ValueRule } from './mapping-file.ts';
import { compileKeywords } from './keyword.ts';

/** One row of a file: column name → text. */
export type Row = Readonly<Record<string, string>>;

/** A field's value (`undefined`: the row has none), or why the row cannot be taken. */
export type Reading<Value> = { readonly value: Value } | { readonly reason: string };

export type FieldReader<Value> = {
  readonly columns: readonly string[];
  /** Expects cleaned texts. */
  readonly read: (row: Row) => Reading<Value>;
};

/** Empty parts are left out when columns are joined; an empty result is no value. */
export const compileText = (rule: TextRule): FieldReader<string | undefined> => {
  if ('constant' in rule) return { columns: [], read: () => ({ value: rule.constant }) };
  const columns = 'column' in rule ? [rule.column] : rule.columns;
  const separator = 'columns' in rule ? (rule.separator ?? ' ') : '';
  const read = (row: Row): Reading<string | undefined> => {
    const text = columns
      .map((column) => row[column] ?? '')
      .filter((part) => part !== '')
      .join(separator);
    return { value: text === '' ? undefined : text };
  };
  return { columns, read };
};

const shownExamples = 5;

const unknownValue = (column: string, text: string, known: readonly string[]): { reason: string } => {
  const examples = known
    .slice(0, shownExamples)
    .map((value) => `'${value}'`)
    .join(', ');
  const more = known.length > shownExamples ? ` and ${known.length - shownExamples} more` : '';
  return { reason: `Column '${column}' is '${text}'; known are ${examples}${more}.` };
};

/** A rule that only names a column takes its text as it is. */
export const compileValue = <Value>(rule: ValueRule<Value> | { readonly column: string }): FieldReader<Value> => {
  if ('constant' in rule) return { columns: [], read: () => ({ value: rule.constant }) };
  const { column } = rule;
  const otherwise = 'default' in rule ? { value: rule.default } : undefined;
  if ('values' in rule) {
    const values = new Map(Object.entries(rule.values));
    const read = (row: Row): Reading<Value> => {
      const text = row[column] ?? '';
      if (values.has(text)) return { value: values.get(text)! };
      return otherwise ?? unknownValue(column, text, [...values.keys()]);
    };
    return { columns: [column], read };
  }
  if ('keywords' in rule) {
    const tests = rule.keywords.map(({ anyOf, value }) => ({ isFound: compileKeywords(anyOf), value }));
    const read = (row: Row): Reading<Value> => {
      const text = row[column] ?? '';
      const found = tests.find(({ isFound }) => isFound(text));
      if (found) return { value: found.value };
      return otherwise ?? { reason: `Column '${column}' is '${text}'; it holds none of the mapping's keywords.` };
    };
    return { columns: [column], read };
  }
  const read = (row: Row): Reading<Value> => {
    const text = row[column] ?? '';
    if (text !== '') return { value: text as Value };
    return otherwise ?? { reason: `Column '${column}' is empty.` };
  };
  return { columns: [column], read };
};
