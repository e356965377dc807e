/** A candidate group as a manager names it: a role, sought at the case's own nodes, or a role at a node. */
import { roleNames } from '../case/actor.ts';
import { anyone, candidateKey } from '../case/candidates.ts';
import type { Organisation } from '../case/organisation.ts';
import { Refusal } from '../errors.ts';

/** The candidate key of `role` or `role@node`. Refuses with `NOT_SUPPORTED` what nobody can hold. */
export const keyOfGroup = (organisation: Organisation, group: string, centre: string): string => {
  const [role = '', node] = group.split('@');
  if (role !== anyone && !roleNames.some((known) => known === role))
    throw new Refusal('NOT_SUPPORTED', `There is no role '${role}'; roles are ${roleNames.join(', ')}.`, { group });
  if (node === undefined) return candidateKey(organisation, role, centre);
  if (!organisation.has(node))
    throw new Refusal('NOT_SUPPORTED', `There is no node '${node}' in the organisation that could hold '${role}'.`, {
      group,
    });
  return `${role}@${node}`;
};
