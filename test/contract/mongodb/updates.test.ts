/** Update operators: what a document becomes, and what is refused with which code. */
import { expect } from 'chai';
import { Decimal128, Double, Int32, Long, Timestamp, type Document } from 'mongodb';
import { codeOf } from './code-of.ts';
import { onEveryServer } from './servers.ts';

type Change = {
  what: string;
  before: Document;
  update: Document | Document[];
  after: Document;
  filter?: Document;
  arrayFilters?: Document[];
};

const changes: Change[] = [
  {
    what: '$set creates documents on the way',
    before: {},
    update: { $set: { 'a.b.c': 1 } },
    after: { a: { b: { c: 1 } } },
  },
  { what: '$set of an array element', before: { a: [1, 2] }, update: { $set: { 'a.1': 5 } }, after: { a: [1, 5] } },
  {
    what: '$set beyond the end of an array pads with null',
    before: { a: [1] },
    update: { $set: { 'a.3': 4 } },
    after: { a: [1, null, null, 4] },
  },
  {
    what: '$set replaces null on the way only as a leaf',
    before: { a: null },
    update: { $set: { a: { b: 1 } } },
    after: { a: { b: 1 } },
  },
  {
    what: '$unset of a nested field',
    before: { a: { b: 1, c: 2 } },
    update: { $unset: { 'a.b': '' } },
    after: { a: { c: 2 } },
  },
  {
    what: '$unset of an array element leaves null',
    before: { a: [1, 2, 3] },
    update: { $unset: { 'a.1': 1 } },
    after: { a: [1, null, 3] },
  },
  { what: '$inc of a missing field', before: {}, update: { $inc: { a: 2, 'b.c': -1 } }, after: { a: 2, b: { c: -1 } } },
  { what: '$inc of doubles', before: { a: 1.5 }, update: { $inc: { a: 1 } }, after: { a: 2.5 } },
  {
    what: '$mul of a missing field is zero',
    before: { b: 3 },
    update: { $mul: { a: 5, b: 2 } },
    after: { b: 6, a: 0 },
  },
  {
    what: '$min and $max',
    before: { a: 5, b: 5 },
    update: { $min: { a: 3, b: 9 }, $max: { c: 1 } },
    after: { a: 3, b: 5, c: 1 },
  },
  { what: '$min compares across types', before: { a: 'text' }, update: { $min: { a: 3 } }, after: { a: 3 } },
  {
    what: '$rename moves a value',
    before: { a: 1, c: 2 },
    update: { $rename: { a: 'b.d' } },
    after: { c: 2, b: { d: 1 } },
  },
  {
    what: '$rename of a missing field does nothing',
    before: { c: 2 },
    update: { $rename: { a: 'b' } },
    after: { c: 2 },
  },
  { what: '$push onto a missing field', before: {}, update: { $push: { a: 1 } }, after: { a: [1] } },
  {
    what: '$push of an array as one element',
    before: { a: [0] },
    update: { $push: { a: [1, 2] } },
    after: { a: [0, [1, 2]] },
  },
  {
    what: '$push with $each, $sort and $slice',
    before: { a: [5, 1] },
    update: { $push: { a: { $each: [3, 2], $sort: 1, $slice: 3 } } },
    after: { a: [1, 2, 3] },
  },
  {
    what: '$push with a negative $slice',
    before: { a: [1, 2] },
    update: { $push: { a: { $each: [3], $slice: -2 } } },
    after: { a: [2, 3] },
  },
  {
    what: '$push at a $position',
    before: { a: [1, 4] },
    update: { $push: { a: { $each: [2, 3], $position: 1 } } },
    after: { a: [1, 2, 3, 4] },
  },
  {
    what: '$push sorts documents by their fields',
    before: { a: [{ n: 2 }, { n: 9 }] },
    update: { $push: { a: { $each: [{ n: 5 }], $sort: { n: -1 } } } },
    after: { a: [{ n: 9 }, { n: 5 }, { n: 2 }] },
  },
  {
    what: '$addToSet adds what is not there',
    before: { a: [1, 2] },
    update: { $addToSet: { a: { $each: [2, 3, 3] } } },
    after: { a: [1, 2, 3] },
  },
  {
    what: '$addToSet compares documents by field order',
    before: { a: [{ x: 1, y: 2 }] },
    update: { $addToSet: { a: { y: 2, x: 1 } } },
    after: {
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    },
  },
  {
    what: '$pop from either end',
    before: { a: [1, 2, 3], b: [1, 2, 3] },
    update: { $pop: { a: 1, b: -1 } },
    after: { a: [1, 2], b: [2, 3] },
  },
  { what: '$pull by value', before: { a: [1, 2, 1, 3] }, update: { $pull: { a: 1 } }, after: { a: [2, 3] } },
  { what: '$pull by condition', before: { a: [1, 5, 9] }, update: { $pull: { a: { $gte: 5 } } }, after: { a: [1] } },
  {
    what: '$pull of documents by their fields',
    before: { a: [{ n: 1, x: 1 }, { n: 2 }] },
    update: { $pull: { a: { n: 1 } } },
    after: { a: [{ n: 2 }] },
  },
  { what: '$pullAll', before: { a: [1, 2, 3, 1] }, update: { $pullAll: { a: [1, 3] } }, after: { a: [2] } },
  { what: '$bit', before: { a: 13 }, update: { $bit: { a: { and: 10 } } }, after: { a: 8 } },
  {
    what: '$setOnInsert does nothing to what is there',
    before: { a: 1 },
    update: { $setOnInsert: { a: 2 }, $set: { b: 1 } },
    after: { a: 1, b: 1 },
  },
  {
    what: 'the positional $',
    before: { a: [1, 5, 9] },
    filter: { a: { $gt: 4 } },
    update: { $set: { 'a.$': 0 } },
    after: { a: [1, 0, 9] },
  },
  {
    what: 'the positional $ in documents',
    before: {
      a: [
        { k: 1, v: 1 },
        { k: 2, v: 1 },
      ],
    },
    filter: { 'a.k': 2 },
    update: { $inc: { 'a.$.v': 5 } },
    after: {
      a: [
        { k: 1, v: 1 },
        { k: 2, v: 6 },
      ],
    },
  },
  {
    what: 'the positional $ found by $elemMatch',
    before: {
      a: [
        { k: 1, v: 1 },
        { k: 1, v: 2 },
      ],
    },
    filter: { a: { $elemMatch: { k: 1, v: 2 } } },
    update: { $set: { 'a.$.hit': true } },
    after: {
      a: [
        { k: 1, v: 1 },
        { k: 1, v: 2, hit: true },
      ],
    },
  },
  { what: 'all elements with $[]', before: { a: [1, 2] }, update: { $inc: { 'a.$[]': 10 } }, after: { a: [11, 12] } },
  {
    what: 'chosen elements with $[name]',
    before: { a: [{ n: 1 }, { n: 7 }, { n: 8 }] },
    update: { $set: { 'a.$[big].big': true } },
    arrayFilters: [{ 'big.n': { $gt: 5 } }],
    after: { a: [{ n: 1 }, { n: 7, big: true }, { n: 8, big: true }] },
  },
  {
    what: 'nested arrays with $[] and $[name]',
    before: { a: [{ b: [1, 2] }, { b: [2, 3] }] },
    update: { $inc: { 'a.$[].b.$[two]': 100 } },
    arrayFilters: [{ two: 2 }],
    after: { a: [{ b: [1, 102] }, { b: [102, 3] }] },
  },
  {
    what: 'a pipeline',
    before: { a: 2, b: 3 },
    update: [{ $set: { sum: { $add: ['$a', '$b'] } } }, { $unset: 'a' }],
    after: { b: 3, sum: 5 },
  },
  { what: 'a pipeline that replaces', before: { a: { x: 1 } }, update: [{ $replaceWith: '$a' }], after: { x: 1 } },
];

