/** `update` and `delete`. */
import { CommandError } from '../command-error.ts';
import { decodeDocument } from '../bson/decode.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { RawDocument } from '../bson/raw-document.ts';
import { type Query } from '../plan/find-rows.ts';
import { parseSort } from '../plan/sort.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { compileUpdate } from '../update/apply-update.ts';
import { documentOption, namespaceOf, type CommandDefinition, type Server } from './command.ts';
import { hintOf } from './find.ts';
import { collectionForWriting } from './insert.ts';
import { runWrite } from './retryable-write.ts';
import { changeRow, insertUpserted, matchingRows, removeRow } from './update-documents.ts';
import { runStatements, statementsOf } from './write-errors.ts';

const statementDocument = (statement: unknown, command: string, options: readonly string[]): Document => {
  const document = statement instanceof RawDocument ? decodeDocument(statement.bytes) : statement;
  if (!isDocument(document)) throw new CommandError(14, `Every statement of ${command} has to be a document.`);
  for (const option of Object.keys(document)) {
    if (option === 'collation')
      throw new CommandError(115, 'collation is not supported: strings compare by code point.');
    if (!options.includes(option))
      throw new CommandError(40415, `BSON field '${command}.${option}' is an unknown field.`);
  }
  return document;
};

const queryOf = (statement: Document, limit: number): Query => ({
  filter: parseFilter(documentOption(statement, 'q') ?? {}),
  sort: parseSort(documentOption(statement, 'sort')),
  limit,
  hint: hintOf(statement),
});

type UpdateTally = { n: number; nModified: number; upserted: Document[] };

const runUpdate = (server: Server, namespace: string, statement: Document, index: number, tally: UpdateTally): void => {
  const { store } = server;
  const isMulti = statement['multi'] === true;
  const update = compileUpdate(statement['u'], statement['arrayFilters'], statement['c']);
  if (isMulti && update.isReplacement)
    throw new CommandError(9, 'multi update is not supported for replacement-style update');
  const query = queryOf(statement, isMulti ? 0 : 1);
  const collection = store.catalog.find(namespace);
  const rows = matchingRows(store, collection, query);
  const now = server.now();
  for (const row of rows) {
    const { isModified } = changeRow(store, collection!, row, query, update, now);
    tally.n++;
    if (isModified) tally.nModified++;
  }
  if (rows.length === 0 && statement['upsert'] === true) {
    const { document } = insertUpserted(store, collectionForWriting(store, namespace), query, update, now);
    tally.n++;
    tally.upserted.push({ index, _id: document['_id'] });
  }
};

export const update: CommandDefinition = {
  options: ['updates', 'ordered'],
  run: (server, call) => {
    const { body } = call;
    const namespace = namespaceOf(call, 'update');
    const statements = statementsOf(body, 'updates');
    return runWrite(server, body, () => {
      const tally: UpdateTally = { n: 0, nModified: 0, upserted: [] };
      const writeErrors = runStatements(statements, body['ordered'] !== false, (statement, index) => {
        const document = statementDocument(statement, 'update.updates', [
          'q',
          'u',
          'c',
          'multi',
          'upsert',
          'arrayFilters',
          'hint',
          'sort',
        ]);
        runUpdate(server, namespace, document, index, tally);
      });
      return {
        n: tally.n,
        ...(tally.upserted.length > 0 ? { upserted: tally.upserted } : {}),
        nModified: tally.nModified,
        ...(writeErrors.length > 0 ? { writeErrors } : {}),
        ok: 1,
      };
    });
  },
};

const runDelete = (server: Server, namespace: string, statement: Document): number => {
  const { store } = server;
  const limit = Number(statement['limit'] ?? 0);
  if (limit !== 0 && limit !== 1)
    throw new CommandError(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
  const collection = store.catalog.find(namespace);
  const rows = matchingRows(store, collection, queryOf(statement, limit));
  for (const row of rows) removeRow(store, collection!, row);
  return rows.length;
};

export const deleteCommand: CommandDefinition = {
  options: ['deletes', 'ordered'],
  run: (server, call) => {
    const { body } = call;
    const namespace = namespaceOf(call, 'delete');
    const statements = statementsOf(body, 'deletes');
    return runWrite(server, body, () => {
      let n = 0;
      const writeErrors = runStatements(statements, body['ordered'] !== false, (statement) => {
        n += runDelete(server, namespace, statementDocument(statement, 'delete.deletes', ['q', 'limit', 'hint']));
      });
      return { n, ...(writeErrors.length > 0 ? { writeErrors } : {}), ok: 1 };
    });
  },
};
