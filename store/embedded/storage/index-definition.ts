/** An index as kept in the catalog, and the entries a document has in it. */
import { CommandError } from '../command-error.ts';
import { className } from '../bson/class-name.ts';
import { type Document } from '../bson/document.ts';
import { encodeValues } from '../keys/key-layout.ts';
import { indexKeyValues } from '../keys/index-key-values.ts';
import { type Filter } from '../query/filter.ts';
import { compileFilter, type Matcher } from '../query/match.ts';
import { parseFilter } from '../query/parse-filter.ts';

export type Index = {
  number: number;
  name: string;
  /** As given by the client: `listIndexes` answers with it. */
  specification: Document;
  pattern: Document;
  paths: readonly string[];
  directions: readonly (1 | -1)[];
  isUnique: boolean;
  isSparse: boolean;
  partial: Filter | undefined;
  isCovering: Matcher;
  expireAfterMs: number | undefined;
  /** Per field: an array was seen in some document, ever. */
  multikey: boolean[];
  /** Some key was cut (see key-layout.ts), ever. */
  isTruncated: boolean;
};

export type IndexState = { number: number; specification: Document; multikey: boolean[]; isTruncated: boolean };

export const openIndex = ({ number, specification, multikey, isTruncated }: IndexState): Index => {
  const pattern = specification['key'] as Document;
  const partialFilter = specification['partialFilterExpression'] as Document | undefined;
  const partial = partialFilter && parseFilter(partialFilter);
  const seconds = specification['expireAfterSeconds'];
  return {
    number,
    name: specification['name'] as string,
    specification,
    pattern,
    paths: Object.keys(pattern),
    directions: Object.values(pattern).map((direction) => (Number(direction) < 0 ? -1 : 1)),
    isUnique: specification['unique'] === true,
    isSparse: specification['sparse'] === true,
    partial,
    isCovering: partial ? compileFilter(partial) : () => true,
    expireAfterMs: seconds === undefined ? undefined : Number(seconds) * 1000,
    multikey,
    isTruncated,
  };
};

export type IndexEntries = {
  /** Encoded values, each once. */
  keys: Buffer[];
  multikey: boolean[];
  isCut: boolean;
};

const none = (index: Index): IndexEntries => ({ keys: [], multikey: index.multikey.map(() => false), isCut: false });

const dedupe = (keys: Buffer[]): Buffer[] =>
  keys.length === 1 ? keys : [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()];

export const indexEntries = (index: Index, document: Document): IndexEntries => {
  if (!index.isCovering(document)) return none(index);
  const { tuples, multikey, isAbsent } = indexKeyValues(document, index.paths);
  if (index.isSparse && isAbsent) return none(index);
  let isCut = false;
  const keys = tuples.map((tuple) => {
    const encoded = encodeValues(tuple, index.directions);
    isCut ||= encoded.isCut;
    return encoded.bytes;
  });
  return { keys: dedupe(keys), multikey, isCut };
};

/** The tuple of values behind an entry, to name it in an error. */
export const valuesOf = (index: Index, document: Document, key: Buffer): unknown[] =>
  indexKeyValues(document, index.paths).tuples.find((tuple) =>
    encodeValues(tuple, index.directions).bytes.equals(key),
  ) ?? [];

export const duplicateKey = (namespace: string, index: Index, values: readonly unknown[]): CommandError => {
  const keyValue = Object.fromEntries(
    index.paths.map((path, field) => [path, typeof values[field] === 'symbol' ? null : values[field]]),
  );
  const shown = Object.entries(keyValue)
    .map(([path, value]) => `${path}: ${show(value)}`)
    .join(', ');
  return new CommandError(
    11000,
    `E11000 duplicate key error collection: ${namespace} index: ${index.name} dup key: { ${shown} }`,
    {
      keyPattern: index.pattern,
      keyValue,
    },
  );
};

const show = (value: unknown): string => {
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  const type = typeof value === 'object' && value !== null ? className(value) : undefined;
  if (type === 'ObjectId') return `ObjectId('${String(value)}')`;
  return type === undefined ? (JSON.stringify(value) ?? 'null') : String(value);
};
