/** The signed ledger: append only, one number after the other whichever node writes. */
import type { AnchoredHead, Ledger, LedgerEntry } from '../engine/index.ts';
import { caseCollection } from './case-document.ts';
import { isDuplicateKey, type Collection, type Db, type IndexDescription } from './database.ts';
import { feedCollection } from './feed-store.ts';
import { journalCollection } from './journal-store.ts';

type LedgerDocument = Omit<LedgerEntry, 'number'> & { _id: number };
type KeyDocument = { _id: string; publicKey: string; addedAt: Date };

/** A number missing before a row this old will not come any more. */
const settledAfterMs = 10_000;

export const ledgerCollection = (db: Db): Collection<LedgerDocument> => db.collection<LedgerDocument>('ledger');
const keyCollection = (db: Db): Collection<KeyDocument> => db.collection<KeyDocument>('ledgerKeys');

export const ledgerIndexes: IndexDescription[] = [{ name: 'ofCase', key: { 'heads.caseId': 1, _id: 1 } }];

const toEntry = ({ _id, at, heads, feedTo, previousHash, keyId, hash, signature }: LedgerDocument): LedgerEntry => ({
  number: _id,
  at,
  heads,
  feedTo,
  previousHash,
  keyId,
  hash,
  signature,
});

/** Makes a node's public key known; a key is never replaced. */
export const addLedgerKey = async (db: Db, keyId: string, publicKey: string, addedAt: Date): Promise<void> => {
  await keyCollection(db).updateOne({ _id: keyId }, { $setOnInsert: { publicKey, addedAt } }, { upsert: true });
};

const idOf = ({ caseId, sequence }: AnchoredHead): string => `${caseId}:${sequence}`;

/** Index of the journal: ofCase (through its `_id`, case and sequence). */
const missingHeads = async (db: Db, heads: readonly AnchoredHead[]): Promise<AnchoredHead[]> => {
  const [entries, cases] = await Promise.all([
    journalCollection(db)
      .find({ _id: { $in: heads.map(idOf) } }, { projection: { hash: 1 } })
      .toArray(),
    caseCollection(db)
      .find({ _id: { $in: heads.map(({ caseId }) => caseId) } }, { projection: { _id: 1, 'pending.entries': 1 } })
      .toArray(),
  ]);
  const hashes = new Map(entries.map(({ _id, hash }) => [_id, hash]));
  const present = new Set(cases.map(({ _id }) => _id));
  for (const { _id, pending } of cases)
    for (const { sequence, hash } of pending?.entries ?? []) hashes.set(`${_id}:${sequence}`, hash);
  return heads.filter((head) => !present.has(head.caseId) || hashes.get(idOf(head)) !== head.hash);
};

export const openLedger = (db: Db): Ledger => {
  const ledger = ledgerCollection(db);
  return {
    async last() {
      const document = await ledger.find().sort({ _id: -1 }).limit(1).next();
      return document ? toEntry(document) : undefined;
    },
    async headsChangedSince(feedFrom, limit) {
      const found = await feedCollection(db)
        .find({ _id: { $gt: feedFrom } }, { projection: { 'change.caseId': 1, writtenAt: 1 } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      const settled = Date.now() - settledAfterMs;
      const gap = found.findIndex(
        ({ _id, writtenAt }, index) => _id !== feedFrom + 1 + index && writtenAt.getTime() > settled,
      );
      const rows = gap < 0 ? found : found.slice(0, gap);
      const documents = await caseCollection(db)
        .find(
          { _id: { $in: [...new Set(rows.map(({ change }) => change.caseId))] } },
          { projection: { journalHead: 1 } },
        )
        .toArray();
      return {
        heads: documents
          .map(({ _id, journalHead }) => ({ caseId: _id, ...journalHead }))
          .toSorted((left, right) => (left.caseId < right.caseId ? -1 : 1)),
        feedTo: rows.at(-1)?._id ?? feedFrom,
      };
    },
    async append({ number, ...content }) {
      try {
        await ledger.insertOne({ _id: number, ...content });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    /** Index: ofCase. */
    async *entries(caseId) {
      const cursor = ledger.find(caseId === undefined ? {} : { 'heads.caseId': caseId }).sort({ _id: 1 });
      for await (const document of cursor) yield toEntry(document);
    },
    async page(after, limit) {
      const documents = await ledger
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return documents.map(toEntry);
    },
    missingHeads: (heads) => missingHeads(db, heads),
    async publicKeys() {
      const keys = await keyCollection(db).find().toArray();
      return new Map(keys.map(({ _id, publicKey }) => [_id, publicKey]));
    },
  };
};
