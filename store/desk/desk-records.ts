/**
 * Records of the desk in a collection: the one conditional write, with the journal entry inside it until it is chained, so that
 * a crash between the two loses nothing.
 */
import type { DeskRecord, Digest, NewOrganisationEntry } from '../../engine/index.ts';
import { isDuplicateKey, type Collection, type Db, type Filter, type IndexDescription } from '../database.ts';
import { appendEntry } from './organisation-journal-store.ts';

export type RecordDocument = { _id: string; rev: number; pendingEntry?: NewOrganisationEntry };

export const pendingEntryIndex: IndexDescription = {
  name: 'pendingEntry',
  key: { 'pendingEntry.at': 1 },
  partialFilterExpression: { 'pendingEntry.at': { $exists: true } },
};

/** Chains the entry a record still holds. */
const finish = async (db: Db, digest: Digest, documents: Collection<RecordDocument>, document: RecordDocument) => {
  if (!document.pendingEntry) return;
  await appendEntry(db, digest, document.pendingEntry);
  await documents.updateOne({ _id: document._id, rev: document.rev }, { $unset: { pendingEntry: '' } });
};

/** Finishes what a crash left; resolves to how many records that were. Index: pendingEntry. */
export const finishEntries = async (db: Db, digest: Digest, name: string, before: Date): Promise<number> => {
  const documents = db.collection<RecordDocument>(name);
  const left = await documents
    .find({ 'pendingEntry.at': { $lte: before } })
    .limit(100)
    .toArray();
  for (const document of left) await finish(db, digest, documents, document);
  return left.length;
};

/** Saves a record that is at `expectedRev` (0: that does not exist yet), with further members only the store knows. */
export const saveRecord = async (
  db: Db,
  digest: Digest,
  name: string,
  { id, ...content }: DeskRecord,
  expectedRev: number,
  entry: NewOrganisationEntry,
  hidden: Record<string, unknown> = {},
): Promise<'committed' | 'conflict'> => {
  const documents = db.collection<RecordDocument>(name);
  const current = expectedRev === 0 ? undefined : await documents.findOne({ _id: id });
  // An entry left behind by a crash is chained first, so that entries of one record stand in their order.
  if (current) await finish(db, digest, documents, current);
  const next = { ...content, ...hidden, pendingEntry: entry };
  try {
    if (expectedRev === 0) await documents.insertOne({ _id: id, ...next });
    else {
      // Records from before there were revisions are at revision 1.
      const atRev: Filter<RecordDocument> =
        expectedRev === 1 ? { _id: id, $or: [{ rev: 1 }, { rev: { $exists: false } }] } : { _id: id, rev: expectedRev };
      const { matchedCount } = await documents.updateOne(atRev, { $set: next });
      if (matchedCount === 0) return 'conflict';
    }
  } catch (error) {
    if (isDuplicateKey(error)) return 'conflict';
    throw error;
  }
  await finish(db, digest, documents, { _id: id, rev: content.rev, pendingEntry: entry });
  return 'committed';
};
