/** One act on several tasks, each a command of its own: what is refused for one does not hold up the others. */
import { caseIdOf } from '../case/task.ts';
import { Refusal, type RefusalCode } from '../errors.ts';
import type { Data } from '../executor.ts';
import type { Context } from '../ports.ts';
import type { Answer, CommandBase } from './change-case.ts';
import { claimTask } from './claim-task.ts';
import { completeTask } from './complete-task.ts';
import { releaseTask } from './release-task.ts';

export type TaskAct =
  | { readonly action: 'claim' }
  | { readonly action: 'release'; readonly reason?: string }
  | { readonly action: 'complete'; readonly data: Data };

export type ActOnTasks = CommandBase & { readonly act: TaskAct; readonly taskIds: readonly string[] };

export type TaskResult = { readonly taskId: string } & (
  | { readonly status: 'done' | 'unchanged'; readonly rev: number }
  | { readonly status: 'refused'; readonly code: RefusalCode; readonly message: string }
);

const actOn = (context: Context, { act, taskIds, ...command }: ActOnTasks, taskId: string): Promise<Answer> => {
  const { action, ...fields } = act;
  const key = command.key === undefined ? {} : { key: `${command.key}:${taskId}` };
  const target = { ...command, ...fields, ...key, caseId: caseIdOf(taskId), taskId };
  switch (action) {
    case 'claim':
      return claimTask(context, target);
    case 'release':
      return releaseTask(context, target);
    case 'complete':
      return completeTask(context, { data: {}, ...target });
  }
};

/** One after the other, in the order given, so that tasks of one case do not compete. */
export const actOnTasks = async (context: Context, command: ActOnTasks): Promise<readonly TaskResult[]> => {
  const results: TaskResult[] = [];
  for (const taskId of new Set(command.taskIds))
    try {
      const { rev, entries } = await actOn(context, command, taskId);
      results.push({ taskId, status: entries.length > 0 ? 'done' : 'unchanged', rev });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      results.push({ taskId, status: 'refused', code: error.code, message: error.message });
    }
  return results;
};
