/** Documents in and out: types, limits, batches, cursors, collections. */
import { expect } from 'chai';
import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
  type Db,
  type Document,
  type MongoBulkWriteError,
} from 'mongodb';
import { codeOf } from './code-of.ts';
import { onEmbeddedServer, onEveryServer } from './servers.ts';

onEveryServer('a document', ({ db }) => {
  it('comes back as it was, type by type', async () => {
    const document = {
      _id: new ObjectId(),
      int: new Int32(5),
      whole: new Double(5),
      double: new Double(1.5),
      negativeZero: new Double(-0),
      long: Long.fromString('9007199254740993'),
      decimal: Decimal128.fromString('1.50'),
      text: 'Lanzhou 兰州 😀',
      empty: '',
      date: new Date(-1),
      yes: true,
      none: null,
      list: [new Int32(1), [new Double(2)], {}],
      nested: { deep: { er: [{}] } },
      bytes: new Binary(Buffer.from([1, 2]), 0),
      uuid: new UUID(),
      pattern: new BSONRegExp('^a', 'i'),
      stamp: new Timestamp({ t: 5, i: 6 }),
      min: new MinKey(),
      max: new MaxKey(),
      code: new Code('x'),
    };
    const collection = db().collection('types');
    await collection.insertOne(document);
    const options = { promoteValues: false, bsonRegExp: true } as const;
    expect(await collection.findOne({}, options)).to.deep.equal(document);
    await collection.updateOne({}, { $set: { touched: true } });
    expect(await collection.findOne({}, { ...options, projection: { touched: 0 } })).to.deep.equal(document);
  });

  it('gets an _id in front where it has none', async () => {
    await db().command({ insert: 'ids', documents: [{ a: 1 }, { b: 1, _id: 5 }] });
    const found = await db().collection('ids').find({}).sort({ a: 1 }).toArray();
    expect(Object.keys(found[0]!)).to.deep.equal(['_id', 'b']);
    expect(found[1]!['_id']).to.be.instanceOf(ObjectId);
  });

  it('may have a field called __proto__', async () => {
    const document = JSON.parse('{"_id": 1, "__proto__": {"a": 1}}') as Document;
    await db().collection('proto').insertOne(document);
    expect(await db().collection('proto').countDocuments({ '__proto__.a': 1 })).to.equal(1);
    expect(({} as Document)['a']).to.equal(undefined);
  });

  it('is refused when it is too large, has a bad _id or is nested too deeply', async () => {
    const collection = db().collection('bad');
    expect(await codeOf(collection.insertOne({ _id: [1] as never }))).to.equal(53);
    expect(await codeOf(collection.insertOne({ _id: /a/ as never }))).to.equal(53);
    await collection.insertOne({ _id: 'big' as never, half: 'x'.repeat(9 * 1024 * 1024) });
    expect(await codeOf(collection.updateOne({}, { $set: { other: 'x'.repeat(9 * 1024 * 1024) } }))).to.be.oneOf([
      10334, 17419,
    ]);
    let deep: Document = {};
    for (let level = 0; level < 250; level++) deep = { deep };
    expect(await codeOf(collection.insertOne(deep))).to.be.greaterThan(0);
  });
});

const insertDoubles = async (db: Db, name: string, ordered: boolean): Promise<[inserted: number, errors: number[]]> => {
  const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }, { _id: 2 }, { _id: 3 }] as never[];
  const error = await db
    .collection(name)
    .insertMany(documents, { ordered })
    .catch((reason: MongoBulkWriteError) => reason);
  const { insertedCount, writeErrors } = error as MongoBulkWriteError;
  return [insertedCount, [writeErrors].flat().map(({ index }) => index)];
};