type Refused = {
  what: string;
  before?: Document;
  update: Document;
  code: number;
  arrayFilters?: Document[];
  filter?: Document;
};

const refused: Refused[] = [
  { what: '$set through a scalar', before: { a: 1 }, update: { $set: { 'a.b': 1 } }, code: 28 },
  { what: '$inc of text', before: { a: 'x' }, update: { $inc: { a: 1 } }, code: 14 },
  { what: '$inc by text', update: { $inc: { a: 'x' } }, code: 14 },
  { what: '$inc beyond an int64', before: { a: Long.MAX_VALUE }, update: { $inc: { a: 1 } }, code: 2 },
  { what: '$push onto a scalar', before: { a: 1 }, update: { $push: { a: 1 } }, code: 2 },
  { what: '$pop of a scalar', before: { a: 1 }, update: { $pop: { a: 1 } }, code: 14 },
  { what: '$pull from a scalar', before: { a: 1 }, update: { $pull: { a: 1 } }, code: 2 },
  { what: 'two operators on one path', update: { $set: { a: 1 }, $inc: { a: 1 } }, code: 40 },
  { what: 'a path and its parent', update: { $set: { a: 1, 'a.b': 1 } }, code: 40 },
  { what: 'a change of _id', update: { $set: { _id: 99 } }, code: 66 },
  { what: 'a removal of _id', update: { $unset: { _id: 1 } }, code: 66 },
  { what: 'an unknown operator', update: { $frobnicate: { a: 1 } }, code: 9 },
  { what: 'an empty path', update: { $set: { '': 1 } }, code: 56 },
  { what: '$[name] without its filter', before: { a: [1] }, update: { $set: { 'a.$[x]': 1 } }, code: 2 },
  { what: '$ without a matched array', before: { a: [1] }, update: { $set: { 'a.$': 1 } }, code: 2 },
  { what: '$[] on a scalar', before: { a: 1 }, update: { $set: { 'a.$[]': 1 } }, code: 2 },
  { what: '$rename onto itself', update: { $rename: { a: 'a' } }, code: 2 },
];

