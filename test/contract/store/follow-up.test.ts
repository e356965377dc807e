import { expect } from 'chai';
import type { Change, Readers } from '../../../engine/index.ts';
import { caseCollection } from '../../../store/case-document.ts';
import { openCaseStore } from '../../../store/case-store.ts';
import { openFollowUp, type FollowUp } from '../../../store/follow-up.ts';
import { journalCollection, journalOf } from '../../../store/journal-store.ts';
import { messageCollection } from '../../../store/message-store.ts';
import { migrate } from '../../../store/migrate.ts';
import { openReaders } from '../../../store/readers.ts';
import { worklistCollection } from '../../../store/worklist-store.ts';
import { onEveryServer } from '../mongodb/servers.ts';
import { claimedBy, minutesLater, nextChange } from './changes.ts';

/** What a process leaves behind that dies right after its commit. */
const crashed: FollowUp = { push: async () => {}, sweep: async () => 0, drain: async () => {} };

onEveryServer('The follow-up', ({ db }) => {
  let readers: Readers;
  let followUp: FollowUp;
  const failures: unknown[] = [];
  const far = minutesLater(1000);

  const commit = async (change: Change, by: FollowUp = followUp): Promise<void> => {
    const outcome = await openCaseStore(db(), by).commit(change, change.next.rev === 1 ? 'new' : change.next.rev - 1);
    expect(outcome).to.equal('committed');
  };
  const journal = async (caseId: string): Promise<number[]> =>
    (await journalCollection(db()).find({ caseId }).sort({ sequence: 1 }).toArray()).map(({ sequence }) => sequence);
  const messages = async (caseId: string): Promise<string[]> =>
    (await messageCollection(db()).find({ caseId }).sort({ _id: 1 }).toArray()).map(({ _id }) => _id);
  const owes = async (caseId: string): Promise<boolean> =>
    (await caseCollection(db()).countDocuments({ _id: caseId, pendingSince: { $exists: true } })) > 0;

  before(async () => {
    await migrate(db(), minutesLater(0));
    readers = openReaders(db());
  });
  beforeEach(() => {
    followUp = openFollowUp(db(), (error) => failures.push(error));
  });
  afterEach(async () => {
    await followUp.drain();
    expect(failures).to.deep.equal([]);
  });

  it('shows a change in the worklist before its command is answered', async () => {
    const change = nextChange('shown');
    await commit(change);
    const actor = { id: 'junior.lanzhou', kind: 'user', roles: [{ role: 'junior-agent', node: 'lanzhou' }] } as const;
    const items = await readers.worklist(actor, { scope: 'group', limit: 200 });
    expect(items.map(({ caseId }) => caseId)).to.include('shown');
  });

  it('moves journal and messages on and leaves nothing behind in the case', async () => {
    await commit(nextChange('moved'));
    await followUp.drain();
    expect(await journal('moved')).to.deep.equal([1, 2]);
    expect(await messages('moved')).to.deep.equal(['moved:2']);
    expect(await owes('moved')).to.equal(false);
    expect(await caseCollection(db()).findOne({ _id: 'moved' })).not.to.have.any.keys('pending', 'pendingSince');
  });

  it('picks up a change that comes while the last batch is on its way', async () => {
    let change = nextChange('busy');
    await commit(change);
    for (let round = 0; round < 12; round += 1) {
      const drained = followUp.drain();
      change = nextChange(change.next);
      await commit(change);
      await drained;
    }
    await followUp.drain();
    expect(await journal('busy')).to.deep.equal(Array.from({ length: 26 }, (_, index) => index + 1));
    expect(await owes('busy')).to.equal(false);
  });

  it('shares its batches among many callers without losing any of them', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `many-${index}`);
    await Promise.all(ids.map((id) => commit(nextChange(id))));
    await followUp.drain();
    expect(await journalCollection(db()).countDocuments({ caseId: { $in: ids } })).to.equal(120);
    expect(await worklistCollection(db()).countDocuments({ caseId: { $in: ids } })).to.equal(60);
    expect(await caseCollection(db()).countDocuments({ pendingSince: { $exists: true } })).to.equal(0);
  });

  it('is finished by the sweep after a crash, and a second sweep changes nothing', async () => {
    const change = nextChange('orphan');
    await commit(change, crashed);
    expect(await journal('orphan')).to.deep.equal([]);
    expect(await followUp.sweep(minutesLater(0))).to.equal(0);
    expect(await followUp.sweep(far)).to.equal(1);
    const entries = await readers.journal('orphan', 0, 10);
    expect(entries).to.deep.equal(change.entries);
    expect(await messages('orphan')).to.deep.equal(['orphan:2']);
    expect(await worklistCollection(db()).countDocuments({ caseId: 'orphan' })).to.equal(1);
    expect(await followUp.sweep(far)).to.equal(0);
    expect(await readers.journal('orphan', 0, 10)).to.deep.equal(change.entries);
  });

  it('does not bury what a crashed process left when another one changes the case', async () => {
    const left = nextChange('inherited');
    await commit(left, crashed);
    await commit(nextChange(left.next));
    await followUp.drain();
    expect(await journal('inherited')).to.include.members([3, 4]);
    expect((await readers.journal('inherited', 0, 10)).map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3, 4]);
    expect(await followUp.sweep(far)).to.equal(1);
    expect(await journal('inherited')).to.deep.equal([1, 2, 3, 4]);
    expect(await messages('inherited')).to.deep.equal(['inherited:2', 'inherited:4']);
    expect(await owes('inherited')).to.equal(false);
  });

  it('may be swept by two processes at once', async () => {
    for (const id of ['both-1', 'both-2', 'both-3']) await commit(nextChange(id), crashed);
    const other = openFollowUp(db(), (error) => failures.push(error));
    await Promise.all([followUp.sweep(far), other.sweep(far)]);
    await other.drain();
    for (const id of ['both-1', 'both-2', 'both-3']) {
      expect(await journal(id)).to.deep.equal([1, 2]);
      expect(await messages(id)).to.deep.equal([`${id}:2`]);
      expect(await owes(id)).to.equal(false);
    }
  });

  it('never overwrites a newer line of the worklist with an older one', async () => {
    const ready = nextChange('late');
    const claimed = nextChange(ready.next, claimedBy('junior.lanzhou', ready.next));
    await commit(ready, crashed);
    await commit(claimed);
    await followUp.push(ready);
    await followUp.drain();
    const line = await worklistCollection(db()).findOne({ caseId: 'late' });
    expect(line).to.include({ rev: 2, status: 'reserved', assignee: 'junior.lanzhou' });
    expect(await followUp.sweep(far)).to.equal(0);
  });

  it('pages the journal completely while entries are still on their way', async () => {
    const first = nextChange('paged');
    await commit(first);
    await followUp.drain();
    const second = nextChange(first.next);
    await commit(second, crashed);
    const pages: number[] = [];
    for (let after = 0; ;) {
      const page = await journalOf(db(), 'paged', after, 3);
      pages.push(...page.map(({ sequence }) => sequence));
      if (page.length < 3) break;
      after = page.at(-1)!.sequence;
    }
    expect(pages).to.deep.equal([1, 2, 3, 4]);
    await followUp.sweep(far);
  });
});
