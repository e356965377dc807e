/** Anchors the journals' heads in the signed ledger, once a minute while anything changes. */
import { nextLedgerEntry, type Digest, type Ledger, type LedgerSigner } from '../engine/index.ts';

export const anchorEveryMs = 60_000;
/** Changes taken into one entry, so that a busy hour makes several of bearable size. */
const mostChanges = 2000;

/** Writes at most one entry; resolves to how many heads it anchored. */
export const anchorJournals = async (
  { ledger, signer, digest }: { ledger: Ledger; signer: LedgerSigner; digest: Digest },
  now: Date,
): Promise<number> => {
  const last = await ledger.last();
  const isFull = last !== undefined && last.heads.length >= mostChanges / 2;
  if (last && !isFull && Math.abs(now.getTime() - last.at.getTime()) < anchorEveryMs) return 0;
  const { heads, feedTo } = await ledger.headsChangedSince(last?.feedTo ?? 0, mostChanges);
  if (heads.length === 0) return 0;
  const isFirst = await ledger.append(nextLedgerEntry(last, { at: now, heads, feedTo }, signer, digest));
  return isFirst ? heads.length : 0;
};
