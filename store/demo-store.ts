/** How far a demo has come, so that one that was interrupted goes on. */
import {
  chainEntry,
  type DeskRecord,
  type Digest,
  type NewOrganisationEntry,
  type OutgoingMessage,
} from '../engine/index.ts';
import type { Collection, Db } from './database.ts';
import { organisationJournalCollection } from './desk/organisation-journal-store.ts';
import { messageDocument } from './message-store.ts';

export type DemoRun = {
  readonly seed: number;
  readonly startAt: Date;
  readonly endAt: Date;
  readonly clockAt: Date;
};

export const findDemoRun = async (db: Db): Promise<DemoRun | undefined> =>
  (await db.collection<DemoRun & { _id: string }>('demo').findOne({ _id: 'demo' })) ?? undefined;

export const saveDemoRun = async (db: Db, run: DemoRun): Promise<void> => {
  await db.collection<DemoRun & { _id: string }>('demo').replaceOne({ _id: 'demo' }, run, { upsert: true });
};

type Month = { readonly _id: 'month'; readonly state: 'making' | 'made'; readonly until: Date };

const months = (db: Db): Collection<Month> => db.collection<Month>('demoMonth');

/** From here until `finishMonth` a start begins again from nothing. */
export const startMonth = async (db: Db, until: Date): Promise<void> => {
  await months(db).replaceOne({ _id: 'month' }, { state: 'making', until }, { upsert: true });
};

export const finishMonth = async (db: Db): Promise<void> => {
  await months(db).updateOne({ _id: 'month' }, { $set: { state: 'made' } });
};

/** What a new database may hold without being less than empty: nothing that anybody has put there. */
export const isEmpty = async (db: Db): Promise<boolean> => {
  const found = await Promise.all([
    db.collection('cases').findOne({}, { projection: { _id: 1 } }),
    months(db).findOne({}),
    db.collection('demo').findOne({}),
    db.collection('designs').findOne({}, { projection: { _id: 1 } }),
  ]);
  return found.every((document) => document === null);
};

export const isHalfMade = async (db: Db): Promise<boolean> => (await months(db).findOne({ state: 'making' })) !== null;

/** Nothing of it is the work of people, who could only look while it was made; who may sign in stays. */
export const clearHalfMade = async (db: Db): Promise<void> => {
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  for (const name of names) if (!['users', 'demoMonth'].includes(name)) await db.collection(name).drop();
  await months(db).deleteMany({});
};

/** Every deployment there is counts as made at that moment. */
export const dateDeployments = async (db: Db, at: Date): Promise<void> => {
  await db.collection('deployments').updateMany({}, { $set: { deployedAt: at } });
};

const insertAll = async (db: Db, name: string, documents: readonly { readonly _id: unknown }[]): Promise<void> => {
  for (let first = 0; first < documents.length; first += 500)
    await db.collection<{ _id: unknown }>(name).insertMany(documents.slice(first, first + 500), { ordered: false });
};

/** Keeps what the desk did in the month: its records, and their entries chained behind what the journal holds. */
export const keepDesk = async (
  db: Db,
  digest: Digest,
  records: Readonly<Record<string, readonly DeskRecord[]>>,
  entries: readonly NewOrganisationEntry[],
): Promise<void> => {
  for (const [name, kept] of Object.entries(records))
    await insertAll(
      db,
      name,
      kept.map(({ id, ...content }) => ({ _id: id, ...content })),
    );
  let head = (await organisationJournalCollection(db).find().sort({ _id: -1 }).limit(1).next()) ?? undefined;
  const chained = entries.map((entry) => {
    const next = chainEntry(entry, head, digest);
    head = { _id: next.sequence, ...next };
    return head;
  });
  await insertAll(db, 'organisationJournal', chained);
};

/** Puts messages into the outbox. */
export const keepMessages = (db: Db, messages: readonly OutgoingMessage[]): Promise<void> =>
  insertAll(db, 'messages', messages.map(messageDocument));
