/** What a filter finds, with MongoDB's reading of arrays, null, missing fields and types. */
import { expect } from 'chai';
import { Binary, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp, UUID, type Document } from 'mongodb';
import { codeOf } from './code-of.ts';
import { onEveryServer } from './servers.ts';

const someId = new ObjectId('0123456789abcdef01234567');

const documents: Document[] = [
  { _id: 1, a: 1 },
  { _id: 2, a: 'text' },
  { _id: 3, a: null },
  { _id: 4 },
  { _id: 5, a: [1, 2, 3] },
  { _id: 6, a: [] },
  { _id: 7, a: { b: 1 } },
  {
    _id: 8,
    a: [
      { b: 1, c: 1 },
      { b: 2, c: 2 },
    ],
  },
  { _id: 9, a: new Date(1000) },
  { _id: 10, a: true },
  { _id: 11, a: Long.fromNumber(1) },
  { _id: 12, a: new Double(1.5) },
  { _id: 13, a: someId },
  { _id: 14, a: Decimal128.fromString('20') },
  { _id: 15, a: [[1, 2], 'x'] },
  { _id: 16, a: Number.NaN },
  { _id: 17, a: { b: 1, c: 2 } },
];

const finds: [filter: Document, ids: number[]][] = [
  [{ a: 1 }, [1, 5, 11]],
  [{ a: { $eq: 1.5 } }, [12]],
  [{ a: null }, [3, 4]],
  [{ a: { $ne: null } }, [1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]],
  [{ a: { $exists: false } }, [4]],
  [{ a: { $gt: 1 } }, [5, 12, 14]],
  [{ a: { $gte: 1 } }, [1, 5, 11, 12, 14]],
  [{ a: { $lt: 2 } }, [1, 5, 11, 12]],
  [{ a: { $gt: 1, $lt: 2 } }, [5, 12]],
  [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, [5]],
  [{ a: { $gt: 'a' } }, [2, 15]],
  [{ a: { $in: [1, 'text', null] } }, [1, 2, 3, 4, 5, 11]],
  [{ a: { $in: [/^te/, true] } }, [2, 10]],
  [{ a: { $nin: [1, null] } }, [2, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17]],
  [{ a: [] }, [6]],
  [{ a: [1, 2, 3] }, [5]],
  [{ a: [1, 2] }, [15]],
  [{ a: { b: 1 } }, [7]],
  [{ a: { b: 1, c: 1 } }, [8]],
  [{ a: { c: 2, b: 1 } }, []],
  [{ 'a.b': 1 }, [7, 8, 17]],
  [{ 'a.b': 1, 'a.c': 2 }, [8, 17]],
  [{ a: { $elemMatch: { b: 1, c: 2 } } }, []],
  [{ a: { $elemMatch: { b: 2, c: 2 } } }, [8]],
  [{ 'a.b': null }, [1, 2, 3, 4, 9, 10, 11, 12, 13, 14, 16]],
  [{ 'a.b': { $exists: true } }, [7, 8, 17]],
  [{ 'a.0': 1 }, [5, 15]],
  [{ 'a.1.b': 2 }, [8]],
  [{ a: { $size: 0 } }, [6]],
  [{ a: { $size: 2 } }, [8, 15]],
  [{ a: { $all: [1, 3] } }, [5]],
  [{ a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { c: 2 } }] } }, [8]],
  [{ a: { $all: [] } }, []],
  [{ a: { $type: 'number' } }, [1, 5, 11, 12, 14, 16]],
  [{ a: { $type: 'long' } }, [11]],
  [{ a: { $type: 'double' } }, [12, 16]],
  [{ a: { $type: ['objectId', 'bool'] } }, [10, 13]],
  [{ a: { $type: 'array' } }, [5, 6, 8, 15]],
  [{ a: { $type: 10 } }, [3]],
  [{ a: { $mod: [2, 1] } }, [1, 5, 11, 12]],
  [{ a: /EX/i }, [2]],
  [{ a: { $regex: '^T', $options: 'i' } }, [2]],
  [{ a: { $not: /ex/ } }, [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]],
  [{ a: { $not: { $gte: 1 } } }, [2, 3, 4, 6, 7, 8, 9, 10, 13, 15, 16, 17]],
  [{ a: { $gte: new Date(0) } }, [9]],
  [{ a: someId }, [13]],
  [{ a: Number.NaN }, [16]],
  [{ a: { $bitsAllSet: 3 } }, [5]],
  [{ a: { $bitsAnySet: [1, 2] } }, [5, 14]],
  [{ $or: [{ a: 'text' }, { 'a.b': 2 }] }, [2, 8]],
  [{ $nor: [{ a: { $exists: true } }] }, [4]],
  [{ $and: [{ a: { $gte: 1 } }, { a: { $lt: 2 } }] }, [1, 5, 11, 12]],
  [{ $expr: { $gt: ['$a', true] } }, [9]],
  [{ $expr: { $eq: ['$a', someId] } }, [13]],
  [{ _id: { $gte: 16 } }, [16, 17]],
];

