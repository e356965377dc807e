/** `count` and `distinct`. */
import { CommandError } from '../command-error.ts';
import { decodeDocument } from '../bson/decode.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { encodeValue } from '../keys/key-layout.ts';
import { countRows } from '../plan/count-rows.ts';
import { findRows, type Query } from '../plan/find-rows.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { countOption, documentOption, namespaceOf, type CommandDefinition } from './command.ts';
import { hintOf } from './find.ts';
import { variablesOf } from './variables.ts';

export const countQuery = (body: Document, now: Date): Query => ({
  filter: parseFilter(documentOption(body, 'query') ?? {}, variablesOf(body, now)),
  sort: [],
  skip: countOption(body, 'skip') ?? 0,
  limit: Math.abs(Number(body['limit'] ?? 0)),
  hint: hintOf(body),
});

export const count: CommandDefinition = {
  options: ['query', 'skip', 'limit', 'hint', 'fields'],
  run: ({ store, now }, call) => {
    const collection = store.catalog.find(namespaceOf(call, 'count'));
    return { n: countRows(store, collection, countQuery(call.body, now())), ok: 1 };
  },
};

const valuesAt = (value: unknown, parts: readonly string[], at: number, into: (value: unknown) => void): void => {
  if (Array.isArray(value)) {
    const index = parts[at];
    if (index !== undefined && /^\d+$/.test(index) && Number(index) < value.length)
      valuesAt(value[Number(index)], parts, at + 1, into);
    for (const item of value) {
      if (at === parts.length) into(item);
      else if (isDocument(item)) valuesAt(item, parts, at, into);
    }
  } else if (at === parts.length) {
    if (value !== undefined) into(value);
  } else if (isDocument(value)) valuesAt(value[parts[at]!], parts, at + 1, into);
};

export const distinct: CommandDefinition = {
  options: ['key', 'query', 'hint'],
  run: ({ store, now }, call) => {
    const key = call.body['key'];
    if (typeof key !== 'string' || key === '')
      throw new CommandError(14, "BSON field 'distinct.key' has to be a string");
    const collection = store.catalog.find(namespaceOf(call, 'distinct'));
    const parts = key.split('.');
    const wanted = new Set(parts.slice(0, 1));
    const values = new Map<string, unknown>();
    for (const { bytes } of findRows(store, collection, { ...countQuery(call.body, now()), skip: 0, limit: 0 }).rows)
      valuesAt(decodeDocument(bytes, wanted), parts, 0, (value) => {
        const encoded = encodeValue(value, 1).toString('latin1');
        if (!values.has(encoded)) values.set(encoded, value);
      });
    return { values: [...values].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value), ok: 1 };
  },
};
