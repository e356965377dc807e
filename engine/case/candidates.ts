/**
 * Candidates of a task: a role at a node, written `role@node` so that a worklist is one indexed lookup.
 * The node follows from the role and the centre of the case: provincial roles sit at the province.
 */
import { roleNames, type Actor, type RoleName } from './actor.ts';
import { nearestOfKind, type Organisation } from './organisation.ts';

/** Roles that handle cases: they register contacts and take tasks that name nobody else. */
export const handlesCases: ReadonlySet<RoleName> = new Set<RoleName>([
  'junior-agent',
  'senior-agent',
  'manager-hotline',
  'provincial-hotline',
  'administrator',
  'integration-client',
]);

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

/** Stands for everybody who handles cases at a node; a task that names nobody we know is theirs. */
export const anyone = 'anyone';

const isRole = (name: string): boolean => roleNames.some((role) => role === name);

/**
 * Who may take a task whose model names these groups and users. Models drawn for other organisations name groups nobody here
 * holds, or none at all: such a task falls to whoever handles cases at the centre, so that it cannot be stuck.
 */
export const candidatesOf = (
  organisation: Organisation,
  groups: readonly string[],
  users: readonly string[],
  centre: string,
): string[] => {
  const keys = groups.map((group) => candidateKey(organisation, group, centre));
  return users.length > 0 || groups.some(isRole) ? keys : [...keys, `${anyone}@${centre}`];
};

/** The candidate keys an actor answers to; worklists and claims match against them. */
export const candidateKeysOf = (actor: Actor): string[] => [
  ...actor.roles.map(({ role, node }) => `${role}@${node}`),
  ...new Set(actor.roles.filter(({ role }) => handlesCases.has(role)).map(({ node }) => `${anyone}@${node}`)),
];
