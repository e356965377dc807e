/** Sort specifications, and sort keys: bytes whose order is the wanted order. */
import { CommandError } from '../command-error.ts';
import { compareValues } from '../bson/compare.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { EMPTY_ARRAY, KeyWriter } from '../keys/key-writer.ts';
import { topLevel } from '../query/filter.ts';

export type SortField = { path: string; parts: readonly string[]; direction: 1 | -1 };

export const parseSort = (sort: Document | undefined): SortField[] =>
  Object.entries(sort ?? {}).map(([path, direction]) => {
    if (isDocument(direction)) throw new CommandError(115, `$meta sorts are not supported (field '${path}').`);
    const sign = Number(direction);
    if (sign !== 1 && sign !== -1)
      throw new CommandError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    if (path.startsWith('$')) throw new CommandError(2, `A sort by '${path}' is not possible.`);
    if (path === '') throw new CommandError(40352, 'FieldPath cannot be constructed with empty string');
    return { path, parts: path.split('.'), direction: sign };
  });

export const sortFieldNames = (sort: readonly SortField[]): Set<string> =>
  new Set(sort.map(({ path }) => topLevel(path)));

const collect = (value: unknown, parts: readonly string[], at: number, into: unknown[]): void => {
  if (at === parts.length) {
    if (!Array.isArray(value)) into.push(value);
    else if (value.length === 0) into.push(EMPTY_ARRAY);
    else into.push(...value);
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) if (isDocument(item)) collect(item, parts, at, into);
    const index = parts[at]!;
    if (/^\d+$/.test(index) && Number(index) < value.length) collect(value[Number(index)], parts, at + 1, into);
    return;
  }
  collect(isDocument(value) ? value[parts[at]!] : undefined, parts, at + 1, into);
};

const orderOf = (a: unknown, b: unknown): number =>
  a === EMPTY_ARRAY || b === EMPTY_ARRAY ? compareEmpty(a, b) : compareValues(a, b);

const compareEmpty = (a: unknown, b: unknown): number => Number(b === EMPTY_ARRAY) - Number(a === EMPTY_ARRAY);

/** An array sorts by its smallest element upwards and by its largest downwards. */
const sortValue = (document: Document, { parts, direction }: SortField): unknown => {
  const values: unknown[] = [];
  collect(document, parts, 0, values);
  if (values.length <= 1) return values[0];
  return values.reduce((best, value) => (orderOf(value, best) * direction < 0 ? value : best));
};

const writer = new KeyWriter();

export const sortKey = (document: Document, sort: readonly SortField[]): Buffer => {
  writer.reset();
  for (const field of sort) writer.value(sortValue(document, field), field.direction);
  return writer.take();
};
