/** Who works here, as far as giving somebody a task needs to know. */
import { Refusal } from '../errors.ts';
import type { RoleHolding } from './actor.ts';
import { mayBeGiven } from './authorisation.ts';
import type { Case } from './case.ts';
import type { Organisation } from './organisation.ts';
import type { OpenTask } from './task.ts';

export type StaffMember = {
  readonly id: string;
  readonly roles: readonly RoleHolding[];
  /** False for somebody who has left. */
  readonly isActive: boolean;
  /** Whether they are away at the moment asked for, and until when where that is known. */
  readonly isAway: boolean;
  readonly awayUntil?: Date;
};

export type Staff = { find(id: string, at: Date): Promise<StaffMember | undefined> };

type Known = { readonly organisation: Organisation; readonly staff?: Staff };

/** Why somebody cannot be given the task, as the end of a sentence that names them. */
const objection = (
  { organisation }: Known,
  member: StaffMember | undefined,
  task: OpenTask,
  current: Case,
): readonly [why: string, words: string] | undefined => {
  if (!member) return ['unknown', 'is nobody who works here'];
  if (!member.isActive) return ['left', 'no longer works here'];
  if (member.isAway) return ['away', `is away${member.awayUntil ? ` until ${member.awayUntil.toISOString()}` : ''}`];
  const actor = { id: member.id, kind: 'user', roles: member.roles } as const;
  if (mayBeGiven(actor, organisation, task, current.contact.centre)) return undefined;
  return ['noRole', `has ${member.roles.map(({ role, node }) => `${role} at ${node}`).join(', ') || 'no role'}`];
};

/**
 * Throws `INVALID_ASSIGNEE` unless the person works here, is there, and may do the task: as one of its candidates, or because
 * they handle cases of its centre. Where no staff is known everybody is taken at their word.
 */
export const requireAssignee = async (
  known: Known,
  current: Case,
  task: OpenTask,
  assignee: string,
  at: Date,
): Promise<void> => {
  if (!known.staff) return;
  const found = objection(known, await known.staff.find(assignee, at), task, current);
  if (!found) return;
  const [why, words] = found;
  const candidates = [...task.candidates, ...task.candidateUsers];
  throw new Refusal(
    'INVALID_ASSIGNEE',
    `Task '${task.activityId}' of case ${current.number} cannot be given to '${assignee}', who ${words}; allowed is whoever is there and answers to ${candidates.join(', ') || 'nobody yet'}, or handles cases of '${current.contact.centre}'.`,
    { taskId: task.id, assignee, why, candidates },
  );
};
