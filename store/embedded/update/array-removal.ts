/** `$pop`, `$pull`, `$pullAll`. */
import { CommandError } from '../command-error.ts';
import { equalValues } from '../bson/compare.ts';
import { isDocument } from '../bson/document.ts';
import { typeName } from '../query/bson-type.ts';
import { compileFilter } from '../query/match.ts';
import { parseFieldConditions, isOperatorDocument } from '../query/parse-conditions.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { UNCHANGED, type FieldUpdate, type UpdateOperator } from './field-update.ts';

const removing =
  (operator: string, isRemoved: (item: unknown) => boolean): FieldUpdate =>
  (current, { path }) => {
    if (current === undefined) return UNCHANGED;
    if (!Array.isArray(current))
      throw new CommandError(
        2,
        `Cannot apply ${operator} to the non-array field '${path}' of type ${typeName(current)}`,
      );
    const kept = current.filter((item) => !isRemoved(item));
    return kept.length === current.length ? UNCHANGED : kept;
  };

export const pullAll: UpdateOperator = (operand) => {
  if (!Array.isArray(operand)) throw new CommandError(2, '$pullAll requires an array argument');
  return removing('$pullAll', (item) => operand.some((value) => equalValues(item, value)));
};

export const pull: UpdateOperator = (operand) => {
  if (isDocument(operand) && !isOperatorDocument(operand)) {
    const matches = compileFilter(parseFilter(operand));
    return removing('$pull', (item) => isDocument(item) && matches(item));
  }
  const conditions = parseFieldConditions(operand, parseFilter);
  const matches = compileFilter({
    kind: 'and',
    filters: conditions.map((condition) => ({ kind: 'path', path: 'item', condition })),
  });
  return removing('$pull', (item) => matches({ item }));
};

export const pop: UpdateOperator = (operand, path) => {
  const end = Number(operand);
  if (end !== 1 && end !== -1) throw new CommandError(9, `$pop expects 1 or -1, found: ${String(operand)}`);
  return (current) => {
    if (current === undefined) return UNCHANGED;
    if (!Array.isArray(current))
      throw new CommandError(14, `Path '${path}' contains an element of non-array type '${typeName(current)}'`);
    if (current.length === 0) return UNCHANGED;
    return end === 1 ? current.slice(0, -1) : current.slice(1);
  };
};
