/** Who may do and see what (requirements O2, O3). The one place that decides; pages and routes only ask. */
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { Refusal } from '../errors.ts';
import type { Actor, RoleName } from './actor.ts';
import { answersTo, anyone, handlesCases, takesPart } from './candidates.ts';
import type { Case } from './case.ts';
import { isWithin, type Organisation } from './organisation.ts';
import { runsSentTo } from './sent-work.ts';
import { isOpen, type OpenTask } from './task.ts';

/** Roles that see whole cases of their node and below; branch handlers see work orders only. */
const seesCases: ReadonlySet<RoleName> = new Set<RoleName>([
  'junior-agent',
  'senior-agent',
  'manager-hotline',
  'quality-inspector',
  'satisfaction-surveyor',
  'knowledge-manager',
  'statistician',
  'centre-leader',
  'provincial-hotline',
  'service-supervisor',
  'provincial-knowledge-manager',
  'provincial-statistician',
  'process-designer',
  'auditor',
  'administrator',
  'integration-client',
]);

/** Roles that need the customer's name, phone and address to act. */
export const needsPersonalData: ReadonlySet<RoleName> = new Set<RoleName>([
  'junior-agent',
  'senior-agent',
  'manager-hotline',
  'satisfaction-surveyor',
  'provincial-hotline',
  'integration-client',
]);

/** Roles that report what outside systems and workers did. */
const works: ReadonlySet<RoleName> = new Set<RoleName>([
  'integration-client',
  'manager-hotline',
  'provincial-hotline',
  'administrator',
]);

const designs: ReadonlySet<RoleName> = new Set<RoleName>(['process-designer', 'administrator']);

const overrides: ReadonlySet<RoleName> = new Set<RoleName>(['manager-hotline', 'provincial-hotline', 'administrator']);

const holdsAt = (actor: Actor, roles: ReadonlySet<RoleName>, organisation: Organisation, centre: string): boolean =>
  actor.kind !== 'user' ||
  actor.roles.some(({ role, node }) => roles.has(role) && isWithin(organisation, centre, node));

/** The nodes whose cases (and those below) an actor sees; a list query filters by them. */
export const visibleNodes = (actor: Actor): string[] =>
  actor.roles.filter(({ role }) => seesCases.has(role)).map(({ node }) => node);

/** Whether the actor sees whole cases of this centre. */
export const seesCasesOf = (actor: Actor, organisation: Organisation, centre: string): boolean =>
  holdsAt(actor, seesCases, organisation, centre);

export const needsToSeePersonalData = (actor: Actor, organisation: Organisation, centre: string): boolean =>
  holdsAt(actor, needsPersonalData, organisation, centre);

export const describe = (actor: Actor): string =>
  actor.roles.map(({ role, node }) => `${role} at ${node}`).join(', ') || 'no role';

/** Throws `NOT_ALLOWED` unless the actor may see something of the case; how much says `sightOf`. */
export const authoriseView = (actor: Actor, organisation: Organisation, current: Case): void => {
  if (seesCasesOf(actor, organisation, current.contact.centre)) return;
  if (runsSentTo(actor, organisation, current).length > 0 || takesPart(actor, current)) return;
  throw new Refusal(
    'NOT_ALLOWED',
    `Case ${current.number} belongs to '${current.contact.centre}'; ${actor.id} (${describe(actor)}) sees only cases of its own part of the organisation and work sent to it.`,
    { caseId: current.id },
  );
};

/** Throws `NOT_ALLOWED` unless the actor may register contacts for this centre. */
export const authoriseRegistration = (actor: Actor, organisation: Organisation, centre: string): void => {
  if (holdsAt(actor, handlesCases, organisation, centre)) return;
  throw new Refusal(
    'NOT_ALLOWED',
    `${actor.id} (${describe(actor)}) may not register cases for '${centre}'; an agent, manager hotline or integration client of that centre or the province may.`,
    { centre },
  );
};

