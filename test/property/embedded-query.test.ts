/** Random documents, indexes and queries: whatever plan is chosen, the answer is that of a walk through all documents. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { Double, Long, ObjectId, type Collection, type Document, type IndexDirection, type Sort } from 'mongodb';
import { parseSort, sortKey } from '../../store/embedded/plan/sort.ts';
import { onEmbeddedServer } from '../contract/mongodb/servers.ts';

const id = new ObjectId('0123456789abcdef01234567');

/** Few, so that values, bounds and elements meet. */
const small = fc.constantFrom(0, 1, 2, 3, 4);

const odd = fc.constantFrom<unknown>(
  null,
  0,
  1,
  2,
  3,
  -1,
  1.5,
  new Double(2),
  Long.fromNumber(3),
  Number.NaN,
  'a',
  'ab',
  'abc',
  'b',
  '',
  'é',
  '😀',
  true,
  false,
  id,
  new Date(0),
  new Date(5),
  new Date(-5),
);

const scalar: fc.Arbitrary<unknown> = fc.oneof({ weight: 3, arbitrary: small }, { weight: 2, arbitrary: odd });

const nested = fc.record({ x: scalar, y: scalar }, { requiredKeys: [] });
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: nested },
  { weight: 2, arbitrary: fc.array(fc.oneof(nested, scalar), { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.array(scalar, { maxLength: 2 }), { maxLength: 2 }) },
);
const document = fc.record({ a: value, b: value, c: scalar }, { requiredKeys: [] });

const path = fc.constantFrom('a', 'b', 'c', 'a.x', 'a.y', 'b.x');
const direction = fc.constantFrom<1 | -1>(1, -1);

const condition: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 2 }) },
  { weight: 1, arbitrary: nested },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte', '$ne', '$eq'), scalar)
      .map(([operator, operand]) => ({ [operator]: operand })),
  },
  { weight: 2, arbitrary: fc.tuple(small, small).map(([low, high]) => ({ $gt: low, $lte: high })) },
  {
    weight: 3,
    arbitrary: fc.array(fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxLength: 4 }).map(($in) => ({ $in })),
  },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 2 }).map(($nin) => ({ $nin })) },
  { weight: 1, arbitrary: fc.boolean().map(($exists) => ({ $exists })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { $regex: '^a' },
      { $regex: '^ab?' },
      /^ab/,
      /B/i,
      { $type: 'string' },
      { $size: 2 },
      { $mod: [2, 1] },
    ),
  },
  { weight: 1, arbitrary: fc.array(scalar, { minLength: 1, maxLength: 2 }).map(($all) => ({ $all })) },
  { weight: 1, arbitrary: fc.tuple(small, small).map(([low, high]) => ({ $elemMatch: { $gte: low, $lt: high } })) },
  { weight: 1, arbitrary: fc.tuple(scalar, scalar).map(([x, y]) => ({ $elemMatch: { x, y: { $gte: y } } })) },
  { weight: 1, arbitrary: scalar.map((operand) => ({ $not: { $gt: operand } })) },
);

const fields = fc.dictionary(path, condition, { minKeys: 1, maxKeys: 3 });
const filter: fc.Arbitrary<Document> = fc.oneof(
  { weight: 5, arbitrary: fields },
  { weight: 2, arbitrary: fc.array(fields, { minLength: 1, maxLength: 3 }).map(($or) => ({ $or })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fields, fc.array(fields, { minLength: 1, maxLength: 2 }))
      .map(([outer, $or]) => ({ ...outer, $or })),
  },
  { weight: 1, arbitrary: fc.array(fields, { minLength: 1, maxLength: 2 }).map(($and) => ({ $and })) },
  { weight: 1, arbitrary: fc.array(fields, { minLength: 1, maxLength: 2 }).map(($nor) => ({ $nor })) },
  { weight: 1, arbitrary: fc.constant({}) },
);

type IndexCase = { key: Record<string, IndexDirection>; options: Document };

