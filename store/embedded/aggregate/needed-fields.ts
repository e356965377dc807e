/** Which top-level fields a pipeline looks at before it groups or counts, so that documents need not be decoded whole. */
import { isDocument } from '../bson/document.ts';
import { topLevel } from '../query/filter.ts';

export type NamedStage = { name: string; specification: unknown };

/** Operators and variables that reach a whole document, or fields by names that are computed. */
const wholeDocument = /^\$\$(?:ROOT|CURRENT)\b|^\$(?:getField|setField|unsetField)$/;

/** Takes everything that looks like a field path for one: a field too many costs little. False when the whole document is needed. */
const collectPaths = (expression: unknown, fields: Set<string>): boolean => {
  if (typeof expression === 'string') {
    if (wholeDocument.test(expression)) return false;
    if (expression.startsWith('$') && !expression.startsWith('$$')) fields.add(topLevel(expression.slice(1)));
    return true;
  }
  if (Array.isArray(expression)) return expression.every((part) => collectPaths(part, fields));
  if (!isDocument(expression)) return true;
  return Object.entries(expression).every(([name, part]) => !wholeDocument.test(name) && collectPaths(part, fields));
};

/** Undefined: the whole document. */
export const neededFields = (stages: readonly NamedStage[]): ReadonlySet<string> | undefined => {
  const fields = new Set<string>();
  for (const { name, specification } of stages) {
    if (name === '$count') return fields;
    if (name !== '$group' && name !== '$unwind') return undefined;
    if (!collectPaths(specification, fields)) return undefined;
    if (name === '$group') return fields;
  }
  return undefined;
};