/** The centres an actor may register contacts for. */
export const centresToRegisterFor = (actor: Actor, organisation: Organisation): string[] =>
  [...organisation.values()]
    .filter(({ id, kind }) => kind === 'centre' && holdsAt(actor, handlesCases, organisation, id))
    .map(({ id }) => id);

const isCandidate = (actor: Actor, organisation: Organisation, task: OpenTask, centre: string): boolean =>
  answersTo(actor, task) ||
  (task.candidates.includes(`${anyone}@${centre}`) && holdsAt(actor, handlesCases, organisation, centre));

/** Whether somebody can be given the task: a candidate, or whoever handles cases of the centre. */
export const mayBeGiven = (actor: Actor, organisation: Organisation, task: OpenTask, centre: string): boolean =>
  isCandidate(actor, organisation, task, centre) || holdsAt(actor, handlesCases, organisation, centre);

/** Throws `NOT_ALLOWED` unless the actor is a candidate of the task. */
export const authoriseCandidate = (actor: Actor, organisation: Organisation, task: OpenTask, current: Case): void => {
  if (isCandidate(actor, organisation, task, current.contact.centre)) return;
  throw new Refusal(
    'NOT_ALLOWED',
    `Task '${task.activityId}' of case ${current.number} is for ${[...task.candidates, ...task.candidateUsers].join(', ') || 'nobody'}; ${actor.id} has ${describe(actor)}.`,
    { taskId: task.id, candidates: task.candidates },
  );
};

/** Whether the actor may act on work another person holds at this centre. */
export const mayOverride = (actor: Actor, organisation: Organisation, centre: string): boolean =>
  holdsAt(actor, overrides, organisation, centre);

const requireRole = (
  actor: Actor,
  roles: ReadonlySet<RoleName>,
  organisation: Organisation,
  current: Case,
  act: string,
): void => {
  if (holdsAt(actor, roles, organisation, current.contact.centre)) return;
  throw new Refusal(
    'NOT_ALLOWED',
    `${actor.id} (${describe(actor)}) may not ${act} case ${current.number}; ${[...roles].join(', ')} of '${current.contact.centre}' or above may.`,
    { caseId: current.id },
  );
};

/** Throws `NOT_ALLOWED` unless the actor may override this case. */
export const authoriseOverride = (actor: Actor, organisation: Organisation, current: Case): void =>
  requireRole(actor, overrides, organisation, current, 'override');

/** Moving cases to another version of their process is a manager's act and a designer's. */
const migrates: ReadonlySet<RoleName> = new Set<RoleName>([...overrides, ...designs]);

/** Throws `NOT_ALLOWED` unless the actor may move this case to another version of its process. */
export const authoriseMigration = (actor: Actor, organisation: Organisation, current: Case): void =>
  requireRole(actor, migrates, organisation, current, 'migrate');

const looksAfter: ReadonlySet<RoleName> = new Set<RoleName>([
  'auditor',
  'quality-inspector',
  'service-supervisor',
  'centre-leader',
]);

/** Whether the actor works on the case: by role at its centre, or because one of its open tasks is theirs. */
const handles = (actor: Actor, organisation: Organisation, { contact, tasks }: Case): boolean =>
  holdsAt(actor, handlesCases, organisation, contact.centre) ||
  tasks.some(
    (task) =>
      isOpen(task) &&
      (isCandidate(actor, organisation, task, contact.centre) ||
        (task.status === 'reserved' && task.assignee === actor.id)),
  );

/** Throws `NOT_ALLOWED` unless the actor handles this case (requirement C7), or this task of it. */
export const authoriseHandling = (actor: Actor, organisation: Organisation, current: Case, task?: OpenTask): void => {
  if (handles(actor, organisation, task ? { ...current, tasks: [task] } : current)) return;
  requireRole(actor, handlesCases, organisation, current, 'handle');
};

/** Throws `NOT_ALLOWED` unless the actor handles or audits this case. */
export const authoriseNote = (actor: Actor, organisation: Organisation, current: Case): void => {
  if (handles(actor, organisation, current)) return;
  requireRole(actor, new Set([...handlesCases, ...looksAfter]), organisation, current, 'write notes on');
};

