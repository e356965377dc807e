import { expect } from 'chai';
import { findDemoRun, saveDemoRun } from '../../../store/demo-store.ts';
import { onEveryServer } from '../mongodb/servers.ts';
import { minutesLater } from './changes.ts';

onEveryServer('The demo run', ({ db }) => {
  it('is found again where it was last saved', async () => {
    expect(await findDemoRun(db())).to.equal(undefined);
    const run = { seed: 7, startAt: minutesLater(0), endAt: minutesLater(100), clockAt: minutesLater(0) };
    await saveDemoRun(db(), run);
    await saveDemoRun(db(), { ...run, clockAt: minutesLater(60) });
    expect(await findDemoRun(db())).to.deep.include({ ...run, clockAt: minutesLater(60) });
    expect(await db().collection('demo').countDocuments()).to.equal(1);
  });
});
