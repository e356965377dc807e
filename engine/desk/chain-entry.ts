import { canonicalJson, type Digest } from '../case/journal.ts';
import type { NewOrganisationEntry, OrganisationEntry } from './desk-record.ts';

type Head = Pick<OrganisationEntry, 'sequence' | 'hash'>;

const beginning: Head = { sequence: 0, hash: '' };

const hashOf = (entry: Omit<OrganisationEntry, 'hash'>, digest: Digest): string => digest(canonicalJson(entry));

/** Gives an entry its place behind the last one: its number, and a hash over both. */
export const chainEntry = (
  entry: NewOrganisationEntry,
  head: Head | undefined = beginning,
  digest: Digest,
): OrganisationEntry => {
  const content = { ...entry, sequence: head.sequence + 1, previousHash: head.hash };
  return { ...content, hash: hashOf(content, digest) };
};

/** The first entry that does not follow from the one before it; `undefined` when the chain is whole. */
export const brokenOrganisationLink = (
  entries: readonly OrganisationEntry[],
  digest: Digest,
): OrganisationEntry | undefined => {
  let head = beginning;
  for (const entry of entries) {
    const { hash, ...content } = entry;
    const follows = entry.sequence === head.sequence + 1 && entry.previousHash === head.hash;
    if (!follows || hashOf(content, digest) !== hash) return entry;
    head = entry;
  }
  return undefined;
};
