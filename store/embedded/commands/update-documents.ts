/** Finding documents and changing them: what `update` and `findAndModify` share. */
import { decodeDocument } from '../bson/decode.ts';
import { type Document } from '../bson/document.ts';
import { encodeDocument } from '../bson/encode.ts';
import { documentKey } from '../keys/key-layout.ts';
import { type Query, findRows } from '../plan/find-rows.ts';
import { type Row } from '../plan/run-plan.ts';
import { compileFilter, type MatchDetails } from '../query/match.ts';
import { type Collection } from '../storage/catalog.ts';
import { insertStored, removeStored, replaceStored, type Store } from '../storage/documents.ts';
import { type Update } from '../update/apply-update.ts';
import { upsertSeed } from '../update/upsert-seed.ts';
import { prepare } from './insert.ts';

export type Changed = { before: Buffer; after: Buffer; isModified: boolean };

export const matchingRows = (store: Store, collection: Collection | undefined, query: Query): Row[] => [
  ...findRows(store, collection, query).rows,
];

/** All of them first, then the changes: a document must not be met again where its change has moved it. */
export const matchingIds = (store: Store, collection: Collection | undefined, query: Query): Buffer[] =>
  Array.from(findRows(store, collection, query).rows, ({ id }) => id);

export const rowOf = (store: Store, collection: Collection, id: Buffer): Row => ({
  id,
  bytes: store.storage.get(documentKey(collection.number, id))!,
});

export const changeRow = (
  store: Store,
  collection: Collection,
  row: Row,
  query: Query,
  update: Update,
  now: Date,
): Changed => {
  const details: MatchDetails = {};
  const document = decodeDocument(row.bytes);
  compileFilter(query.filter)(document, details);
  const updated = update.apply(document, { now, isInsert: false, matched: details.position });
  const after = encodeDocument(updated);
  const isModified = !after.equals(row.bytes);
  if (isModified)
    replaceStored(
      store,
      collection,
      { id: row.id, bytes: row.bytes, document: decodeDocument(row.bytes) },
      { id: row.id, bytes: after, document: updated },
    );
  return { before: row.bytes, after, isModified };
};

export const insertUpserted = (
  store: Store,
  collection: Collection,
  query: Query,
  update: Update,
  now: Date,
): { document: Document; bytes: Buffer } => {
  const seed = upsertSeed(query.filter, update.isReplacement);
  const stored = prepare(update.apply(seed, { now, isInsert: true, matched: undefined }));
  insertStored(store, collection, stored);
  return stored;
};

export const removeRow = (store: Store, collection: Collection, row: Row): void =>
  removeStored(store, collection, { id: row.id, bytes: row.bytes, document: decodeDocument(row.bytes) });
