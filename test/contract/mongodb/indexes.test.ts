/** Indexes: what they enforce, and that queries really use them. */
import { expect } from 'chai';
import { Long, type Collection, type Document, type Filter, type Sort } from 'mongodb';
import { codeOf } from './code-of.ts';
import { onEmbeddedServer, onEveryServer } from './servers.ts';

onEveryServer('a unique index', ({ db }) => {
  it('refuses a second document with the same value, naming index and value', async () => {
    const collection = db().collection('unique');
    await collection.createIndex({ a: 1, b: -1 }, { unique: true });
    await collection.insertOne({ a: 1, b: 'x' });
    const error = await collection.insertOne({ a: 1, b: 'x' }).catch((reason: Document) => reason);
    expect(error).to.deep.include({ code: 11000, keyPattern: { a: 1, b: -1 }, keyValue: { a: 1, b: 'x' } });
    expect((error as Error).message).to.match(
      /^E11000 duplicate key error collection: .+\.unique index: a_1_b_-1 dup key: \{ a: 1, b: "x" \}/,
    );
  });

  it('counts 1, 1.0 and a long 1 as the same, and missing as null', async () => {
    const collection = db().collection('uniqueNumbers');
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertMany([{ a: 1 }, {}]);
    expect(
      await codeOf(
        db()
          .command({ insert: 'uniqueNumbers', documents: [{ a: 1.0 }] })
          .then(throwWriteErrors),
      ),
    ).to.equal(11000);
    expect(await codeOf(collection.insertOne({ a: null }))).to.equal(11000);
  });

  it('refuses an update into a taken value and leaves the document as it was', async () => {
    const collection = db().collection('uniqueUpdate');
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertMany([
      { _id: 1 as never, a: 1 },
      { _id: 2 as never, a: 2 },
    ]);
    expect(await codeOf(collection.updateOne({ a: 2 }, { $set: { a: 1 } }))).to.equal(11000);
    expect(await codeOf(collection.findOneAndUpdate({ a: 2 }, { $set: { a: 1 } }))).to.equal(11000);
    expect(await collection.findOne({ _id: 2 as never })).to.deep.equal({ _id: 2, a: 2 });
    await collection.updateOne({ a: 1 }, { $set: { a: 3 } });
    await collection.updateOne({ a: 2 }, { $set: { a: 1 } });
  });

  it('holds per array element, across documents only', async () => {
    const collection = db().collection('uniqueArrays');
    await collection.createIndex({ tags: 1 }, { unique: true });
    await collection.insertOne({ tags: ['a', 'b', 'a'] });
    expect(await codeOf(collection.insertOne({ tags: ['c', 'b'] }))).to.equal(11000);
    await collection.insertOne({ tags: ['c'] });
  });

  it('is not built over duplicates', async () => {
    const collection = db().collection('uniqueLate');
    await collection.insertMany([{ a: 1 }, { a: 1 }]);
    expect(await codeOf(collection.createIndex({ a: 1 }, { unique: true }))).to.equal(11000);
    expect(await collection.indexes()).to.have.length(1);
    await collection.deleteOne({ a: 1 });
    await collection.createIndex({ a: 1 }, { unique: true });
  });

  it('that cannot be built takes those asked for with it along', async () => {
    const collection = db().collection('together');
    await collection.insertMany([{ a: 1 }, { a: 1 }]);
    expect(await codeOf(collection.createIndexes([{ key: { b: 1 } }, { key: { a: 1 }, unique: true }]))).to.equal(
      11000,
    );
    expect(await collection.indexes()).to.have.length(1);
  });

  it('holds only inside its partial filter', async () => {
    const collection = db().collection('uniquePartial');
    await collection.createIndex({ a: 1 }, { unique: true, partialFilterExpression: { open: true } });
    await collection.insertMany([
      { a: 1, open: false },
      { a: 1, open: false },
      { a: 1, open: true },
    ]);
    expect(await codeOf(collection.insertOne({ a: 1, open: true }))).to.equal(11000);
    expect(await codeOf(collection.updateOne({ open: false }, { $set: { open: true } }))).to.equal(11000);
  });

  it('lets sparse documents be', async () => {
    const collection = db().collection('uniqueSparse');
    await collection.createIndex({ a: 1 }, { unique: true, sparse: true });
    await collection.insertMany([{}, {}, { a: 1 }]);
    expect(await codeOf(collection.insertOne({ a: 1 }))).to.equal(11000);
    expect(await collection.countDocuments()).to.equal(3);
    expect(await collection.countDocuments({ a: null })).to.equal(2);
  });

  it('is exact for values of any length', async () => {
    const collection = db().collection('uniqueLong');
    await collection.createIndex({ a: 1 }, { unique: true });
    const long = 'x'.repeat(5000);
    await collection.insertMany([{ a: `${long}1` }, { a: `${long}2` }]);
    expect(await codeOf(collection.insertOne({ a: `${long}1` }))).to.equal(11000);
    expect(await collection.countDocuments({ a: `${long}2` })).to.equal(1);
    expect(await collection.find({ a: { $gt: `${long}1` } }).toArray()).to.have.length(1);
    expect((await collection.find().sort({ a: -1 }).toArray()).map(({ a }) => (a as string).at(-1))).to.deep.equal([
      '2',
      '1',
    ]);
  });
});