onEveryServer('a filter', ({ db }) => {
  before(async () => {
    await db().collection('plain').insertMany(documents);
    await db().collection('indexed').insertMany(documents);
    await db()
      .collection('indexed')
      .createIndexes([{ key: { a: 1 } }, { key: { 'a.b': -1, 'a.c': 1 } }]);
  });

  for (const [filter, ids] of finds)
    it(`${JSON.stringify(filter, (_, value: unknown) => (value instanceof RegExp ? String(value) : value))} finds ${ids.join(', ') || 'nothing'}`, async () => {
      for (const name of ['plain', 'indexed']) {
        const found = await db().collection(name).find(filter).toArray();
        expect(
          found.map(({ _id }) => Number(_id)).toSorted((a, b) => a - b),
          name,
        ).to.deep.equal(ids);
      }
    });

  const refused: Document[] = [
    { a: { $foo: 1 } },
    { $foo: [] },
    { $or: [] },
    { $and: [1] },
    { a: { $in: 1 } },
    { a: { $type: 'nonsense' } },
    { a: { $size: -1 } },
    { a: { $gt: 1, b: 2 } },
  ];
  for (const filter of refused)
    it(`refuses ${JSON.stringify(filter)}`, async () => {
      expect(await codeOf(db().collection('plain').findOne(filter))).to.equal(2);
    });
});

onEveryServer('a sort', ({ db }) => {
  it('orders across types', async () => {
    const collection = db().collection('sorted');
    const ordered = [
      new MinKey(),
      null,
      -5,
      Long.fromNumber(3),
      3.5,
      Number.POSITIVE_INFINITY,
      '',
      'A',
      'a',
      'é',
      '😀',
      { a: 1 },
      { a: 2 },
      { b: 0 },
      new Binary(Buffer.from([1])),
      new UUID('00000000-0000-4000-8000-000000000000'),
      someId,
      false,
      true,
      new Date(-1),
      new Date(1),
      new Timestamp({ t: 1, i: 1 }),
      /a/,
      new MaxKey(),
    ];
    const rows = ordered.map((v, place) => ({ _id: place as never, v }));
    const shuffled = [0, 1, 2, 3, 4].flatMap((part) => rows.filter((_, place) => (place * 7) % 5 === part));
    await collection.insertMany(shuffled);
    const expected = ordered.map((_, place) => place);
    const upwards = (): Promise<unknown[]> =>
      collection
        .find()
        .sort({ v: 1 })
        .map(({ _id }) => _id as unknown)
        .toArray();
    expect(await upwards()).to.deep.equal(expected);
    await collection.createIndex({ v: 1 });
    expect(await upwards()).to.deep.equal(expected);
    expect(
      await collection
        .find()
        .sort({ v: -1 })
        .map(({ _id }) => _id as unknown)
        .toArray(),
    ).to.deep.equal(expected.toReversed());
  });

  it('takes the smallest element of an array upwards and the largest downwards', async () => {
    const collection = db().collection('sortedArrays');
    await collection.insertMany([
      { _id: 1 as never, v: [5, 20] },
      { _id: 2 as never, v: [10, 11] },
      { _id: 3 as never, v: 7 },
      { _id: 4 as never, v: [] },
    ]);
    const ids = async (direction: 1 | -1): Promise<unknown[]> =>
      collection
        .find()
        .sort({ v: direction })
        .map(({ _id }) => _id as unknown)
        .toArray();
    expect(await ids(1)).to.deep.equal([4, 1, 3, 2]);
    expect(await ids(-1)).to.deep.equal([1, 2, 3, 4]);
  });

  it('by $natural walks forwards or backwards', async () => {
    const collection = db().collection('natural');
    await collection.insertMany([1, 2, 3].map((n) => ({ _id: n as never })));
    const ids = await collection
      .find({}, { sort: { $natural: -1 } })
      .map(({ _id }) => Number(_id))
      .toArray();
    expect(ids).to.deep.equal([3, 2, 1]);
  });

  it('with skip and limit gives each page once', async () => {
    const collection = db().collection('paged');
    await collection.insertMany(Array.from({ length: 95 }, (_, n) => ({ n, group: n % 3 })));
    const pages: number[] = [];
    for (let skip = 0; skip < 95; skip += 20)
      pages.push(
        ...(await collection.find().sort({ group: 1, n: -1 }).skip(skip).limit(20).toArray()).map(
          ({ n }) => n as number,
        ),
      );
    expect(new Set(pages).size).to.equal(95);
    expect(pages.slice(0, 2)).to.deep.equal([93, 90]);
  });
});

