import { authoriseHandling } from '../case/authorisation.ts';
import { giveFirstResponse } from '../case/case-targets.ts';
import type { Draft } from '../case/draft.ts';
import type { Context } from '../ports.ts';
import { changeCase, type Answer, type CaseCommand, type Decision } from './change-case.ts';

export type AcknowledgeCase = CaseCommand;

/** Records the first response as `acknowledgeCase` does. */
export const decideAcknowledgement = (
  { organisation }: Pick<Context, 'organisation'>,
  draft: Draft,
  { actor, at }: Decision<AcknowledgeCase>,
): Draft | undefined => {
  authoriseHandling(actor, organisation, draft.case);
  return giveFirstResponse(draft, at, 'acknowledged');
};

/**
 * The customer has been told that their case is being looked at (ISO 10002 acknowledge): the target of the first response is
 * met. Nothing changes when there is none or it has ended. Refuses with `NOT_ALLOWED`.
 */
export const acknowledgeCase = (context: Context, command: AcknowledgeCase): Promise<Answer> =>
  changeCase(context, 'acknowledgeCase', command, (draft) => decideAcknowledgement(context, draft, command));
