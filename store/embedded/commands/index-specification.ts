/** What a client may ask of an index: checked, named, and without the options that say nothing. */
import { CommandError } from '../command-error.ts';
import { numericValue, rank, rankOf } from '../bson/compare.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { documentOption } from './command.ts';

const MAX_FIELDS = 32;
const MAX_TTL_SECONDS = 2_147_483_647;

const known = new Set([
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'ns',
  'hidden',
  'collation',
]);

const checkField = (path: string, direction: unknown): void => {
  if (typeof direction === 'string')
    throw new CommandError(
      67,
      `Index type '${direction}' of field '${path}' is not supported: only ascending (1) and descending (-1).`,
    );
  if (rankOf(direction) !== rank.number || !(Math.abs(Number(numericValue(direction))) > 0))
    throw new CommandError(
      67,
      `Values in the index key pattern must be positive or negative numbers; field '${path}' is not.`,
    );
  const parts = path.split('.');
  if (parts.some((part) => part === '' || part.startsWith('$')))
    throw new CommandError(67, `Index key '${path}' contains an empty field name or one that begins with '$'.`);
  if (parts.slice(1).some((part) => /^\d+$/.test(part)))
    throw new CommandError(67, `Array positions in index keys ('${path}') are not supported.`);
};

const keyOf = (specification: Document): Document => {
  const key = specification['key'];
  if (!isDocument(key) || Object.keys(key).length === 0)
    throw new CommandError(67, 'Index keys cannot be an empty object');
  if (Object.keys(key).length > MAX_FIELDS) throw new CommandError(67, `An index has at most ${MAX_FIELDS} fields.`);
  for (const [path, direction] of Object.entries(key)) checkField(path, direction);
  return key;
};

const ttlOf = (specification: Document, key: Document): number | undefined => {
  const seconds = specification['expireAfterSeconds'];
  if (seconds === undefined) return undefined;
  const number = rankOf(seconds) === rank.number ? Number(numericValue(seconds)) : Number.NaN;
  if (!(number >= 0 && number <= MAX_TTL_SECONDS))
    throw new CommandError(67, `TTL index 'expireAfterSeconds' must be a number from 0 to ${MAX_TTL_SECONDS}.`);
  if (Object.keys(key).length !== 1 || '_id' in key)
    throw new CommandError(67, 'TTL indexes are single-field indexes, and not on _id.');
  return number;
};

const flag = (specification: Document, name: string): boolean => {
  const value = specification[name];
  return value === true || (rankOf(value) === rank.number && Number(numericValue(value)) !== 0);
};

/** The specification as it is kept. */
export const checkSpecification = (specification: unknown): Document => {
  if (!isDocument(specification)) throw new CommandError(14, 'Each index has to be a document.');
  const stray = Object.keys(specification).find((name) => !known.has(name));
  if (stray)
    throw new CommandError(197, `The field '${stray}' is not valid for an index specification, or not supported.`);
  if (specification['collation'] !== undefined)
    throw new CommandError(115, 'collation is not supported: strings compare by code point.');
  if (flag(specification, 'hidden')) throw new CommandError(115, 'Hidden indexes are not supported.');
  const key = keyOf(specification);
  const name = specification['name'];
  if (typeof name !== 'string' || name === '')
    throw new CommandError(67, 'The field name of an index specification has to be a string.');
  const expireAfterSeconds = ttlOf(specification, key);
  const partialFilterExpression = documentOption(specification, 'partialFilterExpression');
  if (partialFilterExpression) parseFilter(partialFilterExpression);
  if (partialFilterExpression && flag(specification, 'sparse'))
    throw new CommandError(67, "cannot mix 'partialFilterExpression' and 'sparse' options");
  return {
    v: 2,
    key,
    name,
    ...(flag(specification, 'unique') ? { unique: true } : {}),
    ...(flag(specification, 'sparse') ? { sparse: true } : {}),
    ...(partialFilterExpression ? { partialFilterExpression } : {}),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
  };
};
