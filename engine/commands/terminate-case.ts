import { advance } from '../case/advance.ts';
import { authoriseOverride } from '../case/authorisation.ts';
import { record, type Draft } from '../case/draft.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { changeCase, type Answer, type CaseCommand, type Decision } from './change-case.ts';

export type TerminateCase = CaseCommand & { readonly reason: string };

export const decideTermination = async (
  context: Context,
  draft: Draft,
  { actor, reason, at }: Decision<TerminateCase>,
): Promise<Draft> => {
  authoriseOverride(actor, context.organisation, draft.case);
  if (draft.case.status === 'closed')
    throw new Refusal('CASE_CLOSED', `Case ${draft.case.number} is closed already.`, { caseId: draft.case.id });
  let current = record(draft, { type: 'CaseTerminated', reason });
  for (const { id, parent } of draft.case.runs) {
    const run = current.case.runs.find((candidate) => candidate.id === id);
    if (parent || run?.execution.status !== 'running') continue;
    current = await advance(context, current, id, { type: 'terminate', reason }, at);
  }
  return current;
};

/** Override: ends every run of the case. Refuses with `CASE_CLOSED` when it has ended already. */
export const terminateCase = (context: Context, command: TerminateCase): Promise<Answer> =>
  changeCase(context, 'terminateCase', command, (draft) => decideTermination(context, draft, command));
