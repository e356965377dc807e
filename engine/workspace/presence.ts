/** Who has a task open right now, so that two people do not work on one thing unknowingly. Forgotten within a minute. */
import type { Actor } from '../case/actor.ts';
import { caseIdOf } from '../case/task.ts';
import { Refusal } from '../errors.ts';
import { findSeen, type ReadContext } from '../queries/view-case.ts';

export type Presence = { readonly taskId: string; readonly userId: string; readonly at: Date };

export type PresenceStore = {
  note(presence: Presence): Promise<void>;
  /** Who was there since a moment, by user id. */
  since(taskId: string, at: Date): Promise<readonly Presence[]>;
};

export type PresenceContext = Pick<ReadContext, 'readers' | 'organisation'> & { readonly presence: PresenceStore };

/** A page tells of itself more often than this. */
const presentMs = 45_000;

/** Notes that the actor looks at a task and answers who else does. Refuses with `CASE_NOT_FOUND`, `TASK_NOT_FOUND`, `NOT_ALLOWED`. */
export const notePresence = async (
  context: PresenceContext,
  actor: Actor,
  taskId: string,
  at: Date,
): Promise<readonly Presence[]> => {
  const { current } = await findSeen(context, actor, caseIdOf(taskId));
  if (!current.tasks.some(({ id }) => id === taskId))
    throw new Refusal('TASK_NOT_FOUND', `Case ${current.number} has no task '${taskId}'.`, { taskId });
  await context.presence.note({ taskId, userId: actor.id, at });
  const all = await context.presence.since(taskId, new Date(at.getTime() - presentMs));
  return all.filter(({ userId }) => userId !== actor.id);
};
