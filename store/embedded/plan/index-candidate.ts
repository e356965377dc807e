/** What one index can do for a filter and a sort. */
import { type Collection } from '../storage/catalog.ts';
import { type Index } from '../storage/index-definition.ts';
import { afterPrefix, CUT_AT, documentPrefix, indexPrefix } from '../keys/key-layout.ts';
import { topLevel, type Condition, type Filter } from '../query/filter.ts';
import { impliesExistence, implies } from './implies.ts';
import { both, intervalsOf, type Interval } from './interval.ts';
import { type Plan, type Scan, type ScanRange } from './scan.ts';
import { type SortField } from './sort.ts';

const MAX_RANGES = 20_000;
const MAX_MERGED = 500;

/** Conditions by path, those inside `$elemMatch` under their full path. */
export type Facts = { filters: readonly Filter[]; conditions: ReadonlyMap<string, readonly Condition[]> };

export const factsOf = (filters: readonly Filter[]): Facts => {
  const conditions = new Map<string, Condition[]>();
  const add = (path: string, condition: Condition): void => {
    const known = conditions.get(path);
    if (known) known.push(condition);
    else conditions.set(path, [condition]);
    if (condition.op !== 'elementFilter') return;
    const nested = condition.filter.kind === 'and' ? condition.filter.filters : [condition.filter];
    for (const part of nested) if (part.kind === 'path') add(`${path}.${part.path}`, part.condition);
  };
  for (const filter of filters) if (filter.kind === 'path') add(filter.path, filter.condition);
  return { filters, conditions };
};

const rangesBefore = (a: Interval[], b: Interval[]): number =>
  Number(b.every(({ isPoint }) => isPoint)) - Number(a.every(({ isPoint }) => isPoint)) || a.length - b.length;

/**
 * Bounds of one field. On an array field two conditions may be met by two different elements, so only one of them bounds the scan.
 */
const fieldBounds = (index: Index, field: number, facts: Facts): Interval[] | undefined => {
  const intervals = (facts.conditions.get(index.paths[field]!) ?? [])
    .map((condition) => intervalsOf(condition, index.directions[field]!))
    .filter((bounds) => bounds !== undefined);
  if (!index.multikey.some(Boolean)) return intervals.reduce<Interval[] | undefined>(both, undefined);
  return intervals.toSorted(rangesBefore)[0];
};

type Bounds = { points: Interval[][]; last: Interval[] | undefined };

const boundsOf = (index: Index, facts: Facts): Bounds => {
  const points: Interval[][] = [];
  const boundTops = new Set<string>();
  let product = 1;
  for (let field = 0; field < index.paths.length; field++) {
    const top = topLevel(index.paths[field]!);
    // Two fields under one array may be met by different elements, while each key holds the fields of one.
    if (index.multikey.some(Boolean) && boundTops.has(top)) return { points, last: undefined };
    boundTops.add(top);
    const bounds = fieldBounds(index, field, facts);
    if (bounds === undefined) return { points, last: undefined };
    product *= bounds.length;
    if (product > MAX_RANGES) return { points, last: undefined };
    if (!bounds.every(({ isPoint }) => isPoint)) return { points, last: bounds };
    points.push(bounds);
  }
  return { points, last: undefined };
};

const prefixOf = (collection: Collection, index: Index): Buffer =>
  index.number === 0 ? documentPrefix(collection.number) : indexPrefix(collection.number, index.number);

/** Keys are cut at CUT_AT bytes of values, so bounds beyond it are widened to the cut. */
const range = (prefix: Buffer, start: Buffer, end: Buffer): ScanRange => {
  const limit = prefix.length + CUT_AT;
  const lower = Buffer.concat([prefix, start]);
  const upper = end.length === 0 ? afterPrefix(prefix) : Buffer.concat([prefix, end]);
  return { start: lower.subarray(0, limit), end: upper.length > limit ? afterPrefix(upper.subarray(0, limit)) : upper };
};

const NOTHING = Buffer.alloc(0);

