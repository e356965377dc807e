/** The only door to the mongodb driver: connecting, and the collections by name. */
import { MongoClient, MongoServerError, type Db } from 'mongodb';

export { GridFSBucket, ObjectId } from 'mongodb';
export type { AnyBulkWriteOperation, Collection, Db, Filter, IndexDescription } from 'mongodb';

export type Database = { readonly db: Db; close(): Promise<void> };

/** Connects and checks that the server answers. The database name comes from the URI, else `caseladder`. */
export const connect = async (uri: string, name?: string): Promise<Database> => {
  const client = new MongoClient(uri, {
    ignoreUndefined: true,
    serverSelectionTimeoutMS: 5000,
    appName: 'caseladder',
  });
  try {
    await client.connect();
    const db = client.db(name ?? (client.options.dbName === 'test' ? 'caseladder' : client.options.dbName));
    await db.command({ ping: 1 });
    return { db, close: () => client.close() };
  } catch (error) {
    await client.close();
    throw error;
  }
};

/** Whether a write failed because its document would pass 16 MiB, found by the driver or by the server. */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof Error &&
  ((error as { code?: unknown }).code === 10334 ||
    /larger than the maximum size|BSONObj size|ERR_OUT_OF_RANGE/.test(error.message));

/** Whether a write failed only because its unique key is taken (E11000), also for all errors of an unordered batch. */
export const isDuplicateKey = (error: unknown): boolean => {
  if (!(error instanceof MongoServerError)) return false;
  const writeErrors = (error as { writeErrors?: unknown }).writeErrors;
  const errors = Array.isArray(writeErrors) ? (writeErrors as { code?: unknown }[]) : [error];
  return errors.length > 0 && errors.every(({ code }) => code === 11000);
};