const throwWriteErrors = (reply: Document): void => {
  if (reply['writeErrors']) throw Object.assign(new Error('write errors'), reply['writeErrors'][0]);
};

onEveryServer('the list of indexes', ({ db }) => {
  it('says what was created, once', async () => {
    const collection = db().collection('listed');
    await collection.createIndex({ a: 1 });
    await collection.createIndex({ a: 1 });
    await collection.createIndex({ b: -1, c: 1 }, { name: 'own', sparse: true });
    const indexes = await collection.listIndexes().toArray();
    expect(indexes.map(({ name }) => name as string)).to.deep.equal(['_id_', 'a_1', 'own']);
    expect(indexes[2]).to.deep.include({ key: { b: -1, c: 1 }, sparse: true });
    expect(await codeOf(collection.createIndex({ a: 1 }, { unique: true, name: 'a_1' }))).to.be.oneOf([85, 86]);
    expect(await codeOf(collection.createIndex({ z: 1 }, { name: 'own' }))).to.be.oneOf([85, 86]);
    await collection.dropIndex('own');
    expect(await codeOf(collection.dropIndex('own'))).to.equal(27);
    expect(await codeOf(collection.dropIndex('_id_'))).to.equal(72);
    expect(await codeOf(db().collection('nowhere').listIndexes().toArray())).to.equal(26);
  });

  it('refuses parallel arrays in one index', async () => {
    const collection = db().collection('parallel');
    await collection.createIndex({ a: 1, b: 1 });
    expect(await codeOf(collection.insertOne({ a: [1], b: [2] }))).to.equal(171);
    await collection.insertMany([
      { a: [1, 2], b: 1 },
      { a: 1, b: [1, 2] },
    ]);
    expect(await collection.countDocuments({ a: 1, b: 1 })).to.equal(2);
  });

  it('hints are obeyed or refused', async () => {
    const collection = db().collection('hinted');
    await collection.insertMany([{ a: 1 }, { a: 2 }]);
    await collection.createIndex({ a: 1 });
    expect(await collection.find({ a: 1 }, { hint: 'a_1' }).toArray()).to.have.length(1);
    expect(await codeOf(collection.find({ a: 1 }, { hint: { b: 1 } }).toArray())).to.equal(2);
  });
});

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

onEveryServer('a TTL index', ({ db, isEmbedded }) => {
  it('removes what has expired and nothing else', async function () {
    this.timeout(isEmbedded ? 60_000 : 150_000);
    const collection = db().collection('expiring');
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 3600 });
    await collection.insertMany([
      { at: minutesAgo(120) },
      { at: [minutesAgo(5), minutesAgo(90)] },
      { at: minutesAgo(30) },
      { at: 'never' },
      {},
    ]);
    while ((await collection.countDocuments()) > 3) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await collection.countDocuments({ at: { $lt: minutesAgo(60) } })).to.equal(0);
    expect(await collection.countDocuments()).to.equal(3);
  });
});

type Stage = { stage: string; indexName?: string; inputStage?: Stage; inputStages?: Stage[] };

/** The stages of the winning plan, outermost first, an index scan with its index. */
const stages = ({ stage, indexName, inputStage, inputStages = [] }: Stage): string[] => [
  indexName ? `${stage} ${indexName}` : stage,
  ...[...(inputStage ? [inputStage] : []), ...inputStages].flatMap(stages),
];

const either = (n: number): Document => ({
  $or: [{ kind: `k${n}` }, { state: 'open' }, { due: new Date(n) }, { n }],
});

