/** Aggregation: the stages the product uses, expressions, and joins that use indexes. */
import { expect } from 'chai';
import { Double, Long, ObjectId, type Document } from 'mongodb';
import { codeOf } from './code-of.ts';
import { onEveryServer } from './servers.ts';

const [north, south] = [new ObjectId(), new ObjectId()];

const cases: Document[] = [
  { _id: 1, centre: north, kind: 'fault', minutes: 10, tags: ['a', 'b'], at: new Date('2024-01-31T16:30:00Z') },
  { _id: 2, centre: north, kind: 'bill', minutes: 20, tags: [], at: new Date('2024-02-01T08:00:00Z') },
  { _id: 3, centre: south, kind: 'fault', minutes: new Double(30), tags: ['b'], at: new Date('2024-02-02T08:00:00Z') },
  { _id: 4, centre: south, kind: 'fault', minutes: Long.fromNumber(40), at: new Date('2024-02-02T09:00:00Z') },
  { _id: 5, centre: null, kind: 'bill', minutes: null, tags: null, at: new Date('2024-02-03T08:00:00Z') },
];

type Pipeline = { what: string; pipeline: Document[]; result: Document[] };

const pipelines: Pipeline[] = [
  {
    what: '$group with its accumulators',
    pipeline: [
      {
        $group: {
          _id: '$kind',
          n: { $sum: 1 },
          total: { $sum: '$minutes' },
          mean: { $avg: '$minutes' },
          least: { $min: '$minutes' },
          most: { $max: '$minutes' },
          first: { $first: '$_id' },
          last: { $last: '$_id' },
          all: { $push: '$_id' },
          count: { $count: {} },
        },
      },
      { $sort: { _id: 1 } },
    ],
    result: [
      { _id: 'bill', n: 2, total: 20, mean: 20, least: 20, most: 20, first: 2, last: 5, all: [2, 5], count: 2 },
      { _id: 'fault', n: 3, total: 80, mean: 80 / 3, least: 10, most: 40, first: 1, last: 4, all: [1, 3, 4], count: 3 },
    ],
  },
  {
    what: '$group by ObjectIds, by value',
    pipeline: [
      { $match: { centre: { $ne: null } } },
      { $group: { _id: '$centre', n: { $sum: 1 } } },
      { $sort: { n: 1, _id: 1 } },
    ],
    result: [
      { _id: north, n: 2 },
      { _id: south, n: 2 },
    ],
  },
  {
    what: '$group of everything',
    pipeline: [{ $group: { _id: null, n: { $sum: 1 } } }],
    result: [{ _id: null, n: 5 }],
  },
  {
    what: '$group by several fields',
    pipeline: [
      { $group: { _id: { kind: '$kind', long: { $gt: ['$minutes', 15] } }, ids: { $addToSet: '$_id' } } },
      { $match: { '_id.kind': 'bill' } },
      { $sort: { '_id.long': 1 } },
    ],
    result: [
      { _id: { kind: 'bill', long: false }, ids: [5] },
      { _id: { kind: 'bill', long: true }, ids: [2] },
    ],
  },
  {
    what: '$unwind',
    pipeline: [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
    result: [
      { _id: 1, tags: 'a' },
      { _id: 1, tags: 'b' },
      { _id: 3, tags: 'b' },
    ],
  },
  {
    what: '$unwind that keeps what has no elements',
    pipeline: [
      { $unwind: { path: '$tags', includeArrayIndex: 'i', preserveNullAndEmptyArrays: true } },
      { $project: { tags: 1, i: 1 } },
    ],
    result: [
      { _id: 1, tags: 'a', i: 0 },
      { _id: 1, tags: 'b', i: 1 },
      { _id: 2, i: null },
      { _id: 3, tags: 'b', i: 0 },
      { _id: 4, i: null },
      { _id: 5, tags: null, i: null },
    ],
  },
  {
    what: '$project with expressions',
    pipeline: [
      { $match: { _id: 3 } },
      { $project: { _id: 0, double: { $multiply: ['$minutes', 2] }, kind: { $toUpper: '$kind' } } },
    ],
    result: [{ double: 60, kind: 'FAULT' }],
  },
  {
    what: '$addFields and $unset',
    pipeline: [
      { $match: { _id: 2 } },
      { $addFields: { 'a.b': { $size: '$tags' } } },
      { $unset: ['centre', 'at', 'tags'] },
    ],
    result: [{ _id: 2, kind: 'bill', minutes: 20, a: { b: 0 } }],
  },
  {
    what: '$sort, $skip and $limit',
    pipeline: [{ $sort: { _id: -1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }],
    result: [{ _id: 4 }, { _id: 3 }],
  },
  {
    what: '$limit before $sort',
    pipeline: [{ $sort: { _id: 1 } }, { $limit: 2 }, { $sort: { _id: -1 } }, { $project: { _id: 1 } }],
    result: [{ _id: 2 }, { _id: 1 }],
  },
  {
    what: '$limit before $skip',
    pipeline: [{ $sort: { _id: 1 } }, { $limit: 3 }, { $skip: 2 }, { $project: { _id: 1 } }],
    result: [{ _id: 3 }],
  },
  {
    what: '$skip twice',
    pipeline: [{ $sort: { _id: 1 } }, { $skip: 1 }, { $skip: 2 }, { $project: { _id: 1 } }],
    result: [{ _id: 4 }, { _id: 5 }],
  },
  { what: '$count', pipeline: [{ $match: { kind: 'fault' } }, { $count: 'n' }], result: [{ n: 3 }] },
  { what: '$count of nothing', pipeline: [{ $match: { kind: 'none' } }, { $count: 'n' }], result: [] },
  {
    what: '$sortByCount',
    pipeline: [{ $sortByCount: '$kind' }],
    result: [
      { _id: 'fault', count: 3 },
      { _id: 'bill', count: 2 },
    ],
  },
  {
    what: '$facet',
    pipeline: [
      {
        $facet: {
          faults: [{ $match: { kind: 'fault' } }, { $count: 'n' }],
          first: [{ $sort: { _id: 1 } }, { $limit: 1 }, { $project: { kind: 1 } }],
        },
      },
    ],
    result: [{ faults: [{ n: 3 }], first: [{ _id: 1, kind: 'fault' }] }],
  },
  {
    what: '$bucket',
    pipeline: [
      { $bucket: { groupBy: '$minutes', boundaries: [0, 20, 40], default: 'other', output: { n: { $sum: 1 } } } },
    ],
    result: [
      { _id: 0, n: 1 },
      { _id: 20, n: 2 },
      { _id: 'other', n: 2 },
    ],
  },
  {
    what: '$replaceRoot',
    pipeline: [{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { tags: '$tags' } } }],
    result: [{ tags: ['a', 'b'] }],
  },
  {
    what: '$unionWith',
    pipeline: [
      { $match: { _id: 1 } },
      { $project: { _id: 1 } },
      { $unionWith: { coll: 'centres', pipeline: [{ $match: { name: 'North' } }, { $project: { name: 1 } }] } },
    ],
    result: [{ _id: 1 }, { _id: north, name: 'North' }],
  },
  {
    what: '$lookup by equality',
    pipeline: [
      { $match: { _id: { $in: [1, 5] } } },
      { $lookup: { from: 'centres', localField: 'centre', foreignField: '_id', as: 'found' } },
      { $project: { names: '$found.name' } },
    ],
    result: [
      { _id: 1, names: ['North'] },
      { _id: 5, names: [] },
    ],
  },
  {
    what: '$lookup by a pipeline with variables',
    pipeline: [
      { $match: { _id: 3 } },
      {
        $lookup: {
          from: 'centres',
          let: { wanted: '$centre' },
          pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$wanted'] } } }, { $project: { _id: 0, name: 1 } }],
          as: 'found',
        },
      },
      { $project: { found: 1 } },
    ],
    result: [{ _id: 3, found: [{ name: 'South' }] }],
  },
  {
    what: '$match after a computed field',
    pipeline: [
      { $addFields: { twice: { $multiply: ['$minutes', 2] } } },
      { $match: { twice: 40 } },
      { $project: { _id: 1 } },
    ],
    result: [{ _id: 2 }],
  },
  {
    what: 'conditions',
    pipeline: [
      { $match: { _id: { $lte: 2 } } },
      {
        $project: {
          // oxlint-disable-next-line unicorn/no-thenable -- the name $switch gives it
          size: { $switch: { branches: [{ case: { $lt: ['$minutes', 15] }, then: 'short' }], default: 'long' } },
          has: { $cond: [{ $in: ['a', '$tags'] }, 1, 0] },
          none: { $ifNull: ['$nothing', 'x'] },
        },
      },
    ],
    result: [
      { _id: 1, size: 'short', has: 1, none: 'x' },
      { _id: 2, size: 'long', has: 0, none: 'x' },
    ],
  },
  {
    what: 'days of a time zone',
    pipeline: [
      { $match: { _id: { $lte: 2 } } },
      {
        $project: {
          day: { $dateToString: { date: '$at', format: '%Y-%m-%d', timezone: 'Asia/Shanghai' } },
          month: { $month: { date: '$at', timezone: 'Asia/Shanghai' } },
        },
      },
    ],
    result: [
      { _id: 1, day: '2024-02-01', month: 2 },
      { _id: 2, day: '2024-02-01', month: 2 },
    ],
  },
  {
    what: '$dateTrunc in a time zone',
    pipeline: [
      { $match: { _id: 1 } },
      {
        $project: {
          day: { $dateTrunc: { date: '$at', unit: 'day', timezone: 'Asia/Shanghai' } },
          week: { $dateTrunc: { date: '$at', unit: 'week', startOfWeek: 'monday' } },
          month: { $dateTrunc: { date: '$at', unit: 'month' } },
        },
      },
    ],
    result: [
      {
        _id: 1,
        day: new Date('2024-01-31T16:00:00Z'),
        week: new Date('2024-01-29T00:00:00Z'),
        month: new Date('2024-01-01T00:00:00Z'),
      },
    ],
  },
  {
    what: 'arrays mapped, filtered and folded',
    pipeline: [
      { $match: { _id: 1 } },
      {
        $project: {
          upper: { $map: { input: '$tags', as: 't', in: { $toUpper: '$$t' } } },
          some: { $filter: { input: '$tags', cond: { $eq: ['$$this', 'b'] } } },
          text: { $reduce: { input: '$tags', initialValue: '', in: { $concat: ['$$value', '$$this'] } } },
        },
      },
    ],
    result: [{ _id: 1, upper: ['A', 'B'], some: ['b'], text: 'ab' }],
  },
  {
    what: '$dateDiff and arithmetic on dates',
    pipeline: [
      { $match: { _id: 2 } },
      {
        $project: {
          hours: { $dateDiff: { startDate: '$at', endDate: new Date('2024-02-01T11:30:00Z'), unit: 'hour' } },
          ms: { $subtract: [new Date('2024-02-01T08:00:01Z'), '$at'] },
        },
      },
    ],
    result: [{ _id: 2, hours: 3, ms: 1000 }],
  },
];

const refused: { what: string; pipeline: Document[]; codes: number[] }[] = [
  { what: 'an unknown stage', pipeline: [{ $frobnicate: 1 }], codes: [40324] },
  { what: 'an unknown accumulator', pipeline: [{ $group: { _id: null, a: { $frobnicate: 1 } } }], codes: [15952] },
  {
    what: 'an unknown expression',
    pipeline: [{ $match: { none: 1 } }, { $project: { a: { $frobnicate: 1 } } }],
    codes: [168, 31325],
  },
  { what: 'a stage with two fields', pipeline: [{ $match: {}, $sort: { a: 1 } }], codes: [40323] },
  { what: '$group without _id', pipeline: [{ $group: { n: { $sum: 1 } } }], codes: [15955] },
  { what: 'a negative $skip', pipeline: [{ $skip: -1 }], codes: [5107200] },
  { what: 'a $limit of nothing', pipeline: [{ $limit: 0 }], codes: [15958] },
];

onEveryServer('a pipeline', ({ db }) => {
  before(async () => {
    await db().collection('cases').insertMany(cases);
    await db()
      .collection('centres')
      .insertMany([
        { _id: north, name: 'North' },
        { _id: south, name: 'South' },
      ]);
  });

  for (const { what, pipeline, result } of pipelines)
    it(`computes ${what}`, async () => {
      expect(await db().collection('cases').aggregate(pipeline).toArray()).to.deep.equal(result);
    });

  for (const { what, pipeline, codes } of refused)
    it(`refuses ${what}`, async () => {
      expect(await codeOf(db().collection('cases').aggregate(pipeline).toArray())).to.be.oneOf(codes);
    });

  it('passes numbers through with their types', async () => {
    const found = await db()
      .collection('cases')
      .aggregate([{ $match: { _id: { $in: [3, 4] } } }, { $sort: { _id: 1 } }, { $project: { minutes: 1 } }], {
        promoteValues: false,
      })
      .toArray();
    expect(found.map(({ minutes }) => minutes as unknown)).to.deep.equal([new Double(30), Long.fromNumber(40)]);
  });

  it('streams large results in batches', async () => {
    await db()
      .collection('rows')
      .insertMany(Array.from({ length: 3000 }, (_, n) => ({ n })));
    const rows = await db()
      .collection('rows')
      .aggregate([{ $addFields: { m: 1 } }], { batchSize: 100 })
      .toArray();
    expect(rows).to.have.length(3000);
  });
});
