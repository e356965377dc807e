/** Expression operators where mingo's answer differs from MongoDB's: order across BSON types, type names, ObjectIds. */
import { ObjectId } from 'bson';
import { compareValues, rank, rankOf } from '../bson/compare.ts';
import { isDocument } from '../bson/document.ts';
import { dateTrunc } from './date-trunc.ts';
import { typeName } from '../query/bson-type.ts';
import { CommandError } from '../command-error.ts';

type Evaluate = (expression: unknown) => unknown;

const pair = (name: string, operands: unknown, evaluate: Evaluate): [unknown, unknown] => {
  if (!Array.isArray(operands) || operands.length !== 2)
    throw new CommandError(16020, `Expression ${name} takes exactly 2 arguments.`);
  return [evaluate(operands[0]), evaluate(operands[1])];
};

/** Missing sorts below null in expressions, unlike in filters. */
const compareOperands = ([a, b]: [unknown, unknown]): number => {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined) || 0;
  return Math.sign(compareValues(a, b));
};

const single = (operand: unknown): unknown => (Array.isArray(operand) && operand.length === 1 ? operand[0] : operand);

type OwnOperator = (operands: unknown, evaluate: Evaluate) => unknown;

export const ownOperators: Record<string, OwnOperator> = {
  $eq: (operands, evaluate) => compareOperands(pair('$eq', operands, evaluate)) === 0,
  $ne: (operands, evaluate) => compareOperands(pair('$ne', operands, evaluate)) !== 0,
  $gt: (operands, evaluate) => compareOperands(pair('$gt', operands, evaluate)) > 0,
  $gte: (operands, evaluate) => compareOperands(pair('$gte', operands, evaluate)) >= 0,
  $lt: (operands, evaluate) => compareOperands(pair('$lt', operands, evaluate)) < 0,
  $lte: (operands, evaluate) => compareOperands(pair('$lte', operands, evaluate)) <= 0,
  $cmp: (operands, evaluate) => compareOperands(pair('$cmp', operands, evaluate)),
  $in: (operands, evaluate) => {
    const [value, list] = pair('$in', operands, evaluate);
    if (!Array.isArray(list)) throw new CommandError(40081, '$in requires an array as a second argument');
    return list.some((item) => compareOperands([value, item]) === 0);
  },
  $type: (operand, evaluate) => {
    const value = evaluate(single(operand));
    return value === undefined ? 'missing' : typeName(value);
  },
  $isNumber: (operand, evaluate) => {
    const value = evaluate(single(operand));
    return value !== undefined && rankOf(value) === rank.number;
  },
  $dateTrunc: (operand, evaluate) => {
    const { date, unit, binSize = 1, timezone = 'UTC', startOfWeek = 'sunday' } = isDocument(operand) ? operand : {};
    const value = evaluate(date);
    if (value === undefined || value === null) return null;
    if (!(value instanceof Date)) throw new CommandError(5439012, "$dateTrunc requires 'date' to be a date");
    const [unitName, zone, weekday] = [unit, timezone, startOfWeek].map(evaluate);
    return dateTrunc(value, String(unitName), Number(evaluate(binSize)), String(zone), String(weekday));
  },
  $toObjectId: (operand, evaluate) => {
    const value = evaluate(single(operand));
    if (value === undefined || value === null) return null;
    if (value instanceof ObjectId) return value;
    if (typeof value === 'string' && /^[\da-f]{24}$/i.test(value)) return new ObjectId(value);
    throw new CommandError(241, `Failed to parse objectId ${JSON.stringify(value)} in $convert with no onError value`);
  },
};
