/** MongoDB's order of values across types; index keys (keys/key-writer.ts) keep exactly this order in bytes. */
import {
  Binary,
  BSONSymbol,
  Decimal128,
  Double,
  Int32,
  Long,
  type BSONRegExp,
  type Code,
  type ObjectId,
  type Timestamp,
} from 'bson';
import { className } from './class-name.ts';
import { type Document } from './document.ts';

/** Canonical type ranks; the gaps leave room for bytes below and above. */
export const rank = {
  minKey: 0x05,
  emptyArray: 0x08,
  null: 0x0a,
  number: 0x1e,
  string: 0x3c,
  object: 0x46,
  array: 0x50,
  binary: 0x5a,
  objectId: 0x64,
  boolean: 0x6e,
  date: 0x78,
  timestamp: 0x82,
  regex: 0x8c,
  code: 0x96,
  maxKey: 0xf0,
} as const;

const rankOfObject = (value: object): number => {
  if (Array.isArray(value)) return rank.array;
  if (value instanceof Date) return rank.date;
  switch (className(value) ?? '') {
    case 'ObjectId':
      return rank.objectId;
    case 'Double':
    case 'Long':
    case 'Int32':
    case 'Decimal128':
      return rank.number;
    case 'Timestamp':
      return rank.timestamp;
    case 'Binary':
      return rank.binary;
    case 'BSONRegExp':
      return rank.regex;
    case 'MinKey':
      return rank.minKey;
    case 'MaxKey':
      return rank.maxKey;
    case 'BSONSymbol':
      return rank.string;
    case 'Code':
      return rank.code;
    default:
      return value instanceof RegExp ? rank.regex : value instanceof Uint8Array ? rank.binary : rank.object;
  }
};

export const rankOf = (value: unknown): number => {
  if (typeof value === 'object') return value === null ? rank.null : rankOfObject(value);
  if (typeof value === 'number' || typeof value === 'bigint') return rank.number;
  if (typeof value === 'string') return rank.string;
  return typeof value === 'boolean' ? rank.boolean : rank.null;
};

const isSafe = (value: Long): boolean => value.high < 0x200000 && value.high >= -0x200000;

/** A number or, beyond 2^53, a bigint: JavaScript compares the two exactly. Decimals are compared as the nearest double. */
export const numericValue = (value: unknown): number | bigint => {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Double || value instanceof Int32) return value.value;
  if (value instanceof Long) return isSafe(value) ? value.toNumber() : value.toBigInt();
  if (value instanceof Decimal128) return Number(value.toString());
  return Number.NaN;
};

const compareNumbers = (a: number | bigint, b: number | bigint): number => {
  if (a < b) return -1;
  if (a > b) return 1;
  const aIsNaN = Number.isNaN(a);
  const bIsNaN = Number.isNaN(b);
  return aIsNaN === bIsNaN ? 0 : aIsNaN ? -1 : 1;
};

const surrogate = /[\ud800-\udfff]/;

/** By code point, as UTF-8 bytes compare; UTF-16 units differ from that only where surrogates appear. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  if (surrogate.test(a) || surrogate.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
};

const textOf = (value: unknown): string => (value instanceof BSONSymbol ? value.value : (value as string));

const bytesOf = (value: unknown): { bytes: Uint8Array; subtype: number } =>
  value instanceof Binary
    ? { bytes: value.buffer.subarray(0, value.position), subtype: value.sub_type }
    : { bytes: value as Uint8Array, subtype: 0 };

const compareBinary = (a: unknown, b: unknown): number => {
  const left = bytesOf(a);
  const right = bytesOf(b);
  return (
    left.bytes.length - right.bytes.length || left.subtype - right.subtype || Buffer.compare(left.bytes, right.bytes)
  );
};

export const regexParts = (value: unknown): { pattern: string; options: string } =>
  value instanceof RegExp
    ? { pattern: value.source, options: value.flags.replace(/[^imsux]/g, '') }
    : { pattern: (value as BSONRegExp).pattern, options: (value as BSONRegExp).options };

const compareArrays = (a: readonly unknown[], b: readonly unknown[]): number => {
  for (let index = 0; index < a.length && index < b.length; index++) {
    const order = compareValues(a[index], b[index]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

/** Field by field: type, then name, then value; as the stored order of fields counts, `{a, b}` and `{b, a}` differ. */
const compareDocuments = (a: Document, b: Document): number => {
  const left = Object.keys(a);
  const right = Object.keys(b);
  for (let index = 0; index < left.length && index < right.length; index++) {
    const leftName = left[index]!;
    const rightName = right[index]!;
    const order =
      rankOf(a[leftName]) - rankOf(b[rightName]) ||
      compareText(leftName, rightName) ||
      compareValues(a[leftName], b[rightName]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
};

const compareSameRank = (type: number, a: unknown, b: unknown): number => {
  switch (type) {
    case rank.number:
      return compareNumbers(numericValue(a), numericValue(b));
    case rank.string:
      return compareText(textOf(a), textOf(b));
    case rank.object:
      return compareDocuments(a as Document, b as Document);
    case rank.array:
      return compareArrays(a as unknown[], b as unknown[]);
    case rank.binary:
      return compareBinary(a, b);
    case rank.objectId:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case rank.boolean:
      return Number(a) - Number(b);
    case rank.date:
      return (a as Date).getTime() - (b as Date).getTime();
    case rank.timestamp:
      return (a as Timestamp).compare(b as Timestamp);
    case rank.code:
      return compareText((a as Code).code, (b as Code).code);
    case rank.regex: {
      const left = regexParts(a);
      const right = regexParts(b);
      return compareText(left.pattern, right.pattern) || compareText(left.options, right.options);
    }
    default:
      return 0;
  }
};

/** Negative, zero or positive. A missing value (undefined) counts as null. */
export const compareValues = (a: unknown, b: unknown): number => {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : compareNumbers(a, b);
  const type = rankOf(a);
  return type - rankOf(b) || compareSameRank(type, a, b);
};

export const equalValues = (a: unknown, b: unknown): boolean => compareValues(a, b) === 0;

/** What counts as true in a condition: all but false, zero, null and missing. */
export const isTruthy = (value: unknown): boolean =>
  rankOf(value) === rank.number
    ? Number(numericValue(value)) !== 0
    : value !== false && value !== null && value !== undefined;
