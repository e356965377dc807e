import { authoriseCandidate, mayOverride } from '../case/authorisation.ts';
import { record, replaceTask } from '../case/draft.ts';
import { requireOpenTask } from '../case/require-task.ts';
import type { OpenTask } from '../case/task.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { changeCase, type Answer, type CaseCommand } from './change-case.ts';

export type ReleaseTask = CaseCommand & { readonly taskId: string; readonly reason?: string };

/**
 * Gives a reserved task back to its candidates (WS-HumanTask release); the assignee may, and a manager of the centre.
 * Releasing a ready task changes nothing. Refuses with `TASK_NOT_FOUND`, `TASK_NOT_OPEN`, `NOT_ALLOWED`, `VERSION_CONFLICT`.
 */
export const releaseTask = (context: Context, command: ReleaseTask): Promise<Answer> =>
  changeCase(context, 'releaseTask', command, (draft) => {
    const { actor } = command;
    const task = requireOpenTask(draft.case, command.taskId, 'released');
    const isManager = mayOverride(actor, context.organisation, draft.case.contact.centre);
    if (task.status === 'ready') {
      if (!isManager) authoriseCandidate(actor, context.organisation, task, draft.case);
      return undefined;
    }
    if (task.assignee !== actor.id && !isManager)
      throw new Refusal(
        'NOT_ALLOWED',
        `Task '${task.activityId}' of case ${draft.case.number} is held by ${task.assignee}; only they or a manager of the centre can release it.`,
        { taskId: task.id, assignee: task.assignee },
      );
    const { assignee, ...rest } = task;
    const ready: OpenTask = { ...rest, status: 'ready' };
    return record(replaceTask(draft, ready), {
      type: 'TaskReleased',
      taskId: task.id,
      activityId: task.activityId,
      details: { assignee },
      ...present({ reason: command.reason }),
    });
  });