onEveryServer('an update', ({ db }) => {
  for (const { what, before, update, after, filter, arrayFilters } of changes)
    it(`applies ${what}`, async () => {
      const collection = db().collection('changes');
      await collection.deleteMany({});
      await collection.insertOne({ _id: 1 as never, ...before });
      await collection.updateOne({ _id: 1 as never, ...filter }, update, arrayFilters ? { arrayFilters } : {});
      expect(await collection.findOne({})).to.deep.equal({ _id: 1, ...after });
    });

  for (const { what, before, update, code, filter, arrayFilters } of refused)
    it(`refuses ${what}`, async () => {
      const collection = db().collection('refused');
      await collection.deleteMany({});
      await collection.insertOne({ _id: 1 as never, ...before });
      const stored = await collection.findOne({});
      const command = {
        update: 'refused',
        updates: [{ q: { _id: 1, ...filter }, u: update, ...(arrayFilters ? { arrayFilters } : {}) }],
      };
      const reply = await db().command(command);
      expect(reply['writeErrors']).to.have.length(1);
      expect(reply['writeErrors'][0].code).to.equal(code);
      expect(await collection.findOne({})).to.deep.equal(stored);
    });

  it('keeps the types of numbers', async () => {
    const collection = db().collection('types');
    await collection.insertOne({
      _id: 1 as never,
      int: new Int32(1),
      top: new Int32(2147483647),
      long: Long.fromNumber(1),
      double: new Double(1),
      decimal: Decimal128.fromString('1.10'),
    });
    await collection.updateOne(
      {},
      { $inc: { int: 1, top: 1, long: 1, double: 1, decimal: Decimal128.fromString('2.05') } },
    );
    expect(await collection.findOne({}, { promoteValues: false })).to.deep.include({
      int: new Int32(2),
      top: Long.fromNumber(2147483648),
      long: Long.fromNumber(2),
      double: new Double(2),
      decimal: Decimal128.fromString('3.15'),
    });
  });

  it('says how many it found and how many it changed', async () => {
    const collection = db().collection('counts');
    await collection.insertMany([{ a: 1 }, { a: 1 }, { a: 2 }]);
    const result = await collection.updateMany({ a: { $gt: 0 } }, { $max: { a: 2 } });
    expect(result).to.include({ matchedCount: 3, modifiedCount: 2 });
  });

  it('updates each document once, even when the change moves it ahead in the index that found it', async () => {
    const collection = db().collection('halloween');
    await collection.createIndex({ a: 1 });
    await collection.insertMany(Array.from({ length: 300 }, (_, a) => ({ a })));
    await collection.updateMany({ a: { $gte: 0 } }, { $inc: { a: 1000 } });
    expect(await collection.countDocuments({ a: { $gte: 1000, $lt: 1300 } })).to.equal(300);
  });

  it('sets dates and timestamps of the server', async () => {
    const collection = db().collection('dates');
    await collection.insertOne({});
    const earliest = Date.now() - 60_000;
    await collection.updateOne({}, { $currentDate: { at: true as never, stamp: { $type: 'timestamp' } } });
    const found = await collection.findOne({});
    expect(found!['at']).to.be.instanceOf(Date);
    expect(found!['at'].getTime()).to.be.greaterThan(earliest);
    expect(found!['stamp']).to.be.instanceOf(Timestamp);
  });

  it('replaces a document but for its _id', async () => {
    const collection = db().collection('replaced');
    await collection.insertOne({ _id: 1 as never, a: 1 });
    await collection.replaceOne({ a: 1 }, { b: 2 });
    expect(await collection.findOne({})).to.deep.equal({ _id: 1, b: 2 });
    expect(
      await codeOf(db().command({ findAndModify: 'replaced', query: { b: 2 }, update: { _id: 2, b: 3 } })),
    ).to.equal(66);
  });
});

