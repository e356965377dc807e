import { advance } from '../case/advance.ts';
import { authoriseWork } from '../case/authorisation.ts';
import { requireNoTask } from '../case/require-task.ts';
import { requireWait } from '../case/wait-id.ts';
import type { Data } from '../executor.ts';
import type { Context } from '../ports.ts';
import { changeCase, type Answer, type CaseCommand } from './change-case.ts';

export type CompleteWork = CaseCommand & { readonly waitId: string; readonly data?: Data };

/**
 * Reports external work or an awaited message as done, with its result. User tasks are completed by `completeTask`.
 * Refuses with `EXECUTION_NOT_WAITING`, `NOT_ALLOWED`, `NOT_SUPPORTED` (a user task).
 */
export const completeWork = (context: Context, command: CompleteWork): Promise<Answer> =>
  changeCase(context, 'completeWork', command, (draft) => {
    authoriseWork(command.actor, context.organisation, draft.case);
    const { run, executionId } = requireWait(draft.case, command.waitId);
    requireNoTask(draft.case, run.id, executionId);
    const stimulus = { type: 'complete' as const, executionId, ...(command.data && { data: command.data }) };
    return advance(context, draft, run.id, stimulus, command.at);
  });
