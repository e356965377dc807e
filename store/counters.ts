import type { Db } from './database.ts';

/** The next value of a named counter: 1, 2, 3 … never the same twice. */
export const nextCount = async (db: Db, name: string): Promise<number> => {
  const counter = await db
    .collection<{ _id: string; value: number }>('counters')
    .findOneAndUpdate({ _id: name }, { $inc: { value: 1 } }, { upsert: true, returnDocument: 'after' });
  return counter!.value;
};
