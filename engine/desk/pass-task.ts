/** Changes to who holds a task that nobody asked for case by case: an absence, or work that is given out. */
import { systemActor } from '../case/actor.ts';
import { record, replaceTask } from '../case/draft.ts';
import { requireOpenTask } from '../case/require-task.ts';
import { caseIdOf, type OpenTask } from '../case/task.ts';
import { changeCase, type Answer } from '../commands/change-case.ts';
import type { Context } from '../ports.ts';

export type PassTask = {
  readonly taskId: string;
  readonly at: Date;
  /** Who held it; when somebody else does by now, nothing changes. */
  readonly from: string;
  /** Who gets it; nobody: back to its candidates. */
  readonly to?: string;
  readonly absenceId: string;
};

/** Hands a task of an absent person over, once per absence. */
export const passTask = (context: Context, { taskId, at, from, to, absenceId }: PassTask): Promise<Answer> => {
  const command = {
    actor: systemActor,
    at,
    caseId: caseIdOf(taskId),
    key: `absence:${absenceId}:${taskId}`,
    taskId,
    to,
  };
  return changeCase(context, 'passTask', command, (draft) => {
    const task = requireOpenTask(draft.case, taskId, 'handed over');
    if (task.status !== 'reserved' || task.assignee !== from) return undefined;
    const { assignee, status, ...rest } = task;
    const next: OpenTask =
      to === undefined ? { ...rest, status: 'ready' } : { ...rest, status: 'reserved', assignee: to };
    return record(replaceTask(draft, next), {
      type: 'TaskHandedOver',
      taskId,
      activityId: task.activityId,
      cause: 'absence',
      details: { from, to, absenceId },
    });
  });
};

export type GiveOutTask = {
  readonly taskId: string;
  readonly at: Date;
  readonly to: string;
  /** Why this person: how much they hold, and among how many they were chosen. */
  readonly held: number;
  readonly among: number;
};

/** Reserves a ready task for somebody on duty; one that was claimed meanwhile stays where it is. */
export const giveOutTask = (context: Context, { taskId, at, to, held, among }: GiveOutTask): Promise<Answer> =>
  changeCase(context, 'giveOutTask', { actor: systemActor, at, caseId: caseIdOf(taskId) }, (draft) => {
    const task = requireOpenTask(draft.case, taskId, 'given out');
    if (task.status !== 'ready') return undefined;
    const reserved: OpenTask = { ...task, status: 'reserved', assignee: to };
    return record(replaceTask(draft, reserved), {
      type: 'TaskAssigned',
      taskId,
      activityId: task.activityId,
      cause: 'push',
      details: { assignee: to, held, among },
    });
  });
