/** Walks a plan and yields the documents that match. Holds no lmdb resource between rows, so a cursor may rest for minutes. */
import { decodeDocument } from '../bson/decode.ts';
import { documentKey, documentPrefix } from '../keys/key-layout.ts';
import { fieldsOf, type Filter } from '../query/filter.ts';
import { compileFilter } from '../query/match.ts';
import { type Collection } from '../storage/catalog.ts';
import { type Entry, type Storage } from '../storage/open-storage.ts';
import { type Plan, type Scan, type ScanRange } from './scan.ts';
import { sortFieldNames, sortKey, type SortField } from './sort.ts';

export type Row = { id: Buffer; bytes: Buffer };

export type Examined = { keys: number; documents: number };

type Source = {
  storage: Storage;
  collection: Collection;
  examined: Examined;
  /** How many rows will probably be asked for. */
  expected: number;
};

const LEAST_CHUNK = 4;
const LARGEST_CHUNK = 256;

const entriesOf = function* ({ storage, expected }: Source, { isReverse }: Scan, range: ScanRange): Generator<Entry> {
  if (range.isOneKey) {
    const value = storage.get(range.start);
    if (value) yield { key: range.start, value };
    return;
  }
  let { start, end } = range;
  let exclusiveStart = false;
  let limit = Math.min(Math.max(expected, LEAST_CHUNK), LARGEST_CHUNK);
  for (;;) {
    const chunk = storage.range({ start, end, limit, exclusiveStart, reverse: isReverse });
    yield* chunk;
    if (chunk.length < limit) return;
    const last = chunk.at(-1)!.key;
    if (isReverse) end = last;
    else {
      start = last;
      exclusiveStart = true;
    }
    limit = Math.min(limit * 2, LARGEST_CHUNK);
  }
};

const walkRange = function* (source: Source, scan: Scan, range: ScanRange): Generator<Row> {
  const { storage, collection, examined } = source;
  const isPrimary = scan.index.number === 0;
  const idStart = documentPrefix(collection.number).length;
  for (const { key, value } of entriesOf(source, scan, range)) {
    examined.keys++;
    const id = isPrimary ? key.subarray(idStart) : value;
    const bytes = isPrimary ? value : storage.get(documentKey(collection.number, id));
    if (!bytes) continue;
    examined.documents++;
    yield { id, bytes };
  }
};

const walkScan = function* (source: Source, scan: Scan): Generator<Row> {
  const ranges = scan.isReverse ? scan.ranges.toReversed() : scan.ranges;
  for (const range of ranges) yield* walkRange(source, scan, range);
};

/** Always the row whose sort key comes next; few scans, so a plain look over their heads. */
const mergeScans = function* (source: Source, scans: readonly Scan[], sort: readonly SortField[]): Generator<Row> {
  const wanted = sortFieldNames(sort);
  const heads: { row: Row; key: Buffer; rest: Iterator<Row> }[] = [];
  const advance = (rest: Iterator<Row>): void => {
    const next = rest.next();
    if (next.done) return;
    const head = { row: next.value, key: sortKey(decodeDocument(next.value.bytes, wanted), sort), rest };
    const at = heads.findIndex(({ key }) => Buffer.compare(head.key, key) < 0);
    heads.splice(at === -1 ? heads.length : at, 0, head);
  };
  for (const scan of scans) advance(walkScan(source, scan));
  while (heads.length > 0) {
    const head = heads.shift()!;
    yield head.row;
    advance(head.rest);
  }
};

const walkAll = function* (source: Source, plan: Plan, sort: readonly SortField[]): Generator<Row> {
  if (plan.isSorted && plan.scans.length > 1) yield* mergeScans(source, plan.scans, sort);
  else for (const scan of plan.scans) yield* walkScan(source, scan);
};

/** Rows that match, each once, in the order the plan gives. */
export const runPlan = function* (
  source: Source,
  plan: Plan,
  filter: Filter,
  sort: readonly SortField[],
): Generator<Row> {
  const matches = compileFilter(filter);
  const wanted = fieldsOf(filter);
  const matchesAll = wanted?.size === 0 && filter.kind === 'and';
  const seen = plan.needsDedupe ? new Set<string>() : undefined;
  for (const row of walkAll(source, plan, sort)) {
    if (!matchesAll && !matches(decodeDocument(row.bytes, wanted))) continue;
    if (seen) {
      const id = row.id.toString('latin1');
      if (seen.has(id)) continue;
      seen.add(id);
    }
    yield row;
  }
};
