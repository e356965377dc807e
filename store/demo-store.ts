/** How far a demo has come, so that one that was interrupted goes on. */
import type { Collection, Db } from './database.ts';

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
