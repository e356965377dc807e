/** Reading and writing at dotted paths, and what `$`, `$[]` and `$[name]` stand for in a given document. */
import { CommandError } from '../command-error.ts';
import { isDocument, setField, type Document } from '../bson/document.ts';
import { typeName } from '../query/bson-type.ts';
import { type Matcher } from '../query/match.ts';

const isIndex = (part: string): boolean => /^(?:0|[1-9]\d*)$/.test(part);

export const valueAt = (document: Document, parts: readonly string[]): unknown => {
  let value: unknown = document;
  for (const part of parts) {
    if (Array.isArray(value)) value = isIndex(part) ? value[Number(part)] : undefined;
    else if (isDocument(value)) value = Object.hasOwn(value, part) ? value[part] : undefined;
    else return undefined;
  }
  return value;
};

const notViable = (parts: readonly string[], at: number, value: unknown): CommandError =>
  new CommandError(
    28,
    `Cannot create field '${parts[at]}' in element {${parts.slice(0, at).join('.')}: ${typeName(value)}}`,
  );

const MAX_PADDING = 1_500_000;

const put = (container: unknown, parts: readonly string[], at: number, value: unknown): void => {
  const part = parts[at]!;
  if (Array.isArray(container)) {
    if (!isIndex(part)) throw notViable(parts, at, container);
    if (Number(part) > container.length + MAX_PADDING)
      throw new CommandError(2, `Index ${part} lies too far beyond the end of the array.`);
    while (container.length < Number(part)) container.push(null);
    container[Number(part)] = value;
  } else setField(container as Document, part, value);
};

/** Creates the documents on the way; refuses to go through a value that is neither document nor array. */
export const putAt = (document: Document, parts: readonly string[], value: unknown): void => {
  let container: unknown = document;
  for (let at = 0; at < parts.length - 1; at++) {
    let next = valueAt(container as Document, [parts[at]!]);
    if (next === undefined || (next === null && Array.isArray(container) && Number(parts[at]) >= container.length)) {
      next = {};
      put(container, parts, at, next);
    } else if (!isDocument(next) && !Array.isArray(next)) throw notViable(parts, at + 1, next);
    container = next;
  }
  put(container, parts, parts.length - 1, value);
};

/** Removing an array element leaves null in its place, as MongoDB does. */
export const removeAt = (document: Document, parts: readonly string[]): void => {
  const container = valueAt(document, parts.slice(0, -1));
  const last = parts.at(-1)!;
  if (Array.isArray(container)) {
    if (isIndex(last) && Number(last) < container.length) container[Number(last)] = null;
  } else if (isDocument(container)) delete container[last];
};

export type Positions = {
  /** Element that the filter matched, for `$`. */
  matched: number | undefined;
  /** By name, for `$[name]`. */
  filters: ReadonlyMap<string, Matcher>;
};

const elementsMeant = (array: unknown, part: string, path: string, positions: Positions): number[] => {
  if (!Array.isArray(array)) throw new CommandError(2, `Cannot apply array updates to non-array element ${path}`);
  const name = part.slice(2, -1);
  if (name === '') return array.map((_, index) => index);
  const matches = positions.filters.get(name)!;
  return array.flatMap((item, index) => (matches({ [name]: item }) ? [index] : []));
};

/** The concrete paths a path with positional parts stands for. */
export const expandPath = (document: Document, parts: readonly string[], positions: Positions): string[][] => {
  const at = parts.findIndex((part) => part.startsWith('$'));
  if (at === -1) return [[...parts]];
  const part = parts[at]!;
  const before = parts.slice(0, at);
  const after = parts.slice(at + 1);
  if (part === '$') {
    if (positions.matched === undefined)
      throw new CommandError(2, 'The positional operator did not find the match needed from the query.');
    return expandPath(document, [...before, String(positions.matched), ...after], positions);
  }
  const array = valueAt(document, before);
  if (array === undefined)
    throw new CommandError(
      2,
      `The path '${before.join('.')}' must exist in the document in order to apply array updates.`,
    );
  return elementsMeant(array, part, before.join('.'), positions).flatMap((index) =>
    expandPath(document, [...before, String(index), ...after], positions),
  );
};
