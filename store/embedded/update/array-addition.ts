/** `$push` (with `$each`, `$position`, `$sort`, `$slice`) and `$addToSet`. */
import { CommandError } from '../command-error.ts';
import { compareValues, equalValues } from '../bson/compare.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { parseSort, sortKey } from '../plan/sort.ts';
import { typeName } from '../query/bson-type.ts';
import { UNCHANGED, type UpdateMoment, type UpdateOperator } from './field-update.ts';

const arrayAt = (current: unknown, operator: string, moment: UpdateMoment): unknown[] => {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current;
  throw new CommandError(
    2,
    `The field '${moment.path}' must be an array but is of type ${typeName(current)} in document {_id: ${String(moment.id)}}; ${operator} applies to arrays only`,
  );
};

const each = (operand: unknown, operator: string): unknown[] => {
  if (!isDocument(operand) || !('$each' in operand)) return [operand];
  if (!Array.isArray(operand['$each']))
    throw new CommandError(2, `The argument to $each in ${operator} must be an array`);
  return operand['$each'];
};

const integerModifier = (operand: Document, name: string): number | undefined => {
  if (operand[name] === undefined) return undefined;
  const value = Number(operand[name]);
  if (!Number.isInteger(value)) throw new CommandError(2, `The value for ${name} must be an integer value`);
  return value;
};

const sorter = (sort: unknown): ((items: unknown[]) => unknown[]) => {
  if (isDocument(sort)) {
    const fields = parseSort(sort);
    const keyOf = (item: unknown): Buffer => sortKey(isDocument(item) ? item : {}, fields);
    return (items) =>
      items
        .map((item) => ({ item, key: keyOf(item) }))
        .toSorted((a, b) => Buffer.compare(a.key, b.key))
        .map(({ item }) => item);
  }
  const direction = Number(sort);
  if (direction !== 1 && direction !== -1)
    throw new CommandError(2, 'The $sort element value must be either 1 or -1, or a document');
  return (items) => items.toSorted((a, b) => compareValues(a, b) * direction);
};

const slice = (items: unknown[], count: number | undefined): unknown[] => {
  if (count === undefined) return items;
  return count < 0 ? items.slice(count) : items.slice(0, count);
};

const modifiers = new Set(['$each', '$position', '$sort', '$slice']);

export const push: UpdateOperator = (operand) => {
  const added = each(operand, '$push');
  if (!isDocument(operand) || !('$each' in operand))
    return (current, moment) => [...arrayAt(current, '$push', moment), ...added];
  for (const name of Object.keys(operand))
    if (!modifiers.has(name)) throw new CommandError(2, `Unrecognized clause in $push: ${name}`);
  const position = integerModifier(operand, '$position');
  const count = integerModifier(operand, '$slice');
  const sort = operand['$sort'] === undefined ? undefined : sorter(operand['$sort']);
  return (current, moment) => {
    const items = arrayAt(current, '$push', moment);
    const grown = position === undefined ? [...items, ...added] : items.toSpliced(position, 0, ...added);
    return slice(sort ? sort(grown) : grown, count);
  };
};

export const addToSet: UpdateOperator = (operand) => {
  const added = each(operand, '$addToSet');
  if (isDocument(operand) && '$each' in operand && Object.keys(operand).length > 1)
    throw new CommandError(2, 'Found unexpected fields after $each in $addToSet');
  return (current, moment) => {
    const items = arrayAt(current, '$addToSet', moment);
    const result = [...items];
    for (const value of added) if (!result.some((item) => equalValues(item, value))) result.push(value);
    return current !== undefined && result.length === items.length ? UNCHANGED : result;
  };
};
