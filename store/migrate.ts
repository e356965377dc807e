/** Brings a database to the version this code needs: numbered steps, each run once, then the declared indexes. */
import { accessLogCollection, accessLogIndexes } from './access-log-store.ts';
import { contentCollection, contentIndexes } from './attachment-store.ts';
import { createBatchIndexes } from './batch-store.ts';
import { caseCollection } from './case-document.ts';
import { caseListCollection, caseListIndexes, listAllCases } from './case-list-store.ts';
import { caseIndexes } from './case-store.ts';
import { deliveryCollection, deliveryIndexes } from './delivery-store.ts';
import { isDuplicateKey, type Db } from './database.ts';
import { contactCollection, contactIndexes, indexAllContacts } from './contact-index.ts';
import { customerCollection, customerIndexes } from './customer-store.ts';
import { deploymentCollection, deploymentIndexes } from './deployment-store.ts';
import { createDesignIndexes } from './design-store.ts';
import { feedCollection, feedIndexes } from './feed-store.ts';
import { journalSearchIndexes } from './journal-search.ts';
import { journalCollection, journalIndexes } from './journal-store.ts';
import { ledgerCollection, ledgerIndexes } from './ledger-store.ts';
import { nodeCollection, nodeIndexes } from './network-store.ts';
import { messageCollection, messageIndexes } from './message-store.ts';
import { organisationJournalCollection, organisationJournalIndexes } from './desk/organisation-journal-store.ts';
import { peopleIndexes } from './desk/people-store.ts';
import { createWorkPlanIndexes } from './desk/work-plan-store.ts';
import { sessionIndexes, userCollection } from './user-store.ts';
import { workerCollection, workerIndexes } from './worker-store.ts';
import { workCollection, workIndexes } from './work-document.ts';
import { worklistCollection, worklistIndexes } from './worklist-store.ts';
import { createWorkspaceIndexes } from './workspace.ts';

/** A step may run again after a crash in its middle, so it must be repeatable. */
type Migration = { readonly version: number; readonly title: string; run(db: Db): Promise<void> };

const createIndexes = async (db: Db): Promise<void> => {
  await caseCollection(db).createIndexes(caseIndexes);
  await createBatchIndexes(db);
  await caseListCollection(db).createIndexes(caseListIndexes);
  await accessLogCollection(db).createIndexes(accessLogIndexes);
  await journalCollection(db).createIndexes([...journalIndexes, ...journalSearchIndexes]);
  await worklistCollection(db).createIndexes(worklistIndexes);
  await messageCollection(db).createIndexes(messageIndexes);
  await deploymentCollection(db).createIndexes(deploymentIndexes);
  await customerCollection(db).createIndexes(customerIndexes);
  await contactCollection(db).createIndexes(contactIndexes);
  await ledgerCollection(db).createIndexes(ledgerIndexes);
  await feedCollection(db).createIndexes(feedIndexes);
  await createWorkspaceIndexes(db);
  await createDesignIndexes(db);
  await createWorkPlanIndexes(db);
  await userCollection(db).createIndexes(peopleIndexes);
  await organisationJournalCollection(db).createIndexes(organisationJournalIndexes);
  await nodeCollection(db).createIndexes(nodeIndexes);
  await contentCollection(db).createIndexes(contentIndexes);
  await deliveryCollection(db).createIndexes(deliveryIndexes);
  await workCollection(db).createIndexes(workIndexes);
  await workerCollection(db).createIndexes(workerIndexes);
  await db.collection('sessions').createIndexes(sessionIndexes);
};

/** Only what changes data that is there: indexes are declared, and made at every start. */
const migrations: readonly Migration[] = [
  { version: 1, title: 'First collections', run: async () => {} },
  { version: 2, title: 'Cases registered before become findable', run: indexAllContacts },
  { version: 3, title: 'The list of cases', run: listAllCases },
  { version: 4, title: 'Searches can be narrowed by category', run: indexAllContacts },
  { version: 5, title: 'Cases are found by the calendars they count by', run: listAllCases },
];

const newest = Math.max(...migrations.map(({ version }) => version));

/**
 * Runs what is missing, oldest first. Refuses a database that a newer version of the product has already migrated:
 * going back could misread its data.
 */
export const migrate = async (db: Db, now: Date): Promise<void> => {
  const done = db.collection<{ _id: number; title: string; at: Date }>('migrations');
  const versions = new Set((await done.find().toArray()).map(({ _id }) => _id));
  const tooNew = Math.max(0, ...versions);
  if (tooNew > newest)
    throw new Error(
      `The database is at version ${tooNew}, this program knows versions up to ${newest}; start the newer program, or restore a backup made before the update.`,
    );
  for (const { version, title, run } of migrations.filter((migration) => !versions.has(migration.version))) {
    await run(db);
    try {
      await done.insertOne({ _id: version, title, at: now });
    } catch (error) {
      // Another process finished the same step at the same time.
      if (!isDuplicateKey(error)) throw error;
    }
  }
  await createIndexes(db);
};
