import { expect } from 'chai';
import { migrate } from '../../../store/migrate.ts';
import { onEveryServer } from '../mongodb/servers.ts';
import { minutesLater } from './changes.ts';

onEveryServer('Migrating', ({ db }) => {
  type Done = { _id: number; title: string; at: Date };
  const done = (): Promise<Done[]> => db().collection<Done>('migrations').find().sort({ _id: 1 }).toArray();

  it('may be begun by several processes at once and is done once', async () => {
    await Promise.all([1, 2, 3].map((minutes) => migrate(db(), minutesLater(minutes))));
    const steps = await done();
    expect(steps.map(({ _id }) => _id)).to.deep.equal(steps.map((_step, index) => index + 1));
    expect(steps).not.to.be.empty;
    const names = (await db().collection('cases').indexes()).map(({ name }) => name);
    expect(names).to.include.members(['number', 'source', 'dueTimers', 'pending']);
  });

  it('does nothing to a database that is up to date', async () => {
    const before = await done();
    await migrate(db(), minutesLater(99));
    expect(await done()).to.deep.equal(before);
  });

  it('refuses a database of a newer program and says what to do', async () => {
    await db()
      .collection<Done>('migrations')
      .insertOne({ _id: 999, title: 'From the future', at: minutesLater(0) });
    const refusal = await migrate(db(), minutesLater(0)).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(refusal)
      .to.include('999')
      .and.to.match(/newer program/);
  });
});