const index: fc.Arbitrary<IndexCase> = fc.record({
  key: fc.dictionary(path, direction, { minKeys: 1, maxKeys: 3 }),
  options: fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constant({ sparse: true }) },
    {
      weight: 3,
      arbitrary: fc
        .constantFrom(
          { c: { $exists: true } },
          { c: { $gt: 0 } },
          { c: 1 },
          { c: { $gte: 1, $lt: 3 } },
          { b: { $in: [1, 'a'] } },
        )
        .map((partialFilterExpression) => ({ partialFilterExpression })),
    },
  ),
});

const sort = fc.dictionary(path, direction, { maxKeys: 2 });

/** A write of any kind; those that make no sense on a document are refused, and must then leave it and its index entries alone. */
const change: fc.Arbitrary<Change> = fc.record({
  filter,
  update: fc.oneof(
    fc.tuple(path, value).map(([at, operand]) => ({ $set: { [at]: operand } })),
    path.map((at) => ({ $unset: { [at]: 1 } })),
    fc.tuple(path, value).map(([at, operand]) => ({ $push: { [at]: operand } })),
    fc.tuple(path, scalar).map(([at, operand]) => ({ $pull: { [at]: operand } })),
    path.map((at) => ({ $inc: { [at]: 1 } })),
    document.map((replacement) => ({ replacement })),
    fc.constant('delete' as const),
  ),
});

type Change = { filter: Document; update: Document | 'delete' };

type Query = { filter: Document; sort: Record<string, 1 | -1>; limit: number; skip: number };

type Case = {
  changes: Change[];
  documents: Document[];
  indexes: IndexCase[];
  queries: Query[];
};

const someCase: fc.Arbitrary<Case> = fc.record({
  documents: fc.array(document, { minLength: 1, maxLength: 25 }),
  indexes: fc.array(index, { maxLength: 4 }),
  changes: fc.array(change, { maxLength: 6 }),
  queries: fc.array(
    fc.record({ filter, sort, limit: fc.constantFrom(0, 0, 0, 1, 3), skip: fc.constantFrom(0, 0, 2) }),
    {
      minLength: 4,
      maxLength: 8,
    },
  ),
});

const createIndexes = async (collection: Collection, indexes: readonly IndexCase[]): Promise<void> => {
  for (const [number, { key, options }] of indexes.entries()) {
    // Two indexes alike, or parallel arrays, are refused, as they should be.
    await collection.createIndex(key, { name: `index${number}`, ...options }).catch((error: { code: number }) => {
      expect(error.code).to.be.oneOf([85, 86, 171]);
    });
  }
};

const apply = async (collection: Collection, { filter: where, update }: Change): Promise<void> => {
  if (update === 'delete') await collection.deleteOne(where);
  else if ('replacement' in update)
    await collection
      .replaceOne(where, update['replacement'] as Document)
      .catch((error: { code: number }) => expect(error.code).to.equal(171));
  else
    await collection
      .updateMany(where, update)
      .catch((error: { code: number }) => expect(error.code).to.be.oneOf([2, 14, 28, 171]));
};

const ids = (documents: readonly Document[]): string[] => documents.map(({ _id }) => String(_id)).toSorted();

/** Two conditions may be met by two elements of one array: where most bounds drawn from an index would be wrong. */
const numbers = fc.oneof(small, fc.array(small, { maxLength: 3 }));
const points = fc.array(fc.record({ x: small, y: small }), { maxLength: 3 });
const bounds = fc.oneof(
  fc.tuple(small, small).map(([low, high]) => ({ $gt: low, $lt: high })),
  fc.tuple(small, small).map(([low, high]) => ({ $elemMatch: { $gt: low, $lt: high } })),
  fc.tuple(small, small).map(([one, other]) => ({ $gte: one, $in: [other, one] })),
  fc.tuple(small, small).map(($all) => ({ $all })),
  small,
);
const arrayCase: fc.Arbitrary<Case> = fc.record({
  documents: fc.array(fc.record({ a: numbers, p: points, c: small }), { minLength: 5, maxLength: 25 }),
  indexes: fc.constantFrom<IndexCase[]>(
    [{ key: { a: 1 }, options: {} }],
    [{ key: { c: 1, a: -1 }, options: {} }],
    [{ key: { a: 1, c: 1 }, options: {} }],
    [{ key: { 'p.x': 1, 'p.y': 1 }, options: {} }],
    [{ key: { 'p.y': -1, c: 1, 'p.x': 1 }, options: {} }],
  ),
  changes: fc.constant([]),
  queries: fc.array(
    fc.record({
      filter: fc.oneof(
        bounds.map((a) => ({ a })),
        fc.record({ a: bounds, c: small }),
        fc.record({ 'p.x': bounds, 'p.y': bounds }),
        fc.record({ x: small, y: bounds }).map(($elemMatch) => ({ p: { $elemMatch } })),
        fc.record({ c: small, 'p.x': bounds, 'p.y': small }),
      ),
      sort: fc.constantFrom<Record<string, 1 | -1>>({}, { a: 1 }, { c: 1 }, { a: -1, c: 1 }, { 'p.y': 1 }),
      limit: fc.constantFrom(0, 2),
      skip: fc.constantFrom(0, 1),
    }),
    { minLength: 8, maxLength: 8 },
  ),
});

