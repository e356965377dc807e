/** What the embedded server does not have is refused with MongoDB's codes, never taken and ignored. */
import { expect } from 'chai';
import { type Document } from 'mongodb';
import { codeOf } from './code-of.ts';
import { onEmbeddedServer } from './servers.ts';

const commands: [command: Document, code: number][] = [
  [{ frobnicate: 1 }, 59],
  [{ constructor: 1 }, 59],
  [{ mapReduce: 'a', map: '', reduce: '', out: 'b' }, 115],
  [{ saslStart: 1, mechanism: 'PLAIN', payload: '' }, 115],
  [{ find: 'a', frobnicate: 1 }, 40415],
  [{ find: 'a', collation: { locale: 'de' } }, 115],
  [{ find: 'a', min: { a: 1 } }, 40415],
  [{ find: 'a', tailable: true }, 40415],
  [{ find: 'a', returnKey: true }, 40415],
  [{ find: 'a', filter: { $where: 'true' } }, 115],
  [{ find: 'a', filter: { $text: { $search: 'x' } } }, 115],
  [{ find: 'a', filter: { $jsonSchema: {} } }, 115],
  [{ find: 'a', filter: { a: { $near: [0, 0] } } }, 115],
  [{ find: 'a', skip: -1 }, 51024],
  [{ find: 'a', sort: { a: 2 } }, 15975],
  [{ find: 'a', sort: { a: { $meta: 'textScore' } } }, 115],
  [{ find: 'a', readConcern: { level: 'snapshot' } }, 246],
  [{ find: '' }, 73],
  [{ insert: 'a', documents: [] }, 16],
  [{ insert: 'a', documents: [{}], writeConcern: { w: 3 } }, 100],
  [{ insert: 'a$b', documents: [{}] }, 73],
  [{ update: 'a', updates: [{ q: {}, u: {} }], frobnicate: { x: 1 } }, 40415],
  [{ create: 'capped', capped: true, size: 1000 }, 72],
  [{ create: 'view', viewOn: 'a', pipeline: [] }, 72],
  [{ create: 'checked', validator: { a: 1 } }, 72],
  [{ create: 'series', timeseries: { timeField: 't' } }, 72],
  [{ createIndexes: 'a', indexes: [{ key: { a: 'text' }, name: 't' }] }, 67],
  [{ createIndexes: 'a', indexes: [{ key: { a: '2dsphere' }, name: 'g' }] }, 67],
  [{ createIndexes: 'a', indexes: [{ key: { a: 'hashed' }, name: 'h' }] }, 67],
  [{ createIndexes: 'a', indexes: [{ key: { '$**': 1 }, name: 'w' }] }, 67],
  [{ createIndexes: 'a', indexes: [{ key: {}, name: 'e' }] }, 67],
  [{ createIndexes: 'a', indexes: [{ key: { a: 1 }, name: 'c', collation: { locale: 'de' } }] }, 115],
  [{ createIndexes: 'a', indexes: [{ key: { a: 1 }, name: 'x', frobnicate: 1 }] }, 197],
  [{ createIndexes: 'a', indexes: [{ key: { a: 1, b: 1 }, name: 'ttl', expireAfterSeconds: 5 }] }, 67],
  [{ aggregate: 'a', pipeline: [{ $out: 'b' }], cursor: {} }, 115],
  [{ aggregate: 'a', pipeline: [{ $merge: 'b' }], cursor: {} }, 115],
  [{ aggregate: 'a', pipeline: [{ $changeStream: {} }], cursor: {} }, 115],
  [{ aggregate: 1, pipeline: [], cursor: {} }, 115],
  [
    { aggregate: 'a', pipeline: [{ $project: { a: { $function: { body: '', args: [], lang: 'js' } } } }], cursor: {} },
    168,
  ],
  [{ explain: { insert: 'a', documents: [{}] } }, 115],
];

const shorten = (command: Document): string => JSON.stringify(command).slice(0, 90);

onEmbeddedServer('the embedded server', ({ db, client }) => {
  for (const [command, code] of commands)
    it(`answers ${shorten(command)} with ${code}`, async () => {
      expect(await codeOf(db().command(command))).to.equal(code);
    });

  it('refuses transactions', async () => {
    const session = client().startSession();
    session.startTransaction();
    expect(await codeOf(db().collection('a').insertOne({ a: 1 }, { session }))).to.equal(263);
    await session.endSession();
    expect(await db().collection('a').countDocuments()).to.equal(0);
  });

  it('refuses change streams', async () => {
    const stream = db().collection('a').watch();
    expect(await codeOf(stream.next())).to.equal(115);
    await stream.close();
  });

  it('names the code beside its number', async () => {
    const error = await db()
      .command({ frobnicate: 1 })
      .catch((reason: Document) => reason);
    expect(error).to.include({ code: 59, codeName: 'CommandNotFound' });
  });
});
