/**
 * Which values a document has under an index: one tuple, or one per array element. All array fields of a compound index must go
 * through the same array, or the number of keys would be a product (MongoDB refuses it too, code 171).
 */
import { CommandError } from '../command-error.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { EMPTY_ARRAY } from './key-writer.ts';

export type IndexKeyValues = {
  tuples: unknown[][];
  /** Per field: whether it met an array, also an empty one. */
  multikey: boolean[];
  /** True when no field of the index exists in the document; a sparse index then has no entry for it. */
  isAbsent: boolean;
};

type Cursor = { value: unknown; parts: readonly string[]; at: number };

type Walk = { multikey: boolean[]; found: boolean; tuples: unknown[][]; paths: readonly string[] };

const descend = (cursor: Cursor): Cursor => {
  let { value, at } = cursor;
  while (at < cursor.parts.length && !Array.isArray(value)) {
    value = isDocument(value) && Object.hasOwn(value, cursor.parts[at]!) ? value[cursor.parts[at]!] : undefined;
    at++;
  }
  return { value, parts: cursor.parts, at };
};

const expand = (walk: Walk, cursors: readonly Cursor[], settled: readonly boolean[]): void => {
  const reached = cursors.map((cursor, field) => (settled[field] ? cursor : descend(cursor)));
  const inArray = reached.map((cursor, field) => !settled[field] && Array.isArray(cursor.value));
  const first = reached.find((_, field) => inArray[field]);
  if (first === undefined) {
    if (reached.some((cursor) => cursor.value !== undefined)) walk.found = true;
    walk.tuples.push(reached.map((cursor) => cursor.value ?? null));
    return;
  }
  const array = first.value as unknown[];
  reached.forEach((cursor, field) => {
    if (!inArray[field]) return;
    walk.multikey[field] = true;
    if (cursor.value !== array)
      throw new CommandError(
        171,
        `cannot index parallel arrays [${walk.paths[field]}] [${walk.paths[reached.indexOf(first)]}]`,
      );
  });
  const items = array.length === 0 ? [EMPTY_ARRAY] : array;
  for (const item of items) {
    const next = reached.map((cursor, field) => (inArray[field] ? element(cursor, item) : cursor));
    // A leaf array is expanded once: its nested arrays are values.
    const done = reached.map(
      (cursor, field) =>
        settled[field]! || (inArray[field]! && (cursor.at === cursor.parts.length || !isDocument(item))),
    );
    expand(walk, next, done);
  }
};

const element = (cursor: Cursor, item: unknown): Cursor => {
  if (cursor.at === cursor.parts.length || isDocument(item)) return { ...cursor, value: item };
  return { ...cursor, value: undefined };
};

export const indexKeyValues = (document: Document, paths: readonly string[]): IndexKeyValues => {
  const walk: Walk = { multikey: paths.map(() => false), found: false, tuples: [], paths };
  expand(
    walk,
    paths.map((path) => ({ value: document, parts: path.split('.'), at: 0 })),
    paths.map(() => false),
  );
  return { tuples: walk.tuples, multikey: walk.multikey, isAbsent: !walk.found };
};
