import type { Actor } from '../case/actor.ts';
import { caseAs } from '../case/visibility.ts';
import type { Context } from '../ports.ts';
import { Refusal, type RefusalCode } from '../errors.ts';
import { loadSeen } from '../queries/view-case.ts';
import { authoriseAsking, type Override, type Situation } from './override.ts';
import { commandsBeside, overrideActions, overrideNamed, type OverrideAction } from './overrides.ts';
import { tokensOf } from './tokens.ts';

/** An action with what its fields may name now, or with the reason why it is not possible. */
export type OverrideOffer = { readonly action: OverrideAction; readonly who: Override<never>['who'] } & (
  | { readonly isPossible: true; readonly choices: object }
  | { readonly isPossible: false; readonly code: RefusalCode; readonly why: string }
);

export type OverrideOffers = {
  readonly rev: number;
  readonly offers: readonly OverrideOffer[];
  readonly beside: typeof commandsBeside;
};

const offerOf = async (
  context: Context,
  actor: Actor,
  situation: Situation,
  action: OverrideAction,
): Promise<OverrideOffer> => {
  const override = overrideNamed(action);
  const base = { action, who: override.who };
  try {
    authoriseAsking(override, context, actor, situation.case);
    return { ...base, isPossible: true, choices: await override.offer(context, situation) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...base, isPossible: false, code: error.code, why: error.message };
  }
};

/** Every override there is, with what this actor could choose on this case now. Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`. */
export const listOverrides = async (context: Context, actor: Actor, caseId: string): Promise<OverrideOffers> => {
  const { current, seen } = await loadSeen(context, actor, caseId);
  const shown = caseAs(seen, current);
  const situation = { case: shown, tokens: await tokensOf(context, shown) };
  const offers = await Promise.all(overrideActions.map((action) => offerOf(context, actor, situation, action)));
  return { rev: current.rev, offers, beside: commandsBeside };
};
