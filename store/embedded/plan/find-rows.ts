/** The one way documents are found, for reads and writes alike: plan, walk, sort, skip, limit. */
import { decodeDocument } from '../bson/decode.ts';
import { type Filter } from '../query/filter.ts';
import { type Collection } from '../storage/catalog.ts';
import { type Store } from '../storage/documents.ts';
import { choosePlan, type Hint } from './choose-plan.ts';
import { runPlan, type Examined, type Row } from './run-plan.ts';
import { type Plan } from './scan.ts';
import { sortFieldNames, sortKey, type SortField } from './sort.ts';
import { firstInOrder } from './top-rows.ts';

export type Query = {
  filter: Filter;
  sort: readonly SortField[];
  skip?: number;
  /** 0 means no limit. */
  limit?: number;
  hint?: Hint;
};

export type Found = { plan: Plan; examined: Examined; rows: Generator<Row> };

const sorted = function* (rows: Iterable<Row>, sort: readonly SortField[], atMost: number): Generator<Row> {
  const wanted = sortFieldNames(sort);
  const keyed = function* (): Generator<{ key: Buffer; row: Row }> {
    for (const row of rows) yield { key: sortKey(decodeDocument(row.bytes, wanted), sort), row };
  };
  for (const { row } of firstInOrder(keyed(), atMost)) yield row;
};

const window = function* (rows: Iterable<Row>, skip: number, limit: number): Generator<Row> {
  let index = 0;
  const end = limit === 0 ? Number.POSITIVE_INFINITY : skip + limit;
  if (end === skip) return;
  for (const row of rows) {
    if (index >= skip) yield row;
    if (++index >= end) return;
  }
};

/** Rows expected where nobody says. */
const UNKNOWN = 16;

export const findRows = (store: Store, collection: Collection | undefined, query: Query): Found => {
  const { filter, sort, skip = 0, limit = 0 } = query;
  const examined: Examined = { keys: 0, documents: 0 };
  if (!collection)
    return { plan: { kind: 'collection', scans: [], isSorted: true, needsDedupe: false }, examined, rows: none() };
  const plan = choosePlan(store.storage, collection, filter, sort, query.hint);
  const needsSort = sort.length > 0 && !plan.isSorted;
  const expected = needsSort || limit === 0 ? UNKNOWN : skip + limit;
  const walked = runPlan({ storage: store.storage, collection, examined, expected }, plan, filter, sort);
  const ordered = needsSort ? sorted(walked, sort, limit === 0 ? Number.POSITIVE_INFINITY : skip + limit) : walked;
  return { plan, examined, rows: skip === 0 && limit === 0 ? ordered : window(ordered, skip, limit) };
};

const none = function* (): Generator<Row> {};
