/** The names and numbers `$type` knows. */
import { CommandError } from '../command-error.ts';
import { rank, rankOf } from '../bson/compare.ts';
import { className } from '../bson/class-name.ts';
import { isInt32 } from '../bson/document.ts';

const numbers: Record<string, number> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};
const names = new Map(Object.entries(numbers).map(([name, number]) => [number, name]));

const byRank: Record<number, string> = {
  [rank.minKey]: 'minKey',
  [rank.null]: 'null',
  [rank.object]: 'object',
  [rank.array]: 'array',
  [rank.binary]: 'binData',
  [rank.objectId]: 'objectId',
  [rank.boolean]: 'bool',
  [rank.date]: 'date',
  [rank.timestamp]: 'timestamp',
  [rank.regex]: 'regex',
  [rank.code]: 'javascript',
  [rank.maxKey]: 'maxKey',
};

/** The BSON type of a decoded value, by MongoDB's name. */
export const typeName = (value: unknown): string => {
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double';
  if (typeof value === 'bigint') return 'long';
  if (typeof value === 'string') return 'string';
  const type = rankOf(value);
  if (type === rank.string) return 'symbol';
  if (type !== rank.number) return byRank[type]!;
  return { Double: 'double', Long: 'long', Int32: 'int', Decimal128: 'decimal' }[className(value as object)!]!;
};

/** A name, alias or number as given to `$type`, checked. */
export const parseType = (type: unknown): string => {
  const number = typeof type === 'object' && type !== null ? Number(type) : type;
  const name = typeof number === 'number' ? names.get(number) : number;
  if (typeof name === 'string' && (name === 'number' || name in numbers)) return name;
  throw new CommandError(2, `Unknown type name alias: ${String(type)}`);
};

export const isOfType = (value: unknown, type: string): boolean =>
  type === 'number' ? rankOf(value) === rank.number : typeName(value) === type;
