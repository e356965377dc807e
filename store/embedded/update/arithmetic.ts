/** `$inc`, `$mul`, `$bit`: results keep the widest type of the operands; an int32 that overflows becomes an int64. */
import { Decimal128, Double, Long } from 'bson';
import { CommandError } from '../command-error.ts';
import { isDocument, isInt32 } from '../bson/document.ts';
import { rank, rankOf } from '../bson/compare.ts';
import { typeName } from '../query/bson-type.ts';
import { addDecimals, multiplyDecimals } from './decimal.ts';
import { type UpdateMoment, type UpdateOperator } from './field-update.ts';

type NumberType = 'int' | 'long' | 'double' | 'decimal';

const isNumber = (value: unknown): boolean => value !== undefined && rankOf(value) === rank.number;

const asBigInt = (value: unknown): bigint => (value instanceof Long ? value.toBigInt() : BigInt(Number(value)));

const asDouble = (value: unknown): number => (value instanceof Long ? value.toNumber() : Number(value));

const asDecimal = (value: unknown): Decimal128 =>
  value instanceof Decimal128
    ? value
    : Decimal128.fromString(value instanceof Long ? value.toString() : String(Number(value)));

const double = (value: number): number | Double => (isInt32(value) ? new Double(value) : value);

const MIN_LONG = -(2n ** 63n);
const MAX_LONG = 2n ** 63n - 1n;

const integer = (value: bigint, isLong: boolean, overflow: () => CommandError): number | Long => {
  if (!isLong && value >= -2147483648n && value <= 2147483647n) return Number(value);
  if (value < MIN_LONG || value > MAX_LONG) throw overflow();
  return Long.fromBigInt(value);
};

type Arithmetic = {
  verb: string;
  name: string;
  bigint: (a: bigint, b: bigint) => bigint;
  double: (a: number, b: number) => number;
  decimal: (a: Decimal128, b: Decimal128) => Decimal128;
};

const widest = (a: unknown, b: unknown): NumberType => {
  const order: NumberType[] = ['int', 'long', 'double', 'decimal'];
  return order[Math.max(order.indexOf(typeName(a) as NumberType), order.indexOf(typeName(b) as NumberType))]!;
};

const compute = (arithmetic: Arithmetic, a: unknown, b: unknown, moment: UpdateMoment): unknown => {
  const type = widest(a, b);
  switch (type) {
    case 'decimal':
      return arithmetic.decimal(asDecimal(a), asDecimal(b));
    case 'double':
      return double(arithmetic.double(asDouble(a), asDouble(b)));
    case 'int':
    case 'long':
      return integer(
        arithmetic.bigint(asBigInt(a), asBigInt(b)),
        type === 'long',
        () =>
          new CommandError(
            2,
            `Failed to apply ${arithmetic.name} operations to current value (${String(a)}) for document {_id: ${String(moment.id)}}`,
          ),
      );
  }
};

/** What a missing field becomes. */
const zeroLike = (value: unknown): unknown => {
  if (value instanceof Decimal128) return Decimal128.fromString('0');
  if (value instanceof Long) return Long.ZERO;
  return typeName(value) === 'double' ? new Double(0) : 0;
};

const arithmeticOperator =
  (arithmetic: Arithmetic, initial: (operand: unknown) => unknown): UpdateOperator =>
  (operand, path) => {
    if (!isNumber(operand))
      throw new CommandError(
        14,
        `Cannot ${arithmetic.verb} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`,
      );
    return (current, moment) => {
      if (current === undefined) return initial(operand);
      if (!isNumber(current))
        throw new CommandError(
          14,
          `Cannot apply ${arithmetic.name} to a value of non-numeric type. {_id: ${String(moment.id)}} has the field '${path}' of non-numeric type ${typeName(current)}`,
        );
      return compute(arithmetic, current, operand, moment);
    };
  };

export const inc: UpdateOperator = arithmeticOperator(
  { verb: 'increment', name: '$inc', bigint: (a, b) => a + b, double: (a, b) => a + b, decimal: addDecimals },
  (operand) => operand,
);

export const mul: UpdateOperator = arithmeticOperator(
  { verb: 'multiply', name: '$mul', bigint: (a, b) => a * b, double: (a, b) => a * b, decimal: multiplyDecimals },
  zeroLike,
);

const isInteger = (value: unknown): boolean => ['int', 'long'].includes(value === undefined ? '' : typeName(value));

const bitwise: Record<string, (a: bigint, b: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

export const bit: UpdateOperator = (operand, path) => {
  if (!isDocument(operand) || Object.keys(operand).length === 0)
    throw new CommandError(2, `The $bit modifier of '${path}' needs a document such as {or: 4}`);
  const steps = Object.entries(operand).map(([name, value]) => {
    if (!(name in bitwise))
      throw new CommandError(2, `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
    if (!isInteger(value)) throw new CommandError(2, `The $bit modifier field of '${path}' must be an int32 or int64`);
    return { run: bitwise[name]!, value };
  });
  return (current) => {
    if (current !== undefined && !isInteger(current))
      throw new CommandError(
        2,
        `Cannot apply $bit to a value of non-integral type; '${path}' is of type ${typeName(current)}`,
      );
    const isLong = current instanceof Long || steps.some(({ value }) => value instanceof Long);
    const result = steps.reduce((bits, { run, value }) => run(bits, asBigInt(value)), asBigInt(current ?? 0));
    return isLong ? Long.fromBigInt(result) : Number(result);
  };
};