onEveryServer('an upsert', ({ db }) => {
  it('begins with the fields the filter binds to one value', async () => {
    const collection = db().collection('seed');
    const filter = { a: 1, 'b.c': 'x', d: { $gt: 5 }, $and: [{ e: { $eq: 2 } }], f: { $in: [7] } };
    const result = await collection.updateOne(filter, { $set: { g: 1 }, $setOnInsert: { h: 2 } }, { upsert: true });
    expect(result).to.include({ matchedCount: 0, upsertedCount: 1 });
    const found = await collection.findOne({ _id: result.upsertedId! });
    expect(found).to.deep.include({ a: 1, b: { c: 'x' }, e: 2, f: 7, g: 1, h: 2 });
    expect(found).to.not.have.property('d');
  });

  it('takes the _id from the filter', async () => {
    const collection = db().collection('seed');
    const result = await collection.updateOne({ _id: 'own' as never }, { $inc: { n: 1 } }, { upsert: true });
    expect(result.upsertedId).to.equal('own');
    await collection.updateOne({ _id: 'own' as never }, { $inc: { n: 1 } }, { upsert: true });
    expect(await collection.findOne({ _id: 'own' as never })).to.deep.equal({ _id: 'own', n: 2 });
  });

  it('takes only the _id of the filter when it replaces', async () => {
    const collection = db().collection('seed');
    await collection.replaceOne({ _id: 'replaced' as never, a: 5 }, { b: 1 }, { upsert: true });
    expect(await collection.findOne({ _id: 'replaced' as never })).to.deep.equal({ _id: 'replaced', b: 1 });
  });

  it('refuses a filter that binds a field twice', async () => {
    const filter = { $and: [{ a: 1 }, { a: 1 }] };
    expect(
      await codeOf(
        db()
          .collection('seed2')
          .updateOne(filter, { $set: { b: 1 } }, { upsert: true }),
      ),
    ).to.equal(54);
  });
});

onEveryServer('findAndModify', ({ db }) => {
  it('returns the document before or after, chosen by sort, projected', async () => {
    const collection = db().collection('modified');
    await collection.insertMany([1, 2, 3].map((n) => ({ _id: n as never, n, other: 'x' })));
    const before = await collection.findOneAndUpdate({}, { $inc: { n: 10 } }, { sort: { n: -1 } });
    expect(before).to.deep.equal({ _id: 3, n: 3, other: 'x' });
    const after = await collection.findOneAndUpdate(
      { n: 13 },
      { $inc: { n: 10 } },
      { returnDocument: 'after', projection: { n: 1 } },
    );
    expect(after).to.deep.equal({ _id: 3, n: 23 });
    expect(await collection.findOneAndDelete({}, { sort: { n: 1 } })).to.include({ n: 1 });
    expect(await collection.countDocuments()).to.equal(2);
  });

  it('tells an upsert from an update', async () => {
    const collection = db().collection('modified2');
    const options = { upsert: true, includeResultMetadata: true } as const;
    const first = await collection.findOneAndUpdate({ _id: 1 as never }, { $set: { a: 1 } }, options);
    expect(first.value).to.equal(null);
    expect(first.lastErrorObject).to.deep.include({ updatedExisting: false, upserted: 1 });
    const second = await collection.findOneAndUpdate({ _id: 1 as never }, { $set: { a: 2 } }, options);
    expect(second.lastErrorObject).to.deep.include({ updatedExisting: true, n: 1 });
  });

  it('lets one of many callers win', async () => {
    const collection = db().collection('claimed');
    await collection.insertOne({ _id: 1 as never, state: 'ready' });
    const claims = Array.from({ length: 32 }, (_, caller) =>
      collection.findOneAndUpdate({ _id: 1 as never, state: 'ready' }, { $set: { state: 'claimed', caller } }),
    );
    const won = (await Promise.all(claims)).filter((document) => document !== null);
    expect(won).to.have.length(1);
  });
});
