/** What counts as one group: values that are equal, whatever their numeric type; nothing and null are two. */
import { expect } from 'chai';
import { Double, Long } from 'mongodb';
import { onEveryServer } from './servers.ts';

onEveryServer('group keys', ({ db }) => {
  it('keep nothing, null, texts and truth values apart, and numbers of one value together', async () => {
    const collection = db().collection('groups');
    await collection.insertMany([
      { n: 0 },
      { n: 1, a: null },
      { n: 2, a: '1' },
      { n: 3, a: 1 },
      { n: 4, a: new Double(1) },
      { n: 5, a: Long.fromNumber(1) },
      { n: 6, a: true },
      { n: 7, a: 'true' },
      { n: 8, a: '1' },
      { n: 9 },
    ]);
    const groups = await collection
      .aggregate<{ ns: number[] }>([
        { $sort: { n: 1 } },
        { $group: { _id: { a: '$a', b: '$b' }, ns: { $push: '$n' } } },
        { $sort: { 'ns.0': 1 } },
      ])
      .toArray();
    expect(groups.map(({ ns }) => ns)).to.deep.equal([[0, 9], [1], [2, 8], [3, 4, 5], [6], [7]]);
  });

  it('keep texts apart that read alike when put together', async () => {
    const collection = db().collection('texts');
    await collection.insertMany([
      { a: 'x', b: 'yz' },
      { a: 'xy', b: 'z' },
      { a: 'x', b: 'yz' },
    ]);
    const groups = await collection
      .aggregate([{ $group: { _id: { a: '$a', b: '$b' }, count: { $sum: 1 } } }, { $sort: { count: 1 } }])
      .toArray();
    expect(groups).to.deep.equal([
      { _id: { a: 'xy', b: 'z' }, count: 1 },
      { _id: { a: 'x', b: 'yz' }, count: 2 },
    ]);
  });
});
