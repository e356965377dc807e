/** Which stretch of one index field a condition selects, as bytes of that field: a superset, for every row is matched again. */
import { rank, rankOf } from '../bson/compare.ts';
import { encodeValue, afterPrefix } from '../keys/key-layout.ts';
import { EMPTY_ARRAY } from '../keys/key-writer.ts';
import { type Condition } from '../query/filter.ts';
import { literalPrefix } from '../query/regular-expression.ts';

/** Encoded values e with start ≤ e < end. */
export type Interval = { start: Buffer; end: Buffer; isPoint: boolean };

type Direction = 1 | -1;

const point = (value: unknown, direction: Direction): Interval => {
  const start = encodeValue(value, direction);
  return { start, end: afterPrefix(start), isPoint: true };
};

const tagRange = (type: number, direction: Direction): { start: Buffer; end: Buffer } => {
  const tag = direction === 1 ? type : 0xff - type;
  return { start: Buffer.from([tag]), end: Buffer.from([tag + 1]) };
};

const equality = (operand: unknown, direction: Direction): Interval[] => {
  if (!Array.isArray(operand)) return [point(operand, direction)];
  // An array is found by its first element, or, where it is an element itself, by its whole.
  return [point(operand.length === 0 ? EMPTY_ARRAY : operand[0], direction), point(operand, direction)];
};

const beyondRanges: readonly number[] = [rank.minKey, rank.maxKey, rank.array, rank.regex];

const range = (op: 'gt' | 'gte' | 'lt' | 'lte', operand: unknown, direction: Direction): Interval[] | undefined => {
  const type = rankOf(operand);
  if (beyondRanges.includes(type)) return undefined;
  const bracket = tagRange(type, direction);
  const exact = encodeValue(operand, direction);
  const isUpward = (op === 'gt' || op === 'gte') === (direction === 1);
  const isInclusive = op === 'gte' || op === 'lte';
  if (isUpward) return [{ start: isInclusive ? exact : afterPrefix(exact), end: bracket.end, isPoint: false }];
  return [{ start: bracket.start, end: isInclusive ? afterPrefix(exact) : exact, isPoint: false }];
};

const prefixed = (prefix: string, direction: Direction): Interval => {
  // A string's encoding without its two closing bytes is the prefix of all that begin with it.
  const start = encodeValue(prefix, direction).subarray(0, -2);
  return { start, end: afterPrefix(start), isPoint: false };
};

const regex = (condition: Condition & { op: 'regex' }, direction: Direction): Interval[] | undefined => {
  const prefix = literalPrefix(condition.literal.source, condition.literal.options);
  if (prefix === undefined) return undefined;
  const stored = new RegExp('');
  const type = tagRange(rankOf(stored), direction);
  return [prefixed(prefix, direction), { ...type, isPoint: false }];
};

const MAX_ALTERNATIVES = 10_000;

/** Intervals for one condition, ordered and disjoint; undefined when it says nothing an index could use. */
export const intervalsOf = (condition: Condition, direction: Direction): Interval[] | undefined => {
  switch (condition.op) {
    case 'eq':
      return normalise(equality(condition.operand, direction));
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return range(condition.op, condition.operand, direction);
    case 'in':
      if (condition.patterns.length > 0 || condition.operands.length > MAX_ALTERNATIVES) return undefined;
      return normalise(condition.operands.flatMap((operand) => equality(operand, direction)));
    case 'regex': {
      const intervals = regex(condition, direction);
      return intervals && normalise(intervals);
    }
    case 'elementConditions':
      return condition.conditions.map((part) => intervalsOf(part, direction)).reduce(both, undefined);
    case 'exists':
    case 'type':
    case 'mod':
    case 'size':
    case 'elementFilter':
    case 'bits':
    case 'not':
      return undefined;
  }
};

/** Intersection; undefined stands for "everything". */
export const both = (a: Interval[] | undefined, b: Interval[] | undefined): Interval[] | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  const shared: Interval[] = [];
  for (const left of a)
    for (const right of b) {
      const start = Buffer.compare(left.start, right.start) >= 0 ? left.start : right.start;
      const end = Buffer.compare(left.end, right.end) <= 0 ? left.end : right.end;
      if (Buffer.compare(start, end) < 0) shared.push({ start, end, isPoint: left.isPoint || right.isPoint });
    }
  return normalise(shared);
};

const normalise = (intervals: Interval[]): Interval[] => {
  const sorted = intervals.toSorted((a, b) => Buffer.compare(a.start, b.start));
  const merged: Interval[] = [];
  for (const interval of sorted) {
    const last = merged.at(-1);
    if (last && Buffer.compare(interval.start, last.end) < 0) {
      if (Buffer.compare(interval.end, last.end) > 0)
        merged[merged.length - 1] = { ...last, end: interval.end, isPoint: false };
    } else merged.push(interval);
  }
  return merged;
};