onEmbeddedServer('the planner', ({ db }) => {
  let jobs: Collection;

  before(async () => {
    jobs = db().collection('jobs');
    await jobs.insertMany(
      Array.from({ length: 500 }, (_, n) => ({
        _id: n as never,
        n,
        kind: `k${n % 5}`,
        state: n % 10 === 0 ? 'open' : 'done',
        due: new Date(n * 1000),
        tags: [`t${n % 7}`, `u${n % 3}`],
        nested: { n },
      })),
    );
    await jobs.createIndexes([
      { key: { kind: 1, due: 1 } },
      { key: { state: 1 }, partialFilterExpression: { state: 'open' }, name: 'open' },
      { key: { tags: 1, n: 1 } },
      { key: { 'nested.n': 1 }, unique: true },
      { key: { due: 1 } },
    ]);
  });

  const explain = async (
    filter: Filter<Document>,
    sort: Sort = {},
    limit = 0,
  ): Promise<{ plan: string[]; keys: number; documents: number; found: number }> => {
    const { queryPlanner, executionStats } = await jobs.find(filter, { sort, limit }).explain('executionStats');
    return {
      plan: stages(queryPlanner.winningPlan as Stage),
      keys: executionStats.totalKeysExamined as number,
      documents: executionStats.totalDocsExamined as number,
      found: executionStats.nReturned as number,
    };
  };

  it('looks up an _id', async () => {
    expect(await explain({ _id: 7 as never })).to.deep.equal({
      plan: ['FETCH', 'IXSCAN _id_'],
      keys: 1,
      documents: 1,
      found: 1,
    });
  });

  it('looks up a unique value below a document', async () => {
    expect(await explain({ 'nested.n': 7 })).to.deep.equal({
      plan: ['FETCH', 'IXSCAN nested.n_1'],
      keys: 1,
      documents: 1,
      found: 1,
    });
  });

  it('reads one range for an equality and a range', async () => {
    const filter = { kind: 'k1', due: { $gte: new Date(100_000), $lt: new Date(200_000) } };
    expect(await explain(filter)).to.deep.equal({
      plan: ['FETCH', 'IXSCAN kind_1_due_1'],
      keys: 20,
      documents: 20,
      found: 20,
    });
  });

  it('takes the order from the index, in either direction, and stops at the limit', async () => {
    for (const direction of [1, -1] as const) {
      const { plan, documents, found } = await explain({ kind: 'k1' }, { due: direction }, 5);
      expect(plan).to.deep.equal(['FETCH', 'IXSCAN kind_1_due_1']);
      expect({ documents, found }).to.deep.equal({ documents: 5, found: 5 });
    }
  });

  it('merges the ranges of $in in the wanted order', async () => {
    const { plan, documents } = await explain({ kind: { $in: ['k1', 'k3'] } }, { due: 1 }, 6);
    expect(plan.slice(0, 2)).to.deep.equal(['FETCH', 'SORT_MERGE']);
    expect(documents).to.be.at.most(8);
    const found = await jobs
      .find({ kind: { $in: ['k1', 'k3'] } })
      .sort({ due: 1 })
      .limit(4)
      .toArray();
    expect(found.map(({ n }) => n as number)).to.deep.equal([1, 3, 6, 8]);
  });

  it('unites the indexes of $or', async () => {
    const { plan, documents } = await explain({
      $or: [{ kind: 'k1', due: { $lt: new Date(20_000) } }, { 'nested.n': 400 }],
    });
    expect(plan).to.deep.equal(['FETCH', 'OR', 'IXSCAN kind_1_due_1', 'IXSCAN nested.n_1']);
    expect(documents).to.equal(5);
  });

  it('uses a partial index only where the filter implies it', async () => {
    expect((await explain({ state: 'open' })).plan).to.deep.equal(['FETCH', 'IXSCAN open']);
    expect((await explain({ state: 'done' })).plan).to.deep.equal(['COLLSCAN']);
    expect((await explain({ state: { $in: ['open', 'done'] } })).plan).to.deep.equal(['COLLSCAN']);
  });

  it('does not take equal numbers for equal types', async () => {
    const numbers = db().collection('numbers');
    await numbers.createIndex({ a: 1 }, { partialFilterExpression: { a: { $type: 'int' } } });
    await numbers.insertMany([{ a: 1 }, { a: Long.fromNumber(1) }]);
    expect(await numbers.countDocuments({ a: 1 })).to.equal(2);
  });

  it('plans many alternatives beside each other without trying every combination', async () => {
    const started = performance.now();
    await jobs.find({ $and: Array.from({ length: 12 }, (_, n) => either(n)) }).toArray();
    expect(performance.now() - started).to.be.below(2000);
  });

  it('uses an index over array elements', async () => {
    const { plan, documents } = await explain({ tags: 't3' }, { n: 1 }, 3);
    expect(plan).to.deep.equal(['FETCH', 'IXSCAN tags_1_n_1']);
    expect(documents).to.equal(3);
  });

  it('sorts in memory where no index helps', async () => {
    const { plan, documents } = await explain({ state: 'done' }, { n: -1 }, 3);
    expect(plan).to.deep.equal(['SORT', 'COLLSCAN']);
    expect(documents).to.equal(500);
  });

  it('prefers the index that finds fewer', async () => {
    const { documents } = await explain({ kind: 'k1', 'nested.n': { $gte: 3, $lt: 8 } });
    expect(documents).to.be.at.most(5);
  });

  it('reads an anchored pattern as a range', async () => {
    const { plan, keys } = await explain({ kind: /^k2/ });
    expect(plan).to.deep.equal(['FETCH', 'IXSCAN kind_1_due_1']);
    expect(keys).to.equal(100);
  });

  it('serves the leading $match and $sort of a pipeline', async () => {
    const pipeline = [{ $match: { kind: 'k1' } }, { $sort: { due: -1 } }, { $limit: 2 }, { $project: { n: 1 } }];
    const explained = await jobs.aggregate(pipeline).explain();
    expect(stages(explained['queryPlanner'].winningPlan as Stage)).to.deep.equal(['FETCH', 'IXSCAN kind_1_due_1']);
  });
});
