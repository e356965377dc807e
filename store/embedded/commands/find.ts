/** `find`, `getMore`, `killCursors`. */
import { Long } from 'bson';
import { CommandError } from '../command-error.ts';
import { decodeDocument } from '../bson/decode.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { encodeDocument } from '../bson/encode.ts';
import { type Hint } from '../plan/choose-plan.ts';
import { findRows, type Query } from '../plan/find-rows.ts';
import { type Row } from '../plan/run-plan.ts';
import { parseSort } from '../plan/sort.ts';
import { type Filter } from '../query/filter.ts';
import { compileFilter, type MatchDetails } from '../query/match.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { compileProjection, type Projection } from '../query/projection.ts';
import { type Variables } from '../aggregate/expression.ts';
import { variablesOf } from './variables.ts';
import { countOption, documentOption, namespaceOf, type Call, type CommandDefinition, type Server } from './command.ts';

export const hintOf = (body: Document): Hint => {
  const hint = body['hint'];
  if (hint === undefined || typeof hint === 'string' || isDocument(hint)) return hint;
  throw new CommandError(9, 'Hint must be a string or an object');
};

const projected = function* (
  rows: Iterable<Row>,
  projection: Projection,
  filter: Filter,
  variables: Variables,
): Generator<Buffer> {
  const matches = projection.isPositional ? compileFilter(filter) : undefined;
  for (const { bytes } of rows) {
    const document = decodeDocument(bytes, projection.wanted);
    const details: MatchDetails = {};
    if (matches) matches(decodeDocument(bytes), details);
    yield encodeDocument(projection.apply(document, details, variables));
  }
};

const whole = function* (rows: Iterable<Row>): Generator<Buffer> {
  for (const { bytes } of rows) yield bytes;
};

const limitOf = (body: Document): { limit: number; isSingleBatch: boolean } => {
  const limit = Number(body['limit'] ?? 0);
  if (!Number.isInteger(limit)) throw new CommandError(14, "BSON field 'limit' must be a whole number");
  return { limit: Math.abs(limit), isSingleBatch: limit < 0 || body['singleBatch'] === true };
};

/** `{$natural: 1}` as a sort is a way of walking, as it is as a hint. */
const orderOf = (body: Document): Pick<Query, 'sort' | 'hint'> => {
  const sort = documentOption(body, 'sort');
  if (sort && Object.keys(sort).length === 1 && '$natural' in sort) return { sort: [], hint: sort };
  return { sort: parseSort(sort), hint: hintOf(body) };
};

export const findQuery = (body: Document, now: Date): Query & { limit: number } => ({
  filter: parseFilter(documentOption(body, 'filter') ?? {}, variablesOf(body, now)),
  ...orderOf(body),
  skip: countOption(body, 'skip') ?? 0,
  limit: limitOf(body).limit,
});

const runFind = (server: Server, call: Call): Document => {
  const { body } = call;
  const namespace = namespaceOf(call, 'find');
  const now = server.now();
  const query = findQuery(body, now);
  const specification = documentOption(body, 'projection');
  const projection =
    specification && Object.keys(specification).length > 0 ? compileProjection(specification) : undefined;
  const { rows } = findRows(server.store, server.store.catalog.find(namespace), query);
  const results = projection ? projected(rows, projection, query.filter, variablesOf(body, now)) : whole(rows);
  return server.cursors.start(namespace, results, countOption(body, 'batchSize'), limitOf(body).isSingleBatch);
};

export const find: CommandDefinition = {
  options: [
    'filter',
    'let',
    'sort',
    'projection',
    'hint',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'noCursorTimeout',
    'allowDiskUse',
    'allowPartialResults',
  ],
  run: runFind,
};

const cursorId = (value: unknown): Long => {
  if (value instanceof Long) return value;
  throw new CommandError(14, 'A cursor id has to be an int64');
};

export const getMore: CommandDefinition = {
  options: ['collection', 'batchSize'],
  run: (server, { database, body }) =>
    server.cursors.next(
      cursorId(body['getMore']),
      `${database}.${String(body['collection'])}`,
      countOption(body, 'batchSize'),
    ),
};

export const killCursors: CommandDefinition = {
  options: ['cursors'],
  run: (server, { body }) => {
    const ids = Array.isArray(body['cursors']) ? body['cursors'].map(cursorId) : [];
    const killed = ids.filter((id) => server.cursors.kill(id));
    return {
      cursorsKilled: killed,
      cursorsNotFound: ids.filter((id) => !killed.includes(id)),
      cursorsAlive: [],
      cursorsUnknown: [],
      ok: 1,
    };
  },
};