const crossed = (points: readonly Interval[][]): Buffer[] =>
  points.reduce<Buffer[]>(
    (prefixes, bounds) => prefixes.flatMap((prefix) => bounds.map(({ start }) => Buffer.concat([prefix, start]))),
    [NOTHING],
  );

const rangesOf = (collection: Collection, index: Index, { points, last }: Bounds): ScanRange[] => {
  const prefix = prefixOf(collection, index);
  const prefixes = crossed(points);
  if (last)
    return prefixes.flatMap((fixed) =>
      last.map(({ start, end }) => range(prefix, Buffer.concat([fixed, start]), Buffer.concat([fixed, end]))),
    );
  const isWholeKey = (index.number === 0 || index.isUnique) && points.length === index.paths.length;
  return prefixes.map((fixed) => ({
    ...range(prefix, fixed, fixed.length === 0 ? NOTHING : afterPrefix(fixed)),
    isOneKey: isWholeKey && fixed.length <= CUT_AT,
  }));
};

const mergeCutRanges = (ranges: ScanRange[]): ScanRange[] => {
  const merged: ScanRange[] = [];
  for (const next of ranges) {
    const last = merged.at(-1);
    if (last && Buffer.compare(next.start, last.end) < 0) {
      if (Buffer.compare(next.end, last.end) > 0) last.end = next.end;
    } else merged.push({ ...next });
  }
  return merged;
};

type Order = { fits: false } | { fits: true; isReverse: boolean; needsMerge: boolean };

/** Whether walking the index yields the wanted order, where fields bound to one value may be passed over. */
const orderOf = (index: Index, bounds: Bounds, sort: readonly SortField[]): Order => {
  if (index.isTruncated) return { fits: false };
  let reverse: boolean | undefined;
  let needsMerge = false;
  let at = 0;
  for (let field = 0; field < index.paths.length && at < sort.length; field++) {
    const wanted = sort[at]!;
    if (index.paths[field] === wanted.path && !index.multikey[field]) {
      const isReverse = index.directions[field] !== wanted.direction;
      reverse ??= isReverse;
      if (reverse !== isReverse) return { fits: false };
      at++;
    } else if (field < bounds.points.length) needsMerge ||= bounds.points[field]!.length > 1;
    else return { fits: false };
  }
  return at < sort.length ? { fits: false } : { fits: true, isReverse: reverse ?? false, needsMerge };
};

const isUsable = (index: Index, facts: Facts): boolean => {
  if (index.partial && !implies(facts.filters, index.partial)) return false;
  if (!index.isSparse) return true;
  return index.paths.some((path) => (facts.conditions.get(path) ?? []).some(impliesExistence));
};

/** How the index would serve the query; undefined when it cannot help or would miss documents. `isForced`: a hint. */
export const planWithIndex = (
  collection: Collection,
  index: Index,
  facts: Facts,
  sort: readonly SortField[],
  isForced: boolean,
): Plan | undefined => {
  if (!isForced && !isUsable(index, facts)) return undefined;
  const bounds = boundsOf(index, facts);
  const boundFields = bounds.points.length + (bounds.last ? 1 : 0);
  const order = orderOf(index, bounds, sort);
  const helpsSort = sort.length > 0 && order.fits;
  if (boundFields === 0 && !helpsSort && !isForced) return undefined;
  const ranges = mergeCutRanges(rangesOf(collection, index, bounds));
  const isMerged = order.fits && order.needsMerge && sort.length > 0;
  const isSorted = order.fits && !(isMerged && ranges.length > MAX_MERGED);
  const scan: Scan = {
    index,
    ranges,
    isReverse: order.fits && order.isReverse,
    boundFields,
    pointFields: bounds.points.length,
  };
  return {
    kind: 'index',
    scans: isMerged && isSorted ? ranges.map((one) => ({ ...scan, ranges: [one] })) : [scan],
    isSorted,
    needsDedupe: index.multikey.some(Boolean),
  };
};
