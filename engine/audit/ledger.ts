/**
 * The ledger: heads of the cases' journals, chained and signed from time to time. A case whose journal was rewritten no longer fits
 * its anchored heads, and one that was removed is missed by them.
 */
import { canonicalJson, type Digest } from '../case/journal.ts';

export type AnchoredHead = { readonly caseId: string; readonly sequence: number; readonly hash: string };

export type LedgerContent = {
  /** 1, 2, 3 … without gaps. */
  readonly number: number;
  readonly at: Date;
  readonly heads: readonly AnchoredHead[];
  /** Number of the last change of the live feed that the heads include. */
  readonly feedTo: number;
  readonly previousHash: string;
  /** Which key signed it. */
  readonly keyId: string;
};

export type LedgerEntry = LedgerContent & {
  /** SHA-256 over the canonical JSON of the content. */
  readonly hash: string;
  /** Ed25519 over the hash (RFC 8032), base64. */
  readonly signature: string;
};

/** Signs with the key of this node; supplied from outside. */
export type LedgerSigner = { readonly keyId: string; sign(hash: string): string };

/** Whether a signature is that of the key (PEM) over the hash. */
export type VerifySignature = (publicKey: string, hash: string, signature: string) => boolean;

/** The signatures of a ledger checked against its keys; one by an unknown key is not valid. */
export type IsSigned = (entry: Pick<LedgerEntry, 'keyId' | 'hash' | 'signature'>) => boolean;

export const signedBy =
  (publicKeys: ReadonlyMap<string, string>, verify: VerifySignature): IsSigned =>
  ({ keyId, hash, signature }) => {
    const publicKey = publicKeys.get(keyId);
    return publicKey !== undefined && verify(publicKey, hash, signature);
  };

export type Ledger = {
  last(): Promise<LedgerEntry | undefined>;
  /** Heads of the cases that changed behind a feed number, at most `limit` changes of them. */
  headsChangedSince(feedFrom: number, limit: number): Promise<{ heads: AnchoredHead[]; feedTo: number }>;
  /** Stores the next entry; resolves to `false` when another node was first. */
  append(entry: LedgerEntry): Promise<boolean>;
  /** Entries in order, all of them or those with a head of one case. */
  entries(caseId?: string): AsyncIterable<LedgerEntry>;
  /** Entries behind a number, in order. */
  page(after: number, limit: number): Promise<readonly LedgerEntry[]>;
  /** Which of these heads no longer stand in the journals as they were anchored. */
  missingHeads(heads: readonly AnchoredHead[]): Promise<readonly AnchoredHead[]>;
  /** The public keys, PEM, by key id. */
  publicKeys(): Promise<ReadonlyMap<string, string>>;
};

export const ledgerHash = (content: LedgerContent, digest: Digest): string => digest(canonicalJson(content));

/** The next entry of the chain. */
export const nextLedgerEntry = (
  last: LedgerEntry | undefined,
  { at, heads, feedTo }: Pick<LedgerContent, 'at' | 'heads' | 'feedTo'>,
  signer: LedgerSigner,
  digest: Digest,
): LedgerEntry => {
  const content: LedgerContent = {
    number: (last?.number ?? 0) + 1,
    at,
    heads,
    feedTo,
    previousHash: last?.hash ?? '',
    keyId: signer.keyId,
  };
  const hash = ledgerHash(content, digest);
  return { ...content, hash, signature: signer.sign(hash) };
};

export type LedgerFault = 'chain' | 'hash' | 'signature';

/** What is wrong with an entry that follows `previous`, if anything. */
export const ledgerFault = (
  previous: LedgerEntry | undefined,
  entry: LedgerEntry,
  digest: Digest,
  isSigned: IsSigned,
): LedgerFault | undefined => {
  const { hash, signature, ...content } = entry;
  if (entry.number !== (previous?.number ?? 0) + 1 || entry.previousHash !== (previous?.hash ?? '')) return 'chain';
  if (ledgerHash(content, digest) !== hash) return 'hash';
  return isSigned(entry) ? undefined : 'signature';
};
