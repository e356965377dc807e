/** Conditions on one value, whatever array it may stand in; type bracketing is here: a number is never above a text. */
import { BSONRegExp, BSONSymbol } from 'bson';
import { compareValues, equalValues, numericValue, rank, rankOf } from '../bson/compare.ts';
import { bitReader } from './bit-positions.ts';
import { isOfType } from './bson-type.ts';
import { type ComparisonOperator, type Condition } from './filter.ts';

const compares: Record<ComparisonOperator, (order: number) => boolean> = {
  eq: (order) => order === 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
};

const comparisonTest = (op: ComparisonOperator, operand: unknown): ((value: unknown) => boolean) => {
  const holds = compares[op];
  const type = rankOf(operand);
  if (type === rank.minKey || type === rank.maxKey)
    return (value) => (value === undefined && op === 'eq' ? false : holds(compareValues(value, operand)));
  if (typeof operand === 'string') {
    if (op === 'eq') return (value) => value === operand || (value instanceof BSONSymbol && value.value === operand);
  }
  const isNaNOperand = type === rank.number && Number.isNaN(numericValue(operand));
  if (type === rank.number)
    return (value) =>
      rankOf(value) === type &&
      Number.isNaN(numericValue(value)) === isNaNOperand &&
      holds(compareValues(value, operand));
  return (value) => rankOf(value) === type && holds(compareValues(value, operand));
};

const patternTest = (pattern: RegExp): ((value: unknown) => boolean) => {
  return (value) =>
    typeof value === 'string' ? pattern.test(value) : value instanceof BSONSymbol && pattern.test(value.value);
};

const isScalarKey = (value: unknown): value is string => typeof value === 'string';

const inTest = (operands: readonly unknown[], patterns: readonly RegExp[]): ((value: unknown) => boolean) => {
  const texts = new Set(operands.filter(isScalarKey));
  const others = operands.filter((operand) => !isScalarKey(operand));
  const tests = patterns.map(patternTest);
  return (value) =>
    (isScalarKey(value) && texts.has(value)) ||
    others.some((operand) => equalValues(value, operand)) ||
    tests.some((test) => test(value));
};

const modTest =
  (divisor: bigint, remainder: bigint) =>
  (value: unknown): boolean => {
    if (rankOf(value) !== rank.number) return false;
    const number = numericValue(value);
    if (typeof number === 'number' && !Number.isFinite(number)) return false;
    return (typeof number === 'bigint' ? number : BigInt(Math.trunc(number))) % divisor === remainder;
  };

const bitsTest = (condition: Condition & { op: 'bits' }): ((value: unknown) => boolean) => {
  const { positions, test } = condition;
  return (value) => {
    const isSet = bitReader(value);
    if (isSet === undefined) return false;
    switch (test) {
      case 'allSet':
        return positions.every(isSet);
      case 'allClear':
        return !positions.some(isSet);
      case 'anySet':
        return positions.some(isSet);
      case 'anyClear':
        return !positions.every(isSet);
    }
  };
};

const regexTest = (condition: Condition & { op: 'regex' }): ((value: unknown) => boolean) => {
  const matches = patternTest(condition.pattern);
  const { source, options } = condition.literal;
  return (value) =>
    matches(value) || (value instanceof BSONRegExp && value.pattern === source && value.options === options);
};

/** A condition on the very value, not on its elements; undefined for the conditions that are about an array as a whole. */
export const valueTest = (condition: Condition): ((value: unknown) => boolean) | undefined => {
  switch (condition.op) {
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return comparisonTest(condition.op, condition.operand);
    case 'in':
      return inTest(condition.operands, condition.patterns);
    case 'type':
      return (value) => value !== undefined && condition.types.some((type) => isOfType(value, type));
    case 'mod':
      return modTest(condition.divisor, condition.remainder);
    case 'regex':
      return regexTest(condition);
    case 'bits':
      return bitsTest(condition);
    case 'exists':
    case 'size':
    case 'elementFilter':
    case 'elementConditions':
    case 'not':
      return undefined;
  }
};
