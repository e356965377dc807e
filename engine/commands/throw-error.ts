import { advance } from '../case/advance.ts';
import { authoriseWork } from '../case/authorisation.ts';
import { requireCaught } from '../case/require-task.ts';
import { requireWait } from '../case/wait-id.ts';
import type { Data } from '../executor.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { changeCase, type Answer, type CaseCommand } from './change-case.ts';

export type ThrowError = CaseCommand & {
  readonly waitId: string;
  readonly errorCode: string;
  readonly message?: string;
  readonly data?: Data;
};

/** Reports a modelled failure of waiting work; the nearest matching catch event takes it (BPMN 2.0.2 §10.5.7). */
export const throwError = (context: Context, command: ThrowError): Promise<Answer> =>
  changeCase(context, 'throwError', command, async (draft) => {
    authoriseWork(command.actor, context.organisation, draft.case);
    const { run, executionId } = requireWait(draft.case, command.waitId);
    const { errorCode, message, data } = command;
    const stimulus = { type: 'throwError' as const, executionId, errorCode, ...present({ message, data }) };
    return requireCaught(draft, await advance(context, draft, run.id, stimulus, command.at), run.id, executionId);
  });
