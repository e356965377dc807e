import { advance } from '../case/advance.ts';
import { authoriseOverride } from '../case/authorisation.ts';
import { record, type Draft } from '../case/draft.ts';
import type { Data } from '../executor.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { changeCase, type Answer, type CaseCommand, type Decision } from './change-case.ts';

export type ChangeData = CaseCommand & {
  readonly reason: string;
  readonly data: Data;
  /** Default: the case's own run. */
  readonly runId?: string;
  readonly scopeId?: string;
};

export const decideData = (context: Context, draft: Draft, command: Decision<ChangeData>): Promise<Draft> => {
  authoriseOverride(command.actor, context.organisation, draft.case);
  const { data, reason, runId = draft.case.runs[0]!.id, scopeId, at } = command;
  const recorded = record(draft, { type: 'DataChanged', reason, details: { data, ...present({ scopeId }) } });
  return advance(context, recorded, runId, { type: 'setData', data, ...present({ scopeId }) }, at);
};

/** Override: changes data of the case file or of a scope; conditional events are evaluated afterwards. */
export const changeData = (context: Context, command: ChangeData): Promise<Answer> =>
  changeCase(context, 'changeData', command, (draft) => decideData(context, draft, command));
