import type { DeskStores, Digest } from '../../engine/index.ts';
import type { Db } from '../database.ts';
import { finishEntries } from './desk-records.ts';
import { openOrganisationJournal } from './organisation-journal-store.ts';
import { openPeople } from './people-store.ts';

const collections = ['users'] as const;

/** The desk's stores on a database; `finish` chains journal entries that a crash left behind before `before`. */
export const openDesk = (db: Db, digest: Digest): DeskStores & { finish(before: Date): Promise<number> } => ({
  people: openPeople(db, digest),
  organisationJournal: openOrganisationJournal(db),
  async finish(before) {
    let finished = 0;
    for (const name of collections) finished += await finishEntries(db, digest, name, before);
    return finished;
  },
});
