/** The journal of the organisation: one chain over all records of the desk, only ever added to. */
import {
  chainEntry,
  type Digest,
  type NewOrganisationEntry,
  type OrganisationEntry,
  type OrganisationJournal,
} from '../../engine/index.ts';
import { isDuplicateKey, type Collection, type Db, type IndexDescription } from '../database.ts';

type EntryDocument = OrganisationEntry & { _id: number };

export const organisationJournalCollection = (db: Db): Collection<EntryDocument> =>
  db.collection<EntryDocument>('organisationJournal');

export const organisationJournalIndexes: IndexDescription[] = [
  { name: 'once', key: { id: 1 }, unique: true },
  { name: 'ofSubject', key: { subject: 1, sequence: 1 } },
  {
    name: 'ofCommand',
    key: { 'actor.id': 1, commandKey: 1 },
    partialFilterExpression: { commandKey: { $exists: true } },
  },
];

const withoutId = ({ _id, ...entry }: EntryDocument): OrganisationEntry => entry;

/** Chains an entry once, however often and from however many nodes it is tried: its number is the key of its document. */
export const appendEntry = async (db: Db, digest: Digest, entry: NewOrganisationEntry): Promise<void> => {
  const journal = organisationJournalCollection(db);
  for (;;) {
    if (await journal.findOne({ id: entry.id }, { projection: { _id: 1 } })) return;
    const head = await journal.find().sort({ _id: -1 }).limit(1).next();
    const chained = chainEntry(entry, head ?? undefined, digest);
    try {
      await journal.insertOne({ _id: chained.sequence, ...chained });
      return;
    } catch (error) {
      // Another entry took the number first.
      if (!isDuplicateKey(error)) throw error;
    }
  }
};

export const openOrganisationJournal = (db: Db): OrganisationJournal => ({
  /** Index: ofCommand. */
  async ofCommand(actorId, commandKey) {
    const found = await organisationJournalCollection(db).findOne({ 'actor.id': actorId, commandKey });
    return found ? withoutId(found) : undefined;
  },
  /** Indexes: _id, ofSubject. */
  async list({ subject, type, nodes, after, limit }) {
    const documents = await organisationJournalCollection(db)
      .find({
        sequence: { $gt: after },
        _id: { $gt: after },
        nodes: { $in: [...nodes] },
        ...(subject !== undefined && { subject }),
        ...(type !== undefined && { type }),
      })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return documents.map(withoutId);
  },
});
