/** How far a demo has come, so that one that was interrupted goes on. */
import type { Db } from './database.ts';

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
