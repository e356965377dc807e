/** Counts what a query finds without reading documents, where the keys of an index alone decide. */
import { rank, rankOf } from '../bson/compare.ts';
import { CUT_AT } from '../keys/key-layout.ts';
import { countOf } from '../count-of.ts';
import { conjuncts, type Condition, type Filter } from '../query/filter.ts';
import { type Collection } from '../storage/catalog.ts';
import { countDocuments, type Store } from '../storage/documents.ts';
import { choosePlan } from './choose-plan.ts';
import { findRows, type Query } from './find-rows.ts';
import { type Plan, type Scan } from './scan.ts';

/** Null also finds what is missing, an array its elements, and NaN lies below every number in a key but within no range. */
const equalByKey = new Set<number>([rank.string, rank.number, rank.boolean, rank.date, rank.objectId]);
const orderedByKey = new Set<number>([rank.string, rank.date]);

const orderings = new Set(['gt', 'gte', 'lt', 'lte']);

const isDecidedByKey = (condition: Condition): boolean => {
  if (condition.op === 'in')
    return condition.patterns.length === 0 && condition.operands.every((operand) => equalByKey.has(rankOf(operand)));
  if (!('operand' in condition)) return false;
  return (orderings.has(condition.op) ? orderedByKey : equalByKey).has(rankOf(condition.operand));
};

const isUncut = ({ index, ranges }: Scan): boolean =>
  !index.isTruncated && ranges.every(({ start, end }) => start.length < CUT_AT && end.length < CUT_AT);

/** Every key in the plan's ranges belongs to a document of its own that matches, and no other document does. */
export const isDecidedByKeys = (plan: Plan, filter: Filter): boolean => {
  const [scan, ...others] = plan.scans;
  if (!scan || others.length > 0 || plan.needsDedupe || !isUncut(scan)) return false;
  const bound = new Set(scan.index.paths.slice(0, scan.boundFields));
  return conjuncts(filter).every(
    (part) => part.kind === 'path' && bound.has(part.path) && isDecidedByKey(part.condition),
  );
};

const isEverything = ({ kind, ...filter }: Filter): boolean =>
  kind === 'and' && 'filters' in filter && filter.filters.every(isEverything);

const countAll = ({ storage, catalog }: Store, collection: Collection, { filter, hint }: Query): number | undefined => {
  if (isEverything(filter)) return countDocuments({ storage, catalog }, collection);
  const plan = choosePlan(storage, collection, filter, [], hint);
  if (!isDecidedByKeys(plan, filter)) return undefined;
  return plan.scans[0]!.ranges.reduce((sum, { start, end }) => sum + storage.count(start, end), 0);
};

/** As many as `findRows` would yield; the order does not matter. */
export const countRows = (store: Store, collection: Collection | undefined, query: Query): number => {
  if (!collection) return 0;
  const all = countAll(store, collection, query);
  if (all === undefined) return countOf(findRows(store, collection, { ...query, sort: [] }).rows);
  const rest = Math.max(0, all - (query.skip ?? 0));
  return query.limit ? Math.min(rest, query.limit) : rest;
};
