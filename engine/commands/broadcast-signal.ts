import { advance } from '../case/advance.ts';
import { authoriseWork } from '../case/authorisation.ts';
import type { Data } from '../executor.ts';
import type { Context } from '../ports.ts';
import { changeCase, type Answer, type CaseCommand } from './change-case.ts';

export type BroadcastSignal = CaseCommand & { readonly signal: string; readonly data?: Data };

/** Lets every run of the case that listens react to a signal; that none does is no error (BPMN 2.0.2 §10.5.4). */
export const broadcastSignal = (context: Context, command: BroadcastSignal): Promise<Answer> =>
  changeCase(context, 'broadcastSignal', command, async (draft) => {
    authoriseWork(command.actor, context.organisation, draft.case);
    const { signal, data, at } = command;
    let current = draft;
    for (const { id } of draft.case.runs) {
      if (current.case.runs.find((run) => run.id === id)?.execution.status !== 'running') continue;
      current = await advance(context, current, id, { type: 'signal', signal, ...(data && { data }) }, at);
    }
    return current;
  });
