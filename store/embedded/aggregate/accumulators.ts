/** The accumulators of `$group`. */
import { Decimal128, Long } from 'bson';
import { compareValues, numericValue, rank, rankOf } from '../bson/compare.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { encodeValue } from '../keys/key-layout.ts';

/** Takes the value of each document of a group; undefined means missing. */
export type Accumulator = { add(value: unknown): void; result(): unknown };

const isNumber = (value: unknown): boolean => value !== undefined && rankOf(value) === rank.number;

const plain = (value: unknown): number => Number(numericValue(value));

const sum = (): Accumulator => {
  let total = 0;
  let exact = 0n;
  let isExact = true;
  let hasLong = false;
  return {
    add: (value) => {
      if (!isNumber(value)) return;
      hasLong ||= value instanceof Long;
      const number = numericValue(value);
      total += Number(number);
      if (value instanceof Decimal128 || (typeof number === 'number' && !Number.isInteger(number))) isExact = false;
      else if (isExact) exact += BigInt(number);
    },
    result: () =>
      isExact && (hasLong || !Number.isSafeInteger(total)) ? Long.fromBigInt(BigInt.asIntN(64, exact)) : total,
  };
};

const average = (): Accumulator => {
  let total = 0;
  let count = 0;
  return {
    add: (value) => {
      if (!isNumber(value)) return;
      total += plain(value);
      count++;
    },
    result: () => (count === 0 ? null : total / count),
  };
};

const extreme = (sign: 1 | -1) => (): Accumulator => {
  let best: unknown;
  return {
    add: (value) => {
      if (value === undefined || value === null) return;
      if (best === undefined || compareValues(value, best) * sign > 0) best = value;
    },
    result: () => best ?? null,
  };
};

const first = (): Accumulator => {
  let isSet = false;
  let kept: unknown;
  return {
    add: (value) => {
      if (!isSet) kept = value;
      isSet = true;
    },
    result: () => kept ?? null,
  };
};

const last = (): Accumulator => {
  let kept: unknown;
  return { add: (value) => (kept = value), result: () => kept ?? null };
};

const push = (): Accumulator => {
  const values: unknown[] = [];
  return { add: (value) => value !== undefined && values.push(value), result: () => values };
};

const addToSet = (): Accumulator => {
  const values = new Map<string, unknown>();
  return {
    add: (value) => {
      if (value === undefined) return;
      const key = encodeValue(value, 1).toString('latin1');
      if (!values.has(key)) values.set(key, value);
    },
    result: () => [...values.values()],
  };
};

const mergeObjects = (): Accumulator => {
  let merged: Document = {};
  return {
    add: (value) => {
      if (isDocument(value)) merged = { ...merged, ...value };
    },
    result: () => merged,
  };
};

const deviation = (isSample: boolean) => (): Accumulator => {
  let count = 0;
  let mean = 0;
  let squares = 0;
  return {
    add: (value) => {
      if (!isNumber(value)) return;
      const number = plain(value);
      const difference = number - mean;
      mean += difference / ++count;
      squares += difference * (number - mean);
    },
    result: () => (count < (isSample ? 2 : 1) ? null : Math.sqrt(squares / (count - (isSample ? 1 : 0)))),
  };
};

/** By name; each call starts one for a group. */
export const accumulators: Record<string, () => Accumulator> = {
  $sum: sum,
  $avg: average,
  $min: extreme(-1),
  $max: extreme(1),
  $first: first,
  $last: last,
  $push: push,
  $addToSet: addToSet,
  $mergeObjects: mergeObjects,
  $stdDevPop: deviation(false),
  $stdDevSamp: deviation(true),
};
