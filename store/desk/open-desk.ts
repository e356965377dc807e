import type { DeskStores, Digest } from '../../engine/index.ts';
import type { Db } from '../database.ts';
import { finishEntries } from './desk-records.ts';
import { openDeskWork } from './desk-work-store.ts';
import { openOrganisationJournal } from './organisation-journal-store.ts';
import { openPeople } from './people-store.ts';
import { openWorkPlan, workPlanCollections } from './work-plan-store.ts';

export type Desk = {
  readonly stores: DeskStores;
  /** Chains journal entries that a crash left behind before a moment; resolves to how many. */
  finish(before: Date): Promise<number>;
};

export const openDesk = (db: Db, digest: Digest): Desk => ({
  stores: {
    people: openPeople(db, digest),
    organisationJournal: openOrganisationJournal(db),
    workPlan: openWorkPlan(db, digest),
    deskWork: openDeskWork(db),
  },
  async finish(before) {
    let finished = 0;
    for (const name of ['users', ...workPlanCollections]) finished += await finishEntries(db, digest, name, before);
    return finished;
  },
});
