import { authoriseCandidate } from '../case/authorisation.ts';
import { record, replaceTask } from '../case/draft.ts';
import { requireNotSuspended, requireOpenTask } from '../case/require-task.ts';
import type { OpenTask } from '../case/task.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { changeCase, type Answer, type CaseCommand } from './change-case.ts';

export type ClaimTask = CaseCommand & { readonly taskId: string };

/**
 * Reserves a ready task for the actor (WS-HumanTask claim). Claiming one's own task again changes nothing.
 * Refuses with `CASE_NOT_FOUND`, `TASK_NOT_FOUND`, `TASK_NOT_OPEN`, `TASK_ALREADY_CLAIMED`, `NOT_ALLOWED`, `VERSION_CONFLICT`.
 */
export const claimTask = (context: Context, command: ClaimTask): Promise<Answer> =>
  changeCase(context, 'claimTask', command, (draft) => {
    const task = requireOpenTask(draft.case, command.taskId, 'claimed');
    authoriseCandidate(command.actor, context.organisation, task, draft.case);
    requireNotSuspended(draft.case, 'its tasks can be claimed');
    if (task.status === 'reserved') {
      if (task.assignee === command.actor.id) return undefined;
      throw new Refusal(
        'TASK_ALREADY_CLAIMED',
        `Task '${task.activityId}' of case ${draft.case.number} is held by ${task.assignee}; it can be claimed after they release it.`,
        { taskId: task.id, assignee: task.assignee },
      );
    }
    const reserved: OpenTask = { ...task, status: 'reserved', assignee: command.actor.id };
    return record(replaceTask(draft, reserved), { type: 'TaskClaimed', taskId: task.id, activityId: task.activityId });
  });
