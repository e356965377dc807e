import { advance } from '../case/advance.ts';
import { authoriseWork } from '../case/authorisation.ts';
import { requireCaught } from '../case/require-task.ts';
import { requireWait } from '../case/wait-id.ts';
import type { Data } from '../executor.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { changeCase, type Answer, type CaseCommand } from './change-case.ts';

export type ThrowEscalation = CaseCommand & {
  readonly waitId: string;
  readonly escalationCode: string;
  readonly data?: Data;
};

/** Raises a modelled escalation from waiting work; the nearest matching catch event takes it (BPMN 2.0.2 §10.5.7). */
export const throwEscalation = (context: Context, command: ThrowEscalation): Promise<Answer> =>
  changeCase(context, 'throwEscalation', command, async (draft) => {
    authoriseWork(command.actor, context.organisation, draft.case);
    const { run, executionId } = requireWait(draft.case, command.waitId);
    const { escalationCode, data } = command;
    const stimulus = { type: 'throwEscalation' as const, executionId, escalationCode, ...present({ data }) };
    return requireCaught(draft, await advance(context, draft, run.id, stimulus, command.at), run.id, executionId);
  });
