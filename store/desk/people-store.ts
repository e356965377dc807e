/** People as the desk sees them: the users of `user-store`, without their passwords. */
import type { Digest, People, Person, PersonFilter } from '../../engine/index.ts';
import type { Db, Filter, IndexDescription } from '../database.ts';
import { userCollection, type UserDocument } from '../user-store.ts';
import { pendingEntryIndex, saveRecord } from './desk-records.ts';

export const peopleIndexes: IndexDescription[] = [
  { name: 'byNode', key: { 'roles.node': 1, _id: 1 } },
  pendingEntryIndex,
];

const personOf = ({ _id, name, roles, skills = [], isActive = true, rev = 1 }: UserDocument): Person => ({
  id: _id,
  rev,
  name,
  roles,
  skills,
  isActive,
});

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const filterOf = ({
  nodes,
  role,
  skill,
  isActive,
  text,
}: Omit<PersonFilter, 'after' | 'limit'>): Filter<UserDocument> => ({
  roles: { $elemMatch: { node: { $in: [...nodes] }, ...(role !== undefined && { role }) } },
  ...(skill !== undefined && { skills: skill }),
  ...(isActive !== undefined && { isActive: isActive ? { $ne: false } : false }),
  ...(text !== undefined && {
    $or: [{ _id: { $regex: quoted(text), $options: 'i' } }, { name: { $regex: quoted(text), $options: 'i' } }],
  }),
});

export const openPeople = (db: Db, digest: Digest): People => ({
  async find(id) {
    const user = await userCollection(db).findOne({ _id: id });
    return user ? personOf(user) : undefined;
  },
  save: (person, expectedRev, entry, passwordHash) =>
    // Who has a password of their own is no longer one of the demo staff, whose password is published.
    saveRecord(db, digest, 'users', person, expectedRev, entry, passwordHash ? { passwordHash, isDemo: false } : {}),
  /** Index: byNode. */
  async list({ after, limit, ...filter }) {
    const behind = after === undefined ? {} : { _id: { $gt: after } };
    const users = await userCollection(db)
      .find({ $and: [filterOf(filter), behind] })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return users.map(personOf);
  },
  count: (filter) => userCollection(db).countDocuments(filterOf(filter)),
});
