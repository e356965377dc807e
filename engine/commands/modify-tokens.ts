import { advance } from '../case/advance.ts';
import { authoriseOverride } from '../case/authorisation.ts';
import { record, type Draft } from '../case/draft.ts';
import type { ModifyInstruction } from '../executor.ts';
import type { Context } from '../ports.ts';
import { changeCase, type Answer, type CaseCommand, type Decision } from './change-case.ts';

export type ModifyTokens = CaseCommand & {
  readonly reason: string;
  readonly instructions: readonly ModifyInstruction[];
  /** Default: the case's own run. */
  readonly runId?: string;
};

export const decideTokens = (context: Context, draft: Draft, command: Decision<ModifyTokens>): Promise<Draft> => {
  authoriseOverride(command.actor, context.organisation, draft.case);
  const { instructions, reason, runId = draft.case.runs[0]!.id, at } = command;
  const recorded = record(draft, { type: 'TokensModified', reason, details: { runId, instructions } });
  return advance(context, recorded, runId, { type: 'modify', instructions }, at);
};

/** Override: moves, cancels, inserts, skips and repeats tokens, all or nothing. */
export const modifyTokens = (context: Context, command: ModifyTokens): Promise<Answer> =>
  changeCase(context, 'modifyTokens', command, (draft) => decideTokens(context, draft, command));
