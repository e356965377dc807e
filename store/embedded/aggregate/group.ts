/** `$group`: groups by the key bytes of `_id`, so that 1, 1.0 and Long(1) are one group and ObjectIds compare by value. */
import { Decimal128, Long } from 'bson';
import { CommandError } from '../command-error.ts';
import { compareValues, numericValue, rank, rankOf } from '../bson/compare.ts';
import { isDocument, setField, type Document } from '../bson/document.ts';
import { encodeValue } from '../keys/key-layout.ts';
import { checkExpression, evaluateExpression, type Variables } from './expression.ts';

/** Takes the value of each document of a group; undefined means missing. */
type Accumulator = { add(value: unknown): void; result(): unknown };

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

const accumulators: Record<string, () => Accumulator> = {
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

type Field = { name: string; expression: unknown; start: () => Accumulator };

const fieldOf = (name: string, specification: unknown): Field => {
  if (name.includes('.')) throw new CommandError(40235, `The field name '${name}' cannot contain '.'`);
  const [[operator, expression] = ['', undefined], ...others] = isDocument(specification)
    ? Object.entries(specification)
    : [];
  if (operator === '' || !operator.startsWith('$'))
    throw new CommandError(40234, `The field '${name}' must be an accumulator object`);
  if (others.length > 0) throw new CommandError(40238, `The field '${name}' must specify one accumulator`);
  if (operator === '$count') return { name, expression: { $literal: 1 }, start: sum };
  const start = accumulators[operator];
  if (!start) throw new CommandError(15952, `unknown group operator '${operator}'`);
  checkExpression(expression);
  return { name, expression, start };
};

/** `groupOf` takes the place of the `_id` expression. */
export const groupDocuments = (
  specification: unknown,
  groupOf?: (document: Document) => unknown,
): ((documents: Iterable<Document>, variables: Variables) => Document[]) => {
  if (!isDocument(specification)) throw new CommandError(15947, "a group's fields must be specified in an object");
  if (!('_id' in specification)) throw new CommandError(15955, 'a group specification must include an _id');
  const { _id: idExpression, ...rest } = specification;
  checkExpression(idExpression);
  const fields = Object.entries(rest).map(([name, one]) => fieldOf(name, one));
  return (documents, variables) => {
    const groups = new Map<string, { id: unknown; accumulators: Accumulator[] }>();
    for (const document of documents) {
      const id = (groupOf ? groupOf(document) : evaluateExpression(idExpression, document, variables)) ?? null;
      const key = encodeValue(id, 1).toString('latin1');
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { id, accumulators: fields.map(({ start }) => start()) }));
      fields.forEach(({ expression }, index) =>
        group.accumulators[index]!.add(evaluateExpression(expression, document, variables)),
      );
    }
    return [...groups.values()].map((group) => {
      const result: Document = { _id: group.id };
      fields.forEach(({ name }, index) => setField(result, name, group.accumulators[index]!.result()));
      return result;
    });
  };
};
