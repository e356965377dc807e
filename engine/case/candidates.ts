/**
 * Candidates of a task: a role at a node, written `role@node` so that a worklist is one indexed lookup.
 * The node follows from the role and the centre of the case: provincial roles sit at the province.
 */
import type { Actor, RoleName } from './actor.ts';
import { nearestOfKind, type Organisation } from './organisation.ts';

const provincialRoles: ReadonlySet<string> = new Set<RoleName>([
  'provincial-hotline',
  'service-supervisor',
  'provincial-knowledge-manager',
  'provincial-statistician',
]);

/** The candidate key of a role for a case of this centre, for instance `junior-agent@lanzhou`. */
export const candidateKey = (organisation: Organisation, role: string, centre: string): string => {
  const kind = provincialRoles.has(role) ? 'province' : 'centre';
  return `${role}@${nearestOfKind(organisation, centre, kind) ?? centre}`;
};

/** The candidate keys an actor answers to; worklists and claims match against them. */
export const candidateKeysOf = (actor: Actor): string[] => actor.roles.map(({ role, node }) => `${role}@${node}`);