const expectSameAnswer = async (
  collection: Collection,
  { filter: where, sort: by, limit, skip }: Query,
): Promise<void> => {
  const options = { sort: by as Sort };
  const all = await collection.find(where, { ...options, hint: { $natural: 1 } }).toArray();
  const found = await collection.find(where, options).toArray();
  expect(ids(found)).to.deep.equal(ids(all));
  // Equal sort keys may come in any order, so the keys are compared and not the documents.
  expect(keysOf(found, by)).to.deep.equal(keysOf(all, by));
  const page = await collection.find(where, { ...options, limit, skip }).toArray();
  const end = limit === 0 ? undefined : skip + limit;
  expect(keysOf(page, by)).to.deep.equal(keysOf(all.slice(skip, end), by));
  expect(await collection.countDocuments(where)).to.equal(all.length);
  const counted = await collection.countDocuments(where, { skip, ...(limit > 0 && { limit }) });
  expect(counted).to.equal(page.length);
  expect(await grouped(collection, where, [])).to.deep.equal(await grouped(collection, where, [readWhole]));
};

/** After it nobody can tell which fields a document needs. */
const readWhole = { $set: { whole: true } };

const grouped = async (collection: Collection, where: Document, between: Document[]): Promise<string[]> => {
  const group = { $group: { _id: { a: '$a', x: '$b.x' }, count: { $sum: 1 }, largest: { $max: '$c' } } };
  const groups = await collection.aggregate([{ $match: where }, ...between, group]).toArray();
  return groups.map((each) => JSON.stringify(each)).toSorted();
};

onEmbeddedServer('a query through any indexes', ({ db }) => {
  let run = 0;

  const check = async ({ documents, indexes, changes, queries }: Case): Promise<void> => {
    const collection = db().collection(`fuzz${run++}`);
    await collection.insertMany(documents.map((each, number) => ({ ...each, _id: number as never })));
    await createIndexes(collection, indexes);
    for (const each of changes) await apply(collection, each);
    await expectWholeIndexes(collection);
    for (const query of queries) await expectSameAnswer(collection, query);
    await collection.drop();
  };

  const runs = Number(process.env['FUZZ_RUNS'] ?? 80);

  for (const [subject, cases] of Object.entries({
    'values of any kind': someCase,
    'arrays of numbers and documents': arrayCase,
  }))
    it(`finds what a walk through all documents finds, in the same order, among ${subject}`, async function () {
      await fc.assert(fc.asyncProperty(cases, check), { numRuns: runs });
    });
});

/** A walk through an index that leaves nothing out meets every document once. */
const expectWholeIndexes = async (collection: Collection): Promise<void> => {
  const all = ids(await collection.find({}, { hint: { $natural: 1 } }).toArray());
  for (const { name, sparse, partialFilterExpression } of await collection.indexes()) {
    if (sparse || partialFilterExpression) continue;
    expect(ids(await collection.find({}, { hint: name! }).toArray()), name).to.deep.equal(all);
  }
};

/** Rows that tie share a key. */
const keysOf = (rows: readonly Document[], by: Record<string, 1 | -1>): string[] =>
  rows.map((row) => sortKey(row, parseSort(by)).toString('hex'));
