/** Chooses how to find documents: the most selective index by a short look at the data, else the one whose shape promises most. */
import { CommandError } from '../command-error.ts';
import { isDeepStrictEqual } from 'node:util';
import { isDocument, type Document } from '../bson/document.ts';
import { afterPrefix, documentPrefix } from '../keys/key-layout.ts';
import { conjuncts, type Filter } from '../query/filter.ts';
import { type Collection } from '../storage/catalog.ts';
import { type Index } from '../storage/index-definition.ts';
import { type Storage } from '../storage/open-storage.ts';
import { factsOf, planWithIndex } from './index-candidate.ts';
import { type Plan, type Scan } from './scan.ts';
import { type SortField } from './sort.ts';

export type Hint = string | Document | undefined;

/** Entries looked at per candidate: a few tell most of the time, and after more the shape decides. */
const SAMPLES = [8, 64];
const MAX_UNION = 64;

const collectionScan = (collection: Collection, isReverse: boolean): Plan => {
  const start = documentPrefix(collection.number);
  const scan: Scan = {
    index: collection.indexes[0]!,
    ranges: [{ start, end: afterPrefix(start) }],
    isReverse,
    boundFields: 0,
    pointFields: 0,
  };
  return { kind: 'collection', scans: [scan], isSorted: false, needsDedupe: false };
};

const hinted = (collection: Collection, hint: string | Document): Index => {
  const isMeant = (index: Index): boolean =>
    typeof hint === 'string'
      ? index.name === hint
      : isDeepStrictEqual(Object.entries(index.pattern).map(plainDirection), Object.entries(hint).map(plainDirection));
  const index = collection.indexes.find(isMeant);
  if (!index)
    throw new CommandError(
      2,
      `error processing query: planner returned error: hint ${JSON.stringify(hint)} does not correspond to an existing index`,
    );
  return index;
};

const plainDirection = ([path, direction]: [string, unknown]): [string, number] => [path, Number(direction)];

const naturalDirection = (hint: Hint): number | undefined =>
  isDocument(hint) && '$natural' in hint ? Number(hint['$natural']) : undefined;

const isLookup = ({ scans: [scan] }: Plan): boolean =>
  scan !== undefined &&
  (scan.index.isUnique || scan.index.number === 0) &&
  scan.pointFields === scan.index.paths.length;

const shapeScore = (plan: Plan, wantsSort: boolean): number => {
  const weakest = Math.min(
    ...plan.scans.map((scan) => scan.pointFields * 10 + (scan.boundFields - scan.pointFields) * 6),
  );
  return weakest + (wantsSort && plan.isSorted ? 8 : 0);
};

const sampledSize = (storage: Storage, plan: Plan, limit: number): number => {
  let size = 0;
  for (const scan of plan.scans)
    for (const { start, end } of scan.ranges) {
      size += storage.countUpTo(limit - size, start, end);
      if (size >= limit) return limit;
    }
  return size;
};

const best = (storage: Storage, plans: readonly Plan[], wantsSort: boolean): Plan | undefined => {
  if (plans.length <= 1) return plans[0];
  const lookup = plans.find(isLookup);
  if (lookup) return lookup;
  const byShape = plans
    .map((plan) => ({ plan, score: shapeScore(plan, wantsSort) }))
    .toSorted((a, b) => b.score - a.score)
    .map(({ plan }) => plan);
  for (const sample of SAMPLES) {
    const sizes = byShape.map((plan) => sampledSize(storage, plan, sample));
    const fewest = Math.min(...sizes);
    if (fewest < sample) return byShape[sizes.indexOf(fewest)];
  }
  return byShape[0];
};

/** `$or`: every alternative by its own index, together with the conditions beside it. */
const unionPlan = (
  storage: Storage,
  collection: Collection,
  filters: readonly Filter[],
  or: Filter,
  sort: readonly SortField[],
): Plan | undefined => {
  if (or.kind !== 'or' || or.filters.length > MAX_UNION) return undefined;
  const others = filters.filter((filter) => filter !== or);
  const plans: Plan[] = [];
  for (const alternative of or.filters) {
    const plan = singlePlan(storage, collection, [...others, ...conjuncts(alternative)], sort);
    if (!plan || plan.scans.some((scan) => scan.boundFields === 0)) return undefined;
    plans.push(plan);
  }
  return {
    kind: 'union',
    scans: plans.flatMap((plan) => plan.scans),
    isSorted: sort.length > 0 && plans.every((plan) => plan.isSorted),
    needsDedupe: true,
  };
};

const plansWithOneIndex = (collection: Collection, filters: readonly Filter[], sort: readonly SortField[]): Plan[] => {
  const facts = factsOf(filters);
  return collection.indexes
    .map((index) => planWithIndex(collection, index, facts, sort, false))
    .filter((plan) => plan !== undefined);
};

/** Alternatives inside alternatives are only matched: trying every combination would grow without bounds. */
const singlePlan = (
  storage: Storage,
  collection: Collection,
  filters: readonly Filter[],
  sort: readonly SortField[],
): Plan | undefined => best(storage, plansWithOneIndex(collection, filters, sort), sort.length > 0);

const indexedPlan = (
  storage: Storage,
  collection: Collection,
  filters: readonly Filter[],
  sort: readonly SortField[],
): Plan | undefined => {
  const unions = filters
    .map((filter) => unionPlan(storage, collection, filters, filter, sort))
    .filter((plan) => plan !== undefined);
  return best(storage, [...plansWithOneIndex(collection, filters, sort), ...unions], sort.length > 0);
};

export const choosePlan = (
  storage: Storage,
  collection: Collection,
  filter: Filter,
  sort: readonly SortField[],
  hint: Hint,
): Plan => {
  const natural = naturalDirection(hint);
  if (natural !== undefined) return collectionScan(collection, natural < 0);
  const filters = conjuncts(filter);
  if (hint !== undefined && !(isDocument(hint) && Object.keys(hint).length === 0))
    return planWithIndex(collection, hinted(collection, hint), factsOf(filters), sort, true)!;
  return indexedPlan(storage, collection, filters, sort) ?? collectionScan(collection, false);
};
