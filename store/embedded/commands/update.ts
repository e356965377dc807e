/** `update` and `delete`. */
import { type Variables } from '../aggregate/expression.ts';
import { CommandError } from '../command-error.ts';
import { decodeDocument } from '../bson/decode.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { RawDocument } from '../bson/raw-document.ts';
import { type Query } from '../plan/find-rows.ts';
import { parseSort } from '../plan/sort.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { type Store } from '../storage/documents.ts';
import { compileUpdate } from '../update/apply-update.ts';
import { documentOption, namespaceOf, type CommandDefinition } from './command.ts';
import { hintOf } from './find.ts';
import { collectionForWriting } from './insert.ts';
import { runWrite } from './retryable-write.ts';
import { changeRow, insertUpserted, matchingIds, removeRow, rowOf } from './update-documents.ts';
import { variablesOf } from './variables.ts';
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

const queryOf = (statement: Document, limit: number, variables: Variables): Query => ({
  filter: parseFilter(documentOption(statement, 'q') ?? {}, variables),
  sort: parseSort(documentOption(statement, 'sort')),
  limit,
  hint: hintOf(statement),
});

type UpdateTally = { n: number; nModified: number; upserted: Document[] };

type Write = { store: Store; namespace: string; variables: Variables; now: Date; tally: UpdateTally };

const UPDATE_FIELDS = ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint', 'sort'];

const runUpdate = (write: Write, statement: Document, index: number): void => {
  const { store, namespace, tally, now, variables } = write;
  const isMulti = statement['multi'] === true;
  const update = compileUpdate(statement['u'], statement['arrayFilters'], variables);
  if (isMulti && update.isReplacement)
    throw new CommandError(9, 'multi update is not supported for replacement-style update');
  const query = queryOf(statement, isMulti ? 0 : 1, variables);
  const collection = store.catalog.find(namespace);
  const ids = matchingIds(store, collection, query);
  for (const id of ids) {
    const { isModified } = changeRow(store, collection!, rowOf(store, collection!, id), query, update, now);
    tally.n++;
    if (isModified) tally.nModified++;
  }
  if (ids.length === 0 && statement['upsert'] === true) {
    const { document } = insertUpserted(store, collectionForWriting(store, namespace), query, update, now);
    tally.n++;
    tally.upserted.push({ index, _id: document['_id'] });
  }
};

export const update: CommandDefinition = {
  options: ['updates', 'ordered', 'let'],
  run: (server, call) => {
    const { body } = call;
    const namespace = namespaceOf(call, 'update');
    const statements = statementsOf(body, 'updates');
    return runWrite(server, body, () => {
      const tally: UpdateTally = { n: 0, nModified: 0, upserted: [] };
      const now = server.now();
      const write: Write = { store: server.store, namespace, variables: variablesOf(body, now), now, tally };
      const writeErrors = runStatements(statements, body['ordered'] !== false, (statement, index) =>
        runUpdate(write, statementDocument(statement, 'update.updates', UPDATE_FIELDS), index),
      );
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

const runDelete = (store: Store, namespace: string, statement: Document, variables: Variables): number => {
  const limit = Number(statement['limit'] ?? 0);
  if (limit !== 0 && limit !== 1)
    throw new CommandError(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
  const collection = store.catalog.find(namespace);
  const ids = matchingIds(store, collection, queryOf(statement, limit, variables));
  for (const id of ids) removeRow(store, collection!, rowOf(store, collection!, id));
  return ids.length;
};

const DELETE_FIELDS = ['q', 'limit', 'hint'];

export const deleteCommand: CommandDefinition = {
  options: ['deletes', 'ordered', 'let'],
  run: (server, call) => {
    const { body } = call;
    const namespace = namespaceOf(call, 'delete');
    const statements = statementsOf(body, 'deletes');
    return runWrite(server, body, () => {
      let n = 0;
      const variables = variablesOf(body, server.now());
      const writeErrors = runStatements(statements, body['ordered'] !== false, (statement) => {
        n += runDelete(
          server.store,
          namespace,
          statementDocument(statement, 'delete.deletes', DELETE_FIELDS),
          variables,
        );
      });
      return { n, ...(writeErrors.length > 0 ? { writeErrors } : {}), ok: 1 };
    });
  },
};
