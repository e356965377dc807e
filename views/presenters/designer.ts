/** What the designers' first page shows of processes and designs. */
import type { DefinitionSummary, Design } from '../../engine/index.ts';
import type { Locale } from '../locale.ts';
import { localName } from './local-name.ts';

export type ProcessRow = {
  readonly ref: string;
  readonly key: string;
  readonly name: string;
  readonly version: number;
  readonly deployedAt: Date;
  readonly deployedBy: string;
  readonly href: string;
};

export const processRow = (
  { ref, key, name, version, deployedAt, deployedBy }: DefinitionSummary,
  locale: Locale,
): ProcessRow => ({
  ref,
  key,
  name: localName(name ?? key, locale),
  version,
  deployedAt,
  deployedBy,
  href: `/designer/definitions/${encodeURIComponent(key)}`,
});

export type DesignRow = Pick<Design, 'id' | 'name' | 'owner' | 'isShared' | 'savedAt' | 'savedBy'> & {
  readonly href: string;
  readonly isOwn: boolean;
};

export const designRow = (
  { id, name, owner, isShared, savedAt, savedBy }: Omit<Design, 'files'>,
  readerId: string,
): DesignRow => ({
  id,
  name,
  owner,
  isShared,
  savedAt,
  savedBy,
  href: `/designer/edit/${id}`,
  isOwn: owner === readerId,
});