onEveryServer('a batch', ({ db, client }) => {
  it('stops at the first error when ordered, goes on when not', async () => {
    expect(await insertDoubles(db(), 'ordered', true)).to.deep.equal([1, [1]]);
    expect(await insertDoubles(db(), 'unordered', false)).to.deep.equal([3, [1, 3]]);
  });

  it('mixes inserts, updates, replacements and deletes', async () => {
    const collection = db().collection<{ _id: number; a?: number }>('mixed');
    const result = await collection.bulkWrite([
      { insertOne: { document: { _id: 1, a: 1 } } },
      { insertOne: { document: { _id: 2, a: 1 } } },
      { updateMany: { filter: { a: 1 }, update: { $inc: { a: 1 } } } },
      { replaceOne: { filter: { _id: 2 }, replacement: { a: 9 } } },
      { updateOne: { filter: { _id: 3 }, update: { $set: { a: 5 } }, upsert: true } },
      { deleteOne: { filter: { _id: 1 } } },
    ]);
    expect(result).to.include({
      insertedCount: 2,
      matchedCount: 3,
      modifiedCount: 3,
      upsertedCount: 1,
      deletedCount: 1,
    });
    expect(await collection.find().sort({ _id: 1 }).toArray()).to.deep.equal([
      { _id: 2, a: 9 },
      { _id: 3, a: 5 },
    ]);
  });

  it('takes thousands of documents and megabytes', async function () {
    const collection = db().collection('many');
    await collection.insertMany(
      Array.from({ length: 20_000 }, (_, n) => ({ n, filler: 'x'.repeat(n % 100 === 0 ? 20_000 : 10) })),
    );
    expect(await collection.countDocuments({ n: { $gte: 10_000 } })).to.equal(10_000);
    expect(await collection.estimatedDocumentCount()).to.equal(20_000);
    const { deletedCount } = await collection.deleteMany({ n: { $lt: 5000 } });
    expect(deletedCount).to.equal(5000);
    expect(await collection.estimatedDocumentCount()).to.equal(15_000);
  });

  it('of 32 callers at once loses and doubles nothing', async () => {
    const collection = db().collection('callers');
    await collection.insertOne({ _id: 'total' as never, value: 0 });
    await Promise.all(
      Array.from({ length: 32 }, async (_, caller) => {
        for (let n = 0; n < 10; n++) {
          await collection.insertOne({ caller, n });
          await collection.updateOne({ _id: 'total' as never }, { $inc: { value: 1 } });
        }
      }),
    );
    expect(await collection.findOne({ _id: 'total' as never })).to.include({ value: 320 });
    expect(await collection.countDocuments({ caller: { $exists: true } })).to.equal(320);
  });

  it('that asks for no answer is written all the same', async () => {
    const collection = client()
      .db(db().databaseName)
      .collection('unanswered', { writeConcern: { w: 0 } });
    expect((await collection.insertOne({ a: 1 })).acknowledged).to.equal(false);
    const acknowledged = db().collection('unanswered');
    while ((await acknowledged.countDocuments()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await acknowledged.countDocuments()).to.equal(1);
  });
});

onEveryServer('a cursor', ({ db }) => {
  it('walks through 100,000 documents in batches', async function () {
    const collection = db().collection<{ _id: number }>('long');
    for (let start = 0; start < 100_000; start += 20_000)
      await collection.insertMany(Array.from({ length: 20_000 }, (_, n) => ({ _id: start + n })));
    let sum = 0;
    let count = 0;
    for await (const { _id } of collection.find({}, { batchSize: 5000 })) {
      sum += _id;
      count++;
    }
    expect({ count, sum }).to.deep.equal({ count: 100_000, sum: (99_999 * 100_000) / 2 });
  });

  it('gives what was there throughout once, while others write', async () => {
    const collection = db().collection<{ _id: number; a: number }>('moving');
    await collection.insertMany(Array.from({ length: 500 }, (_, n) => ({ _id: n, a: 1 })));
    const seen: number[] = [];
    for await (const { _id } of collection.find({ a: 1 }, { batchSize: 50 })) {
      seen.push(_id);
      if (_id % 50 === 0) await collection.deleteOne({ _id: _id + 10 });
      if (_id % 50 === 1) await collection.insertOne({ _id: 10_000 + _id, a: 2 });
    }
    expect(new Set(seen).size).to.equal(seen.length);
    expect(seen.length).to.be.within(490, 500);
  });

  it('is gone when killed, and unknown ones are named', async () => {
    const first = (await db().command({ find: 'long', batchSize: 2 }))['cursor'] as {
      id: Long;
      firstBatch: Document[];
    };
    expect(first.firstBatch).to.have.length(2);
    const more = await db().command({ getMore: Long.fromValue(first.id), collection: 'long', batchSize: 3 });
    expect(more['cursor'].nextBatch).to.deep.equal([{ _id: 2 }, { _id: 3 }, { _id: 4 }]);
    const killed = await db().command({ killCursors: 'long', cursors: [Long.fromValue(first.id)] });
    expect(killed['cursorsKilled']).to.have.length(1);
    expect(await codeOf(db().command({ getMore: Long.fromValue(first.id), collection: 'long' }))).to.equal(43);
  });

  it('with a batch size of nothing only opens', async () => {
    const { cursor } = (await db().command({ find: 'long', batchSize: 0 })) as {
      cursor: { id: Long; firstBatch: unknown[] };
    };
    expect(cursor.firstBatch).to.deep.equal([]);
    expect(String(cursor.id)).to.not.equal('0');
  });
});

onEveryServer('distinct and count', ({ db }) => {
  before(async () => {
    await db()
      .collection('values')
      .insertMany([{ a: 1 }, { a: [1, 2] }, { a: 'x' }, { a: null }, {}, { b: [{ c: 5 }, { c: 6 }] }]);
  });

  it('goes through arrays', async () => {
    expect(await db().collection('values').distinct('a')).to.have.deep.members([null, 1, 2, 'x']);
    expect(await db().collection('values').distinct('b.c')).to.have.members([5, 6]);
  });

  it('counts with skip and limit', async () => {
    expect(
      await db()
        .collection('values')
        .countDocuments({ a: { $exists: true } }, { skip: 1, limit: 2 }),
    ).to.equal(2);
    expect((await db().command({ count: 'values', query: {}, skip: 4 }))['n']).to.equal(2);
  });
});

onEveryServer('a database', ({ db, client }) => {
  it('lists, creates, renames and drops collections', async () => {
    await db().createCollection('one');
    expect(await codeOf(db().createCollection('one'))).to.equal(48);
    await db().collection('one').insertOne({ a: 1 });
    await db().collection('one').createIndex({ a: 1 });
    await db().collection('one').rename('two');
    const names = await db()
      .listCollections({ name: { $in: ['one', 'two'] } })
      .map(({ name }) => name)
      .toArray();
    expect(names).to.deep.equal(['two']);
    expect(await db().collection('two').countDocuments({ a: 1 }, { hint: 'a_1' })).to.equal(1);
    const { databases } = await client().db().admin().listDatabases({ nameOnly: true });
    expect(databases.map(({ name }) => name)).to.include(db().databaseName);
    await db().collection('two').drop();
    expect(await db().collection('two').countDocuments()).to.equal(0);
  });

  it('forgets everything with dropDatabase', async () => {
    const other = client().db(`${db().databaseName}_b`);
    await other.collection('a').insertOne({ _id: 1 as never });
    await other.dropDatabase();
    await other.collection('a').insertOne({ _id: 1 as never });
    expect(await other.collection('a').countDocuments()).to.equal(1);
    await other.dropDatabase();
  });

  it('answers the questions drivers and tools ask', async () => {
    const admin = client().db('admin');
    for (const command of [
      'ping',
      'hello',
      'isMaster',
      'buildInfo',
      'connectionStatus',
      'serverStatus',
      'hostInfo',
      'whatsmyuri',
    ])
      expect(await admin.command({ [command]: 1 }), command).to.include({ ok: 1 });
    expect(await admin.command({ getLog: 'startupWarnings' })).to.include({ ok: 1 });
    expect(await db().stats()).to.include({ ok: 1 });
  });
});

onEmbeddedServer('a text with a null byte', ({ db }) => {
  it('keeps its place in the order of an index', async () => {
    const collection = db().collection('nulls');
    await collection.createIndex({ t: 1, n: 1 });
    await collection.insertMany(['a', 'a\0', 'a\0b', 'ab'].map((t, n) => ({ t, n })));
    expect(
      await collection
        .find()
        .sort({ t: 1, n: 1 })
        .map(({ n }) => n as number)
        .toArray(),
    ).to.deep.equal([0, 1, 2, 3]);
    expect(await collection.countDocuments({ t: 'a\0' })).to.equal(1);
  });
});
