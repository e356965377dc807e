/** `findAndModify`: change or remove one document and return it, atomically. */
import { CommandError } from '../command-error.ts';
import { decodeDocument } from '../bson/decode.ts';
import { type Document } from '../bson/document.ts';
import { encodeDocument } from '../bson/encode.ts';
import { RawDocument } from '../bson/raw-document.ts';
import { type Query } from '../plan/find-rows.ts';
import { type Row } from '../plan/run-plan.ts';
import { parseSort } from '../plan/sort.ts';
import { compileFilter, type MatchDetails } from '../query/match.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { compileProjection, type Projection } from '../query/projection.ts';
import { type Collection } from '../storage/catalog.ts';
import { compileUpdate } from '../update/apply-update.ts';
import { documentOption, namespaceOf, type CommandDefinition, type Server } from './command.ts';
import { hintOf } from './find.ts';
import { collectionForWriting } from './insert.ts';
import { variablesOf } from './variables.ts';
import { runWrite } from './retryable-write.ts';
import { changeRow, insertUpserted, matchingRows, removeRow } from './update-documents.ts';

const projectionOf = (body: Document): Projection | undefined => {
  const fields = documentOption(body, 'fields');
  return fields && Object.keys(fields).length > 0 ? compileProjection(fields) : undefined;
};

const valueOf = (bytes: Buffer, projection: Projection | undefined, query: Query, now: Date): RawDocument => {
  if (!projection) return new RawDocument(bytes);
  const document = decodeDocument(bytes);
  const details: MatchDetails = {};
  if (projection.isPositional) compileFilter(query.filter)(document, details);
  return new RawDocument(encodeDocument(projection.apply(document, details, { NOW: now })));
};

const remove = (
  server: Server,
  collection: Collection | undefined,
  rows: readonly Row[],
  value: (bytes: Buffer) => RawDocument,
): Document => {
  const [row] = rows;
  if (row) removeRow(server.store, collection!, row);
  return { lastErrorObject: { n: rows.length }, value: row ? value(row.bytes) : null, ok: 1 };
};

const modify = (
  server: Server,
  namespace: string,
  body: Document,
  query: Query,
  rows: readonly Row[],
  value: (bytes: Buffer) => RawDocument,
): Document => {
  const { store } = server;
  const update = compileUpdate(body['update'], body['arrayFilters'], variablesOf(body, server.now()));
  const now = server.now();
  const [row] = rows;
  if (row) {
    const { before, after } = changeRow(store, store.catalog.require(namespace), row, query, update, now);
    return {
      lastErrorObject: { n: 1, updatedExisting: true },
      value: value(body['new'] === true ? after : before),
      ok: 1,
    };
  }
  if (body['upsert'] !== true) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null, ok: 1 };
  const { document, bytes } = insertUpserted(store, collectionForWriting(store, namespace), query, update, now);
  return {
    lastErrorObject: { n: 1, updatedExisting: false, upserted: document['_id'] },
    value: body['new'] === true ? value(bytes) : null,
    ok: 1,
  };
};

const checkCombination = (body: Document): void => {
  const isRemove = body['remove'] === true;
  if (isRemove && body['update'] !== undefined)
    throw new CommandError(9, 'Cannot specify both an update and remove=true');
  if (isRemove && body['upsert'] === true) throw new CommandError(9, 'Cannot specify both upsert=true and remove=true');
  if (isRemove && body['new'] === true)
    throw new CommandError(
      9,
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  if (!isRemove && body['update'] === undefined)
    throw new CommandError(9, 'Either an update or remove=true must be specified');
};

export const findAndModify: CommandDefinition = {
  options: ['query', 'sort', 'update', 'remove', 'new', 'fields', 'upsert', 'arrayFilters', 'hint', 'findandmodify'],
  run: (server, call) => {
    const { body } = call;
    const namespace = namespaceOf(call, 'findAndModify');
    checkCombination(body);
    const query: Query = {
      filter: parseFilter(documentOption(body, 'query') ?? {}, variablesOf(body, server.now())),
      sort: parseSort(documentOption(body, 'sort')),
      limit: 1,
      hint: hintOf(body),
    };
    const projection = projectionOf(body);
    return runWrite(server, body, () => {
      const collection = server.store.catalog.find(namespace);
      const rows = matchingRows(server.store, collection, query);
      const value = (bytes: Buffer): RawDocument => valueOf(bytes, projection, query, server.now());
      return body['remove'] === true
        ? remove(server, collection, rows, value)
        : modify(server, namespace, body, query, rows, value);
    });
  },
};
