import type { Draft } from '../case/draft.ts';
import type { Case } from '../case/case.ts';
import { changeCase, type Answer, type CaseCommand, type Decision } from '../commands/change-case.ts';
import type { Context } from '../ports.ts';
import { authoriseAsking, type Undo } from './override.ts';
import { overrideNamed, type OverrideRequest } from './overrides.ts';
import { tokensOf } from './tokens.ts';

export type ApplyOverride = CaseCommand & { readonly reason: string; readonly request: OverrideRequest };

/** The answer of a command with the override that takes it back, where there is one. */
export type OverrideAnswer = Answer & { readonly undo?: Undo };

/** What an override makes of a case; the one way it is decided, for real and for a preview. */
export const decideOverride = async (
  context: Context,
  draft: Draft,
  { actor, at, reason, request }: Decision<ApplyOverride>,
): Promise<Draft | undefined> => {
  const { action, ...fields } = request;
  const override = overrideNamed(action);
  authoriseAsking(override, context, actor, draft.case);
  return override.decide(context, draft, { ...fields, actor, at, reason });
};

/** The override that takes one back; `undefined` when nothing does. */
export const undoOf = async (
  context: Context,
  before: Case,
  after: Case,
  { action, ...fields }: OverrideRequest,
): Promise<Undo | undefined> => {
  const { undo } = overrideNamed(action);
  if (!undo) return undefined;
  const [tokensBefore, tokensAfter] = await Promise.all([tokensOf(context, before), tokensOf(context, after)]);
  return undo({ case: before, tokens: tokensBefore }, { case: after, tokens: tokensAfter }, fields);
};

/**
 * The uniform way into every override. Refuses with `NOT_ALLOWED`, `CASE_CLOSED`, `NOTHING_TO_DO`, `CHOICE_NEEDED`,
 * `VERSION_CONFLICT` and what the action itself refuses with.
 */
export const applyOverride = async (context: Context, command: ApplyOverride): Promise<OverrideAnswer> => {
  let decided: { before: Case; after: Case } | undefined;
  const answer = await changeCase(context, `override:${command.request.action}`, command, async (draft) => {
    const next = await decideOverride(context, draft, command);
    decided = next && { before: draft.case, after: next.case };
    return next;
  });
  const undo = decided && !answer.isRepeat && (await undoOf(context, decided.before, decided.after, command.request));
  return undo ? { ...answer, undo } : answer;
};
