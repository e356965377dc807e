import type { Organisation, OrganisationNode } from '../../../engine/case/organisation.ts';

const node = (id: string, kind: OrganisationNode['kind'], parentId?: string): OrganisationNode => ({
  id,
  kind,
  name: { zh: id, en: id },
  ...(parentId !== undefined && { parentId }),
});

/** A province with two centres, one of them with a branch. */
export const organisation: Organisation = new Map(
  [
    node('gansu', 'province'),
    node('lanzhou', 'centre', 'gansu'),
    node('tianshui', 'centre', 'gansu'),
    node('lanzhou-east', 'branch', 'lanzhou'),
  ].map((entry) => [entry.id, entry]),
);
