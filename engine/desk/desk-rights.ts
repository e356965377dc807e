/** Who keeps and who reads what the desk knows about people (requirements O2, O4). */
import type { Actor, RoleName } from '../case/actor.ts';
import { describe } from '../case/authorisation.ts';
import { isWithin, type Organisation } from '../case/organisation.ts';
import { Refusal } from '../errors.ts';

const keepsPeople: ReadonlySet<RoleName> = new Set<RoleName>(['administrator']);

const readsPeople: ReadonlySet<RoleName> = new Set<RoleName>([
  'administrator',
  'auditor',
  'service-supervisor',
  'centre-leader',
  'manager-hotline',
  'provincial-hotline',
]);

const readsJournal: ReadonlySet<RoleName> = new Set<RoleName>(['administrator', 'auditor']);

const holdsAt = (actor: Actor, roles: ReadonlySet<RoleName>, organisation: Organisation, node: string): boolean =>
  actor.kind !== 'user' || actor.roles.some((held) => roles.has(held.role) && isWithin(organisation, node, held.node));

const nodesOf = (actor: Actor, roles: ReadonlySet<RoleName>, organisation: Organisation): string[] =>
  [...organisation.keys()].filter((node) => holdsAt(actor, roles, organisation, node));

/** Nodes whose people the actor may look at. */
export const readableNodes = (actor: Actor, organisation: Organisation): string[] =>
  nodesOf(actor, readsPeople, organisation);

/** Nodes whose entries of the organisation's journal the actor may read. */
export const auditedNodes = (actor: Actor, organisation: Organisation): string[] =>
  nodesOf(actor, readsJournal, organisation);

const refuse = (actor: Actor, act: string, roles: ReadonlySet<RoleName>): Refusal =>
  new Refusal(
    'NOT_ALLOWED',
    `${actor.id} (${describe(actor)}) may not ${act}; ${[...roles].join(', ')} of that node or above may.`,
  );

/** Throws `NOT_ALLOWED` unless the actor keeps the people of every one of these nodes. */
export const authorisePeople = (actor: Actor, organisation: Organisation, nodes: readonly string[]): void => {
  const foreign = nodes.find((node) => !holdsAt(actor, keepsPeople, organisation, node));
  if (foreign !== undefined) throw refuse(actor, `keep the people of '${foreign}'`, keepsPeople);
};

/** Throws `NOT_ALLOWED` when the actor may look at nobody anywhere. */
export const authoriseReadingPeople = (actor: Actor, organisation: Organisation): void => {
  if (readableNodes(actor, organisation).length === 0) throw refuse(actor, 'read the list of people', readsPeople);
};

/** Throws `NOT_ALLOWED` when the actor may read no entry of the organisation's journal. */
export const authoriseReadingJournal = (actor: Actor, organisation: Organisation): void => {
  if (auditedNodes(actor, organisation).length === 0)
    throw refuse(actor, 'read the journal of the organisation', readsJournal);
};
