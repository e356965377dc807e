/**
 * Candidates of a task: a role at a node, written `role@node` so that a worklist is one indexed lookup.
 * The node follows from the role and the case: provincial roles sit at the province, branch handlers at the branch.
 */
import { roleNames, type Actor, type RoleName } from './actor.ts';
import type { Case } from './case.ts';
import { branchOf, isBranch, nearestOfKind, type Organisation } from './organisation.ts';
import { isOpen, type Task } from './task.ts';

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

/** The node a role of a case sits at. `branch`, from the case file, is where a branch handler is looked for first. */
const nodeOf = (organisation: Organisation, role: string, centre: string, branch: unknown): string => {
  if (role === 'branch-handler')
    return (isBranch(organisation, branch) ? branch : branchOf(organisation, centre)) ?? centre;
  const kind = provincialRoles.has(role) ? 'province' : 'centre';
  return nearestOfKind(organisation, centre, kind) ?? centre;
};

/**
 * The candidate key of a group for a case of this centre: `junior-agent` becomes `junior-agent@lanzhou`, while a group that
 * names its node itself, `senior-agent@tianshui`, is taken as it is.
 */
export const candidateKey = (organisation: Organisation, group: string, centre: string, branch?: unknown): string =>
  group.includes('@') ? group : `${group}@${nodeOf(organisation, group, centre, branch)}`;

/** Stands for everybody who handles cases at a node; a task that names nobody we know is theirs. */
export const anyone = 'anyone';

const isRole = (name: string): boolean => roleNames.some((role) => role === name);

/** Whether anybody can answer to the group: one of our roles, at a node of the organisation if it names one. */
const isKnown = (organisation: Organisation, group: string): boolean => {
  const [role = '', node] = group.split('@');
  return isRole(role) && (node === undefined || organisation.has(node));
};

/**
 * Who may take a task whose model names these groups and users. Models drawn for other organisations name groups nobody here
 * holds, or none at all: such a task falls to whoever handles cases at the centre, so that it cannot be stuck.
 */
export const candidatesOf = (
  organisation: Organisation,
  groups: readonly string[],
  users: readonly string[],
  centre: string,
  branch?: unknown,
): string[] => {
  const keys = groups.map((group) => candidateKey(organisation, group, centre, branch));
  return users.length > 0 || groups.some((group) => isKnown(organisation, group))
    ? keys
    : [...keys, `${anyone}@${centre}`];
};

/** The candidate keys an actor answers to; worklists and claims match against them. */
export const candidateKeysOf = (actor: Actor): string[] => [
  ...actor.roles.map(({ role, node }) => `${role}@${node}`),
  ...new Set(actor.roles.filter(({ role }) => handlesCases.has(role)).map(({ node }) => `${anyone}@${node}`)),
];

/** Whether a task is offered to the actor, by a role at its node or by name. */
export const answersTo = (actor: Actor, task: Pick<Task, 'candidates' | 'candidateUsers'>): boolean =>
  task.candidateUsers.includes(actor.id) || candidateKeysOf(actor).some((key) => task.candidates.includes(key));

/** Whether the actor holds or may take an open task of the case, of whatever part of the organisation it is. */
export const takesPart = (actor: Actor, { tasks }: Case): boolean =>
  tasks.some(
    (task) => isOpen(task) && ((task.status === 'reserved' && task.assignee === actor.id) || answersTo(actor, task)),
  );
