/** What stands beside a field name in a filter: a value, a regular expression or a document of operators. */
import { BSONRegExp } from 'bson';
import { CommandError } from '../command-error.ts';
import { isTruthy, numericValue, regexParts } from '../bson/compare.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { parseBitPositions } from './bit-positions.ts';
import { parseType } from './bson-type.ts';
import { type BitTest, type Condition, type Filter } from './filter.ts';
import { toRegExp } from './regular-expression.ts';

type FilterParser = (filter: Document) => Filter;

const isRegex = (value: unknown): boolean => value instanceof BSONRegExp || value instanceof RegExp;

export const isOperatorDocument = (value: unknown): value is Document => {
  if (!isDocument(value)) return false;
  const first = Object.keys(value)[0];
  return first !== undefined && first.startsWith('$') && !['$ref', '$id', '$db'].includes(first);
};

const regexCondition = (value: unknown, options?: string): Condition => {
  const parts = regexParts(value);
  const literal = { source: parts.pattern, options: options ?? parts.options };
  return { op: 'regex', pattern: toRegExp(literal.source, literal.options), literal };
};

const regexOperator = (value: unknown, options: unknown): Condition => {
  if (options !== undefined && typeof options !== 'string') throw new CommandError(2, '$options has to be a string');
  if (isRegex(value)) return regexCondition(value, options);
  if (typeof value !== 'string') throw new CommandError(2, '$regex has to be a string');
  return regexCondition(new BSONRegExp(value), options ?? '');
};

const inCondition = (name: string, value: unknown): Condition => {
  if (!Array.isArray(value)) throw new CommandError(2, `${name} needs an array`);
  if (value.some(isOperatorDocument)) throw new CommandError(2, `cannot nest $ under ${name}`);
  const patterns = value.filter(isRegex).map((item) => {
    const { pattern, options } = regexParts(item);
    return toRegExp(pattern, options);
  });
  return { op: 'in', operands: value, patterns };
};

const modCondition = (value: unknown): Condition => {
  if (!Array.isArray(value) || value.length !== 2)
    throw new CommandError(2, 'malformed mod, needs to be an array of two numbers');
  const [divisor, remainder] = value.map((part) => {
    const number = Number(numericValue(part));
    if (!Number.isFinite(number))
      throw new CommandError(2, 'malformed mod, divisor and remainder must be finite numbers');
    return BigInt(Math.trunc(number));
  });
  if (divisor === 0n) throw new CommandError(2, 'divisor cannot be 0');
  return { op: 'mod', divisor: divisor!, remainder: remainder! };
};

const sizeCondition = (value: unknown): Condition => {
  const size = Number(numericValue(value));
  if (!Number.isInteger(size) || size < 0)
    throw new CommandError(2, 'Failed to parse $size. Expected a non-negative integer.');
  return { op: 'size', size };
};

const elementCondition = (value: unknown, parse: FilterParser): Condition => {
  if (!isDocument(value)) throw new CommandError(2, '$elemMatch needs an Object');
  const first = Object.keys(value)[0];
  const isValueMatch =
    first !== undefined && first.startsWith('$') && !['$and', '$or', '$nor', '$expr'].includes(first);
  if (isValueMatch) return { op: 'elementConditions', conditions: parseOperators(value, parse) };
  return { op: 'elementFilter', filter: parse(value) };
};

const allConditions = (value: unknown, parse: FilterParser): Condition[] => {
  if (!Array.isArray(value)) throw new CommandError(2, '$all needs an array');
  if (value.length === 0) return [{ op: 'in', operands: [], patterns: [] }];
  return value.map((item) => {
    if (isDocument(item) && '$elemMatch' in item) return elementCondition(item['$elemMatch'], parse);
    if (isOperatorDocument(item)) throw new CommandError(2, 'no $ expressions in $all');
    return isRegex(item) ? regexCondition(item) : { op: 'eq', operand: item };
  });
};

const notCondition = (value: unknown, parse: FilterParser): Condition => {
  if (isRegex(value)) return { op: 'not', conditions: [regexCondition(value)] };
  if (!isDocument(value)) throw new CommandError(2, '$not needs a regex or a document');
  if (!isOperatorDocument(value)) throw new CommandError(2, '$not needs a document of operators');
  return { op: 'not', conditions: parseOperators(value, parse) };
};

const comparison = (op: 'gt' | 'gte' | 'lt' | 'lte', operand: unknown): Condition => {
  if (isRegex(operand)) throw new CommandError(2, `Can't have RegEx as arg to predicate over field with $${op}.`);
  return { op, operand };
};

const bits = (test: BitTest, value: unknown): Condition => ({ op: 'bits', test, positions: parseBitPositions(value) });

const parseOperator = (name: string, value: unknown, all: Document, parse: FilterParser): Condition[] => {
  switch (name) {
    case '$eq':
      return [{ op: 'eq', operand: value }];
    case '$ne':
      if (isRegex(value)) throw new CommandError(2, "Can't have regex as arg to $ne.");
      return [{ op: 'not', conditions: [{ op: 'eq', operand: value }] }];
    case '$gt':
      return [comparison('gt', value)];
    case '$gte':
      return [comparison('gte', value)];
    case '$lt':
      return [comparison('lt', value)];
    case '$lte':
      return [comparison('lte', value)];
    case '$in':
      return [inCondition(name, value)];
    case '$nin':
      return [{ op: 'not', conditions: [inCondition(name, value)] }];
    case '$exists':
      return [isTruthy(value) ? { op: 'exists' } : { op: 'not', conditions: [{ op: 'exists' }] }];
    case '$type':
      return [{ op: 'type', types: (Array.isArray(value) ? value : [value]).map(parseType) }];
    case '$mod':
      return [modCondition(value)];
    case '$regex':
      return [regexOperator(value, all['$options'])];
    case '$options':
      if (!('$regex' in all)) throw new CommandError(2, '$options needs a $regex');
      return [];
    case '$size':
      return [sizeCondition(value)];
    case '$all':
      return allConditions(value, parse);
    case '$elemMatch':
      return [elementCondition(value, parse)];
    case '$not':
      return [notCondition(value, parse)];
    case '$bitsAllSet':
      return [bits('allSet', value)];
    case '$bitsAllClear':
      return [bits('allClear', value)];
    case '$bitsAnySet':
      return [bits('anySet', value)];
    case '$bitsAnyClear':
      return [bits('anyClear', value)];
    case '$comment':
      return [];
    case '$near':
    case '$nearSphere':
    case '$geoWithin':
    case '$geoIntersects':
      throw new CommandError(115, `${name} is not supported: this server has no geospatial search.`);
    default:
      throw new CommandError(2, `unknown operator: ${name}`);
  }
};

const parseOperators = (operators: Document, parse: FilterParser): Condition[] =>
  Object.entries(operators).flatMap(([name, value]) => parseOperator(name, value, operators, parse));

/** All of the conditions must hold. `parse` reads the documents nested in `$elemMatch`. */
export const parseFieldConditions = (value: unknown, parse: FilterParser): Condition[] => {
  if (isRegex(value)) return [regexCondition(value)];
  if (isOperatorDocument(value)) return parseOperators(value, parse);
  return [{ op: 'eq', operand: value }];
};