/** Roles that decide which cases belong together. */
const joinsCases: ReadonlySet<RoleName> = new Set<RoleName>(['senior-agent', ...overrides]);

/** Throws `NOT_ALLOWED` unless the actor may merge, split and bind this case (requirements C10, C11). */
export const authoriseJoining = (actor: Actor, organisation: Organisation, current: Case): void =>
  requireRole(actor, joinsCases, organisation, current, 'merge, split or bind');

const seesBatches: ReadonlySet<RoleName> = new Set<RoleName>(['provincial-hotline', 'auditor', 'administrator']);

/** Who may do to many cases what others than managers may, too. */
const batchRoles: Readonly<Record<string, ReadonlySet<RoleName>>> = {
  migrate: migrates,
  merge: joinsCases,
  undoMerge: joinsCases,
};

/** Throws `NOT_ALLOWED` unless the actor may do this to cases somewhere; where, is asked case by case. */
export const authoriseBatch = (actor: Actor, action: string): void => {
  const roles = batchRoles[action] ?? overrides;
  if (actor.kind !== 'user' || actor.roles.some(({ role }) => roles.has(role))) return;
  throw new Refusal(
    'NOT_ALLOWED',
    `${actor.id} (${describe(actor)}) may not ${action} cases; ${[...roles].join(', ')} may.`,
  );
};

/** Whether the actor sees the batches of everybody. */
export const seesAllBatches = (actor: Actor): boolean =>
  actor.kind !== 'user' || actor.roles.some(({ role }) => seesBatches.has(role));

/** Throws `NOT_ALLOWED` unless the batch is the actor's own or they see all. */
export const authoriseBatchView = (actor: Actor, startedBy: string): void => {
  if (actor.id === startedBy || seesAllBatches(actor)) return;
  throw new Refusal('NOT_ALLOWED', `The batch was begun by somebody else; ${actor.id} sees only their own.`);
};

/** Whether the actor reports what outside systems and workers did in this case. */
export const reportsWork = (actor: Actor, organisation: Organisation, current: Case): boolean =>
  holdsAt(actor, works, organisation, current.contact.centre);

/** Throws `NOT_ALLOWED` unless the actor may pass on what the customer or the branch company says about the case. */
export const authoriseHearsay = (actor: Actor, organisation: Organisation, current: Case): void =>
  requireRole(actor, handlesCases, organisation, current, 'pass on messages to');

/** Throws `NOT_ALLOWED` unless the actor may report work from outside. */
export const authoriseWork = (actor: Actor, organisation: Organisation, current: Case): void =>
  requireRole(actor, works, organisation, current, 'report work on');

/** Throws `NOT_ALLOWED` unless the actor manages the calendar's node. */
export const authoriseCalendar = (
  actor: Actor,
  organisation: Organisation,
  { id, node }: Pick<WorkingCalendar, 'id' | 'node'>,
): void => {
  if (holdsAt(actor, overrides, organisation, node)) return;
  throw new Refusal(
    'NOT_ALLOWED',
    `${actor.id} (${describe(actor)}) may not change calendar '${id}'; ${[...overrides].join(', ')} of '${node}' or above may.`,
    { calendarId: id, node },
  );
};

/** Throws `NOT_ALLOWED` unless the actor may see and deploy process definitions. */
export const authoriseDesign = (actor: Actor): void => {
  if (actor.kind !== 'user' || actor.roles.some(({ role }) => designs.has(role))) return;
  throw new Refusal(
    'NOT_ALLOWED',
    `${actor.id} (${describe(actor)}) may not work on process definitions; a process designer or administrator may.`,
  );
};

const audits: ReadonlySet<RoleName> = new Set<RoleName>(['auditor', 'administrator']);

/** Throws `NOT_ALLOWED` unless the actor may audit the installation as a whole. */
export const authoriseAudit = (actor: Actor): void => {
  if (actor.kind !== 'user' || actor.roles.some(({ role }) => audits.has(role))) return;
  throw new Refusal('NOT_ALLOWED', `${actor.id} (${describe(actor)}) may not audit; an auditor or administrator may.`);
};
