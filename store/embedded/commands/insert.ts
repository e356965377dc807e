/** `insert`. The document is stored as the client sent it; only a missing or misplaced _id makes it be written anew. */
import { BSONRegExp, ObjectId } from 'bson';
import { CommandError } from '../command-error.ts';
import { decodeDocument } from '../bson/decode.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { encodeDocument } from '../bson/encode.ts';
import { RawDocument } from '../bson/raw-document.ts';
import { encodeId } from '../keys/key-layout.ts';
import { type Collection } from '../storage/catalog.ts';
import { insertStored, type Store, type StoredDocument } from '../storage/documents.ts';
import { withId } from '../update/apply-update.ts';
import { namespaceOf, type CommandDefinition } from './command.ts';
import { runWrite } from './retryable-write.ts';
import { runStatements, statementsOf } from './write-errors.ts';

const checkId = (id: unknown): void => {
  if (Array.isArray(id)) throw new CommandError(53, "The '_id' value cannot be of type array");
  if (id instanceof BSONRegExp || id instanceof RegExp)
    throw new CommandError(53, "The '_id' value cannot be of type regex");
  if (isDocument(id) && Object.keys(id).some((name) => name.startsWith('$')))
    throw new CommandError(
      52,
      `_id fields may not contain '$'-prefixed fields: ${Object.keys(id).join(', ')} is not valid for storage.`,
    );
};

/** A document with its _id in front, ready to be stored. */
export const prepare = (document: Document): StoredDocument => {
  const id = document['_id'] ?? ('_id' in document ? null : new ObjectId());
  checkId(id);
  const complete = withId(id, document);
  return { id: encodeId(id), document: complete, bytes: encodeDocument(complete) };
};

const ID_NAME = Buffer.from('_id\0');

const beginsWithId = (bytes: Buffer): boolean => bytes.length > 9 && bytes.compare(ID_NAME, 0, 4, 5, 9) === 0;

const prepareRaw = (entry: unknown): StoredDocument => {
  if (!(entry instanceof RawDocument)) {
    if (!isDocument(entry)) throw new CommandError(14, 'Every entry of insert.documents has to be a document.');
    return prepare(entry);
  }
  const { bytes } = entry;
  const document = decodeDocument(bytes);
  if (!beginsWithId(bytes)) return prepare(document);
  checkId(document['_id']);
  return { id: encodeId(document['_id']), document, bytes };
};

export const collectionForWriting = (store: Store, namespace: string): Collection =>
  store.catalog.find(namespace) ?? store.catalog.create(namespace);

export const insert: CommandDefinition = {
  options: ['documents', 'ordered'],
  run: (server, call) => {
    const { body } = call;
    const namespace = namespaceOf(call, 'insert');
    const documents = statementsOf(body, 'documents');
    return runWrite(server, body, () => {
      const collection = collectionForWriting(server.store, namespace);
      let n = 0;
      const writeErrors = runStatements(documents, body['ordered'] !== false, (document) => {
        insertStored(server.store, collection, prepareRaw(document));
        n++;
      });
      return { n, ...(writeErrors.length > 0 ? { writeErrors } : {}), ok: 1 };
    });
  },
};
