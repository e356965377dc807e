/** Who keeps and who reads what the desk knows about people (requirements O2, O4). */
import type { Actor, RoleName } from '../case/actor.ts';
import { describe } from '../case/authorisation.ts';
import { handlesCases } from '../case/candidates.ts';
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

const plans: ReadonlySet<RoleName> = new Set<RoleName>([
  'administrator',
  'manager-hotline',
  'centre-leader',
  'provincial-hotline',
]);

/** Throws `NODE_NOT_FOUND` unless the organisation has the node. */
export const requireNode = (organisation: Organisation, node: string): void => {
  if (organisation.has(node)) return;
  throw new Refusal('NODE_NOT_FOUND', `There is no node '${node}' in the organisation; GET /organisation lists them.`, {
    node,
  });
};

/** Throws `NOT_ALLOWED` unless the actor plans the work of every one of these nodes. */
export const authorisePlanning = (actor: Actor, organisation: Organisation, nodes: readonly string[]): void => {
  const foreign = nodes.find((node) => !holdsAt(actor, plans, organisation, node));
  if (foreign !== undefined) throw refuse(actor, `plan the work of '${foreign}'`, plans);
};

/** Throws `NOT_ALLOWED` unless it is the actor's own absence, or that of somebody at a node the actor leads. */
export const authoriseAbsence = (
  actor: Actor,
  organisation: Organisation,
  personId: string,
  nodes: readonly string[],
): void => {
  if (actor.id === personId || nodes.some((node) => holdsAt(actor, plans, organisation, node))) return;
  throw refuse(actor, `keep absences of ${personId}`, plans);
};

/** Nodes whose absences an actor sees. */
export const absenceNodes = (actor: Actor, organisation: Organisation): string[] =>
  nodesOf(actor, new Set([...plans, ...readsPeople]), organisation);

/** People work by the plan of their own nodes; whoever sits above a node may look at its plan. */
const reads = (actor: Actor, organisation: Organisation, node: string): boolean =>
  actor.kind !== 'user' || actor.roles.some((held) => isWithin(organisation, node, held.node));

/** Nodes whose shifts, rosters and handover logs an actor may read. */
export const planNodes = (actor: Actor, organisation: Organisation): string[] =>
  [...organisation.keys()].filter((node) => reads(actor, organisation, node));

export const authoriseReadingPlan = (actor: Actor, organisation: Organisation, node: string): void => {
  if (reads(actor, organisation, node)) return;
  throw new Refusal(
    'NOT_ALLOWED',
    `${actor.id} (${describe(actor)}) may not read the work plan of '${node}'; its own people and those above it may.`,
    { node },
  );
};

const handsOver: ReadonlySet<RoleName> = new Set<RoleName>([
  ...handlesCases,
  'satisfaction-surveyor',
  'branch-handler',
]);

/** Throws `NOT_ALLOWED` unless the actor does the work of the node. */
export const authoriseHandover = (actor: Actor, organisation: Organisation, node: string): void => {
  if (!holdsAt(actor, handsOver, organisation, node))
    throw refuse(actor, `work in the handover log of '${node}'`, handsOver);
};
