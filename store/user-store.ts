/** People who may sign in, and their sessions. Tokens and passwords are kept as hashes only. */
import type { RoleHolding } from '../engine/index.ts';
import { isDuplicateKey, type Collection, type Db, type IndexDescription } from './database.ts';

export type UserDocument = {
  _id: string;
  name: string;
  roles: readonly RoleHolding[];
  skills?: readonly string[];
  /** Absent: yes. */
  isActive?: boolean;
  /** Absent: 1. */
  rev?: number;
  /** One of the demo staff, whose password is published. */
  isDemo?: boolean;
  /** `scrypt$<salt>$<hash>`, base64url. */
  passwordHash: string;
};

export type SessionDocument = { _id: string; userId: string; createdAt: Date; expiresAt: Date };

export const userCollection = (db: Db): Collection<UserDocument> => db.collection<UserDocument>('users');
const sessionCollection = (db: Db): Collection<SessionDocument> => db.collection<SessionDocument>('sessions');

export const sessionIndexes: IndexDescription[] = [{ name: 'expiry', key: { expiresAt: 1 }, expireAfterSeconds: 0 }];

export const findUser = async (db: Db, userId: string): Promise<UserDocument | undefined> =>
  (await userCollection(db).findOne({ _id: userId })) ?? undefined;

/** Adds users that do not exist yet; existing ones stay as they are. */
export const addUsers = async (db: Db, users: readonly UserDocument[]): Promise<void> => {
  const ids = users.map(({ _id }) => _id);
  const found = await userCollection(db)
    .find({ _id: { $in: ids } }, { projection: { _id: 1 } })
    .toArray();
  const known = new Set(found.map(({ _id }) => _id));
  const missing = users.filter(({ _id }) => !known.has(_id));
  if (missing.length === 0) return;
  try {
    await userCollection(db).insertMany(missing, { ordered: false });
  } catch (error) {
    // Another node added some of them at the same time.
    if (!isDuplicateKey(error)) throw error;
  }
};

export const addSession = async (db: Db, session: SessionDocument): Promise<void> => {
  await sessionCollection(db).insertOne(session);
};

/** The session behind a token hash, while it is valid. */
export const findSession = async (db: Db, tokenHash: string, now: Date): Promise<SessionDocument | undefined> =>
  (await sessionCollection(db).findOne({ _id: tokenHash, expiresAt: { $gt: now } })) ?? undefined;

export const removeSession = async (db: Db, tokenHash: string): Promise<void> => {
  await sessionCollection(db).deleteOne({ _id: tokenHash });
};
