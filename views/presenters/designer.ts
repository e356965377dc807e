/** What the designers' first page shows of processes and designs. */
import type { DefinitionSummary, Design } from '../../engine/index.ts';

export type ProcessRow = {
  readonly ref: string;
  readonly key: string;
  readonly name: string;
  readonly version: number;
  readonly deployedAt: Date;
  readonly deployedBy: string;
  readonly href: string;
};

export const processRow = ({ ref, key, name, version, deployedAt, deployedBy }: DefinitionSummary): ProcessRow => ({
  ref,
  key,
  name: name ?? key,
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
