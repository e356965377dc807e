/** `explain`: which index serves a query, and how many keys and documents it looks at. */
import { CommandError } from '../command-error.ts';
import { countOf } from '../count-of.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { type Found, findRows, type Query } from '../plan/find-rows.ts';
import { parseSort } from '../plan/sort.ts';
import { type Plan, type Scan } from '../plan/scan.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { startPipeline } from './aggregate.ts';
import { documentOption, type Call, type CommandDefinition, type Server } from './command.ts';
import { variablesOf } from './variables.ts';
import { countQuery } from './count.ts';
import { findQuery, hintOf } from './find.ts';

const indexScan = (scan: Scan): Document => ({
  stage: 'IXSCAN',
  keyPattern: scan.index.pattern,
  indexName: scan.index.name,
  isMultiKey: scan.index.multikey.some(Boolean),
  isUnique: scan.index.isUnique,
  isSparse: scan.index.isSparse,
  isPartial: scan.index.partial !== undefined,
  direction: scan.isReverse ? 'backward' : 'forward',
  ranges: scan.ranges.length,
});

const access = (plan: Plan): Document => {
  if (plan.scans.length === 0) return { stage: 'EOF' };
  if (plan.kind === 'collection')
    return { stage: 'COLLSCAN', direction: plan.scans[0]!.isReverse ? 'backward' : 'forward' };
  const scans = plan.scans.map(indexScan);
  if (scans.length === 1) return { stage: 'FETCH', inputStage: scans[0] };
  return { stage: 'FETCH', inputStage: { stage: plan.isSorted ? 'SORT_MERGE' : 'OR', inputStages: scans } };
};

const winningPlan = (plan: Plan, query: Query): Document => {
  const found = access(plan);
  if (query.sort.length === 0 || plan.isSorted) return found;
  return {
    stage: 'SORT',
    sortPattern: Object.fromEntries(query.sort.map(({ path, direction }) => [path, direction])),
    inputStage: found,
  };
};

const explained = (namespace: string, found: Found, query: Query, verbosity: unknown): Document => {
  const queryPlanner = { namespace, winningPlan: winningPlan(found.plan, query), rejectedPlans: [] };
  if (verbosity === 'queryPlanner') return { queryPlanner, ok: 1 };
  const started = performance.now();
  const nReturned = countOf(found.rows);
  return {
    queryPlanner,
    executionStats: {
      executionSuccess: true,
      nReturned,
      executionTimeMillis: Math.round(performance.now() - started),
      totalKeysExamined: found.plan.kind === 'collection' ? 0 : found.examined.keys,
      totalDocsExamined: found.examined.documents,
    },
    ok: 1,
  };
};

const statement = (body: Document, name: string): Document => {
  const [first] = Array.isArray(body[name]) ? body[name] : [];
  if (!isDocument(first)) throw new CommandError(14, `${name} has to be an array of one document`);
  return first;
};

const queryOf = (command: string, body: Document, now: Date): Query => {
  switch (command) {
    case 'find':
      return findQuery(body, now);
    case 'count':
    case 'distinct':
      return countQuery(body, now);
    case 'findAndModify':
      return {
        filter: parseFilter(documentOption(body, 'query') ?? {}, variablesOf(body, now)),
        sort: parseSort(documentOption(body, 'sort')),
        limit: 1,
        hint: hintOf(body),
      };
    case 'update':
    case 'delete': {
      const one = statement(body, command === 'update' ? 'updates' : 'deletes');
      return {
        filter: parseFilter(documentOption(one, 'q') ?? {}, variablesOf(body, now)),
        sort: [],
        hint: hintOf(one),
      };
    }
    default:
      throw new CommandError(115, `explain of ${command} is not supported.`);
  }
};

const explainAggregate = (server: Server, call: Call, verbosity: unknown): Document => {
  const { found } = startPipeline(server, call);
  const sort: Query = { filter: { kind: 'constant', value: true }, sort: [] };
  return explained(`${call.database}.${String(call.body['aggregate'])}`, found, sort, verbosity);
};

export const explain: CommandDefinition = {
  options: ['verbosity'],
  run: (server, call) => {
    const body = call.body['explain'];
    if (!isDocument(body)) throw new CommandError(14, 'explain needs a command to explain');
    const [command = ''] = Object.keys(body);
    const verbosity = call.body['verbosity'] ?? 'allPlansExecution';
    if (command === 'aggregate') return explainAggregate(server, { ...call, body }, verbosity);
    const query = queryOf(command, body, server.now());
    const namespace = `${call.database}.${String(body[command])}`;
    return explained(namespace, findRows(server.store, server.store.catalog.find(namespace), query), query, verbosity);
  },
};
