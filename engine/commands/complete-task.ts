import { advance } from '../case/advance.ts';
import { authoriseCandidate } from '../case/authorisation.ts';
import { record, replaceTask, type Draft } from '../case/draft.ts';
import { requireNotSuspended, requireOpenTask } from '../case/require-task.ts';
import type { OpenTask, Task } from '../case/task.ts';
import { Refusal } from '../errors.ts';
import type { Data } from '../executor.ts';
import { checkForm } from '../case/check-form.ts';
import type { Context } from '../ports.ts';
import { changeCase, type Answer, type CaseCommand } from './change-case.ts';

export type CompleteTask = CaseCommand & {
  readonly taskId: string;
  /** The filled form; becomes part of the case file. */
  readonly data: Data;
};

/** The task is done, whoever may have done it. Throws `INVALID_FORM` and the executor's refusals. */
export const decideCompletion = async (
  context: Context,
  draft: Draft,
  { task, by, at, data }: { readonly task: OpenTask; readonly by: string; readonly at: Date; readonly data: Data },
): Promise<Draft> => {
  await checkForm(context, draft.case, task, data);
  const completed: Task = { ...task, status: 'completed', completedBy: by, assignee: by, endedAt: at };
  const settled = record(replaceTask(draft, completed), {
    type: 'TaskCompleted',
    taskId: task.id,
    activityId: task.activityId,
    details: { data },
  });
  return advance(context, settled, task.runId, { type: 'complete', executionId: task.executionId, data }, at);
};

/**
 * Completes a task with its form and moves the process on. The assignee completes; a candidate may complete a ready task
 * directly. Refuses with `INVALID_FORM` (every field's problem in `details.problems`), `TASK_NOT_FOUND`, `TASK_NOT_OPEN`,
 * `TASK_ALREADY_CLAIMED`, `NOT_ALLOWED`, `VERSION_CONFLICT`.
 */
export const completeTask = (context: Context, command: CompleteTask): Promise<Answer> =>
  changeCase(context, 'completeTask', command, async (draft) => {
    const { actor, at, data } = command;
    const task = requireOpenTask(draft.case, command.taskId, 'completed');
    if (task.status === 'reserved' && task.assignee !== actor.id)
      throw new Refusal(
        'TASK_ALREADY_CLAIMED',
        `Task '${task.activityId}' of case ${draft.case.number} is held by ${task.assignee}; only they can complete it.`,
        { taskId: task.id, assignee: task.assignee },
      );
    if (task.status === 'ready') authoriseCandidate(actor, context.organisation, task, draft.case);
    requireNotSuspended(draft.case, 'its tasks can be completed');
    return decideCompletion(context, draft, { task, by: actor.id, at, data });
  });