const projections: [document: Document, projection: Document, result: Document][] = [
  [{ a: 1, b: 2 }, { a: 1 }, { _id: 1, a: 1 }],
  [{ a: 1, b: 2 }, { a: 1, _id: 0 }, { a: 1 }],
  [{ a: 1, b: 2 }, { b: 0 }, { _id: 1, a: 1 }],
  [{ a: 1 }, { _id: 0 }, { a: 1 }],
  [{ a: 1 }, { _id: 1 }, { _id: 1 }],
  [{ a: { b: 1, c: 2 }, d: 1 }, { 'a.b': 1 }, { _id: 1, a: { b: 1 } }],
  [{ a: { b: 1, c: 2 }, d: 1 }, { a: { c: 0 } }, { _id: 1, a: { b: 1 }, d: 1 }],
  [{ a: [{ b: 1, c: 2 }, 5, { c: 3 }] }, { 'a.b': 1 }, { _id: 1, a: [{ b: 1 }, {}] }],
  [{ a: 5 }, { 'a.b': 1 }, { _id: 1 }],
  [{ a: [1, 2, 3, 4], b: 1 }, { a: { $slice: 2 } }, { _id: 1, a: [1, 2], b: 1 }],
  [{ a: [1, 2, 3, 4] }, { a: { $slice: -1 } }, { _id: 1, a: [4] }],
  [
    { a: [1, 2, 3, 4], b: 1 },
    { a: { $slice: [1, 2] }, b: 1 },
    { _id: 1, a: [2, 3], b: 1 },
  ],
  [{ a: [{ n: 1 }, { n: 5 }, { n: 6 }] }, { a: { $elemMatch: { n: { $gt: 2 } } } }, { _id: 1, a: [{ n: 5 }] }],
  [{ a: 2, b: 3 }, { sum: { $add: ['$a', '$b'] } }, { _id: 1, sum: 5 }],
  [{ a: 2 }, { a: 1, copy: '$a' }, { _id: 1, a: 2, copy: 2 }],
];

onEveryServer('a projection', ({ db }) => {
  for (const [document, projection, result] of projections)
    it(`${JSON.stringify(projection)} of ${JSON.stringify(document)} gives ${JSON.stringify(result)}`, async () => {
      const collection = db().collection('projected');
      await collection.deleteMany({});
      await collection.insertOne({ _id: 1 as never, ...document });
      expect(await collection.findOne({}, { projection })).to.deep.equal(result);
    });

  it('gives the element that met the filter for a.$', async () => {
    const collection = db().collection('positional');
    await collection.insertOne({ _id: 1 as never, a: [{ n: 1 }, { n: 5 }] });
    expect(await collection.findOne({ 'a.n': 5 }, { projection: { 'a.$': 1 } })).to.deep.equal({
      _id: 1,
      a: [{ n: 5 }],
    });
  });

  it('refuses to mix inclusion and exclusion', async () => {
    expect(
      await codeOf(
        db()
          .collection('projected')
          .findOne({}, { projection: { a: 1, b: 0 } }),
      ),
    ).to.be.oneOf([31253, 31254]);
  });
});
