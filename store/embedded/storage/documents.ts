/**
 * Documents and their index entries, changed together. Everything that can be refused is checked before the first byte is written,
 * so a refused document leaves nothing behind in a transaction it shares with other commands.
 */
import { CommandError } from '../command-error.ts';
import { decodeDocument } from '../bson/decode.ts';
import { MAX_DOCUMENT_BYTES, type Document } from '../bson/document.ts';
import { afterPrefix, documentKey, documentPrefix, indexPrefix } from '../keys/key-layout.ts';
import { type Catalog, type Collection } from './catalog.ts';
import { duplicateKey, indexEntries, valuesOf, type Index, type IndexEntries } from './index-definition.ts';
import { type Storage } from './open-storage.ts';

export type Store = { storage: Storage; catalog: Catalog };

export type StoredDocument = {
  /** The encoded _id. */
  id: Buffer;
  bytes: Buffer;
  document: Document;
};

const checkSize = (bytes: Buffer): void => {
  if (bytes.length > MAX_DOCUMENT_BYTES)
    throw new CommandError(
      10334,
      `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}(16MB)`,
    );
};

const entryKey = (collection: Collection, index: Index, values: Buffer, id: Buffer): Buffer => {
  const prefix = indexPrefix(collection.number, index.number);
  return index.isUnique ? Buffer.concat([prefix, values]) : Buffer.concat([prefix, values, id]);
};

const isSecondary = (index: Index): boolean => index.number !== 0;

const checkUnique = (
  store: Store,
  collection: Collection,
  index: Index,
  entries: IndexEntries,
  stored: StoredDocument,
): void => {
  for (const values of entries.keys) {
    const holder = store.storage.get(entryKey(collection, index, values, stored.id));
    if (holder && !holder.equals(stored.id))
      throw duplicateKey(collection.namespace, index, valuesOf(index, stored.document, values));
  }
};

/** An index remembers having met arrays or over-long keys; the planner relies on it. */
const noteShape = (store: Store, collection: Collection, index: Index, entries: IndexEntries): void => {
  const isNew =
    (entries.isCut && !index.isTruncated) || entries.multikey.some((flag, field) => flag && !index.multikey[field]);
  if (!isNew) return;
  index.isTruncated ||= entries.isCut;
  index.multikey = index.multikey.map((flag, field) => flag || entries.multikey[field]!);
  store.catalog.save(collection);
};

const writeEntries = (store: Store, collection: Collection, index: Index, entries: IndexEntries, id: Buffer): void => {
  noteShape(store, collection, index, entries);
  for (const values of entries.keys) store.storage.put(entryKey(collection, index, values, id), id);
};

export const insertStored = (store: Store, collection: Collection, stored: StoredDocument): void => {
  checkSize(stored.bytes);
  const key = documentKey(collection.number, stored.id);
  if (store.storage.has(key))
    throw duplicateKey(collection.namespace, collection.indexes[0]!, [stored.document['_id']]);
  const added = collection.indexes.filter(isSecondary).map((index) => {
    const entries = indexEntries(index, stored.document);
    if (index.isUnique) checkUnique(store, collection, index, entries, stored);
    return { index, entries };
  });
  store.storage.put(key, stored.bytes);
  for (const { index, entries } of added) writeEntries(store, collection, index, entries, stored.id);
  if (collection.count !== undefined) collection.count++;
};

const without = (keys: readonly Buffer[], others: readonly Buffer[]): Buffer[] => {
  if (others.length === 0) return [...keys];
  if (keys.length === 1 && others.length === 1) return keys[0]!.equals(others[0]!) ? [] : [keys[0]!];
  const known = new Set(others.map((key) => key.toString('latin1')));
  return keys.filter((key) => !known.has(key.toString('latin1')));
};

export const replaceStored = (
  store: Store,
  collection: Collection,
  before: StoredDocument,
  after: StoredDocument,
): void => {
  checkSize(after.bytes);
  const changes = collection.indexes.filter(isSecondary).map((index) => {
    const old = indexEntries(index, before.document);
    const fresh = indexEntries(index, after.document);
    const added = { ...fresh, keys: without(fresh.keys, old.keys) };
    if (index.isUnique) checkUnique(store, collection, index, added, after);
    return { index, added, removed: without(old.keys, fresh.keys) };
  });
  store.storage.put(documentKey(collection.number, after.id), after.bytes);
  for (const { index, added, removed } of changes) {
    for (const values of removed) store.storage.remove(entryKey(collection, index, values, before.id));
    writeEntries(store, collection, index, added, after.id);
  }
};

export const removeStored = (store: Store, collection: Collection, stored: StoredDocument): void => {
  for (const index of collection.indexes.filter(isSecondary))
    for (const values of indexEntries(index, stored.document).keys)
      store.storage.remove(entryKey(collection, index, values, stored.id));
  store.storage.remove(documentKey(collection.number, stored.id));
  if (collection.count !== undefined) collection.count--;
};

export const countDocuments = (store: Store, collection: Collection): number => {
  if (collection.count === undefined) {
    const prefix = documentPrefix(collection.number);
    collection.count = store.storage.count(prefix, afterPrefix(prefix));
  }
  return collection.count;
};

const BUILD_CHUNK = 500;

/** Fills a new index from the documents that are there; throws, before writing anything, when they break its uniqueness. */
export const buildIndex = (store: Store, collection: Collection, index: Index): void => {
  const prefix = documentPrefix(collection.number);
  const end = afterPrefix(prefix);
  const pending: { entries: IndexEntries; id: Buffer }[] = [];
  const seen = new Set<string>();
  let start = prefix;
  for (;;) {
    const chunk = store.storage.range({ start, end, limit: BUILD_CHUNK, exclusiveStart: start !== prefix });
    for (const { key, value } of chunk) {
      const document = decodeDocument(value);
      const entries = indexEntries(index, document);
      if (index.isUnique)
        for (const values of entries.keys) {
          const text = values.toString('latin1');
          if (seen.has(text)) throw duplicateKey(collection.namespace, index, valuesOf(index, document, values));
          seen.add(text);
        }
      if (entries.keys.length > 0) pending.push({ entries, id: key.subarray(prefix.length) });
    }
    if (chunk.length < BUILD_CHUNK) break;
    start = chunk.at(-1)!.key;
  }
  for (const { entries, id } of pending) writeEntries(store, collection, index, entries, id);
};
