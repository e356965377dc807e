/**
 * What somebody has written into a task's form and not sent: kept per task and person, outside the case, so that it survives
 * a crash, a sign-out, and the task itself being escalated or done by another.
 */
import type { Actor } from '../case/actor.ts';
import { isOpen, caseIdOf } from '../case/task.ts';
import type { CommandBase } from '../commands/change-case.ts';
import type { Data } from '../data.ts';
import { Refusal } from '../errors.ts';
import { findSeen, type ReadContext } from '../queries/view-case.ts';

export type TaskDraft = {
  readonly taskId: string;
  readonly userId: string;
  readonly data: Data;
  /** 1, 2, 3 …: two windows of one person do not overwrite each other unseen. */
  readonly version: number;
  readonly savedAt: Date;
};

export type DraftStore = {
  find(taskId: string, userId: string): Promise<TaskDraft | undefined>;
  /** Writes version `n` over version `n - 1` (none for 1); false when another version is there. */
  put(draft: TaskDraft): Promise<boolean>;
  remove(taskId: string, userId: string): Promise<void>;
};

export type DraftContext = Pick<ReadContext, 'readers' | 'organisation'> & { readonly drafts: DraftStore };

export type SaveDraft = CommandBase & {
  readonly taskId: string;
  readonly data: Data;
  /** The version this one was made from; 0 for the first. */
  readonly basedOn: number;
};

const requireTask = async ({ readers, organisation }: DraftContext, actor: Actor, taskId: string) => {
  const { current } = await findSeen({ readers, organisation }, actor, caseIdOf(taskId));
  const task = current.tasks.find(({ id }) => id === taskId);
  if (!task) throw new Refusal('TASK_NOT_FOUND', `Case ${current.number} has no task '${taskId}'.`, { taskId });
  return task;
};

/**
 * Keeps a draft, also of a task that is gone meanwhile; `isTaskOpen` says so. Refuses with `VERSION_CONFLICT` and both versions
 * in its details when another window saved first, with `CASE_NOT_FOUND`, `TASK_NOT_FOUND`, `NOT_ALLOWED`.
 */
export const saveDraft = async (
  context: DraftContext,
  { actor, at, taskId, data, basedOn }: SaveDraft,
): Promise<{ readonly draft: TaskDraft; readonly isTaskOpen: boolean }> => {
  const task = await requireTask(context, actor, taskId);
  const draft: TaskDraft = { taskId, userId: actor.id, data, version: basedOn + 1, savedAt: at };
  if (await context.drafts.put(draft)) return { draft, isTaskOpen: isOpen(task) };
  const stored = await context.drafts.find(taskId, actor.id);
  throw new Refusal(
    'VERSION_CONFLICT',
    `The draft of task '${task.activityId}' is at version ${stored?.version ?? 0}, not at ${basedOn}; another window saved it.`,
    { taskId, stored: stored && { data: stored.data, version: stored.version, savedAt: stored.savedAt }, given: data },
  );
};

/** One's own draft of a task, if any, also when one may not see the task any more. Refuses with `CASE_NOT_FOUND`, `TASK_NOT_FOUND`, `NOT_ALLOWED`. */
export const viewDraft = async (
  context: DraftContext,
  actor: Actor,
  taskId: string,
): Promise<TaskDraft | undefined> => {
  const draft = await context.drafts.find(taskId, actor.id);
  if (!draft) await requireTask(context, actor, taskId);
  return draft;
};

/** Forgets one's own draft, if there is one. Refuses as `viewDraft` does. */
export const discardDraft = async (
  context: DraftContext,
  { actor, taskId }: CommandBase & { readonly taskId: string },
): Promise<void> => {
  if (await viewDraft(context, actor, taskId)) await context.drafts.remove(taskId, actor.id);
};
