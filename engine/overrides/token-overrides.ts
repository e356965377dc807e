/** What managers do to a token: move it, pass over its work, begin its work again. */
import { requireDefinition, requireRun } from '../case/advance.ts';
import type { Draft } from '../case/draft.ts';
import { decideTokens } from '../commands/modify-tokens.ts';
import { Refusal } from '../errors.ts';
import type { Data, ModifyInstruction } from '../executor.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { requireOpenCase, type Asking, type Override, type Situation, type Undo } from './override.ts';
import { placesOf, type Place } from './places.ts';
import { requireTokens, resolveToken, type TokenSubject } from './subject.ts';
import type { Token } from './tokens.ts';

type Move = TokenSubject & { readonly toActivityId: string };
type Skip = TokenSubject & {
  /** What the work passed over would have given. */
  readonly data?: Data;
};

const modify = (
  context: Context,
  draft: Draft,
  { actor, at, reason }: Asking,
  token: Token,
  instruction: ModifyInstruction,
): Promise<Draft> =>
  decideTokens(context, draft, { actor, at, reason, runId: token.runId, instructions: [instruction] });

const onlyIn = (left: readonly Token[], right: readonly Token[]): Token[] =>
  left.filter(({ waitId }) => !right.some((other) => other.waitId === waitId));

/** One token went from one place to another: back again. What it meets there begins afresh, time limits included. */
export const undoByMoving = ({ tokens: before }: Situation, { tokens: after }: Situation): Undo | undefined => {
  const [from, ...moreFrom] = onlyIn(before, after);
  const [to, ...moreTo] = onlyIn(after, before);
  if (!from || !to || moreFrom.length > 0 || moreTo.length > 0 || from.runId !== to.runId) return undefined;
  return { action: 'move', waitId: to.waitId, toActivityId: from.activityId };
};

const placesOfRuns = async (
  context: Context,
  { case: current, tokens }: Situation,
): Promise<Record<string, Place[]>> => {
  const runIds = new Set(tokens.map(({ runId }) => runId));
  const places = await Promise.all(
    [...runIds].map(async (runId) => {
      const { definition } = await requireDefinition(context, current, requireRun(current, runId));
      return [runId, placesOf(definition)] as const;
    }),
  );
  return Object.fromEntries(places);
};

/** Takes a token from where it waits and puts it before another element of the same process. */
export const move: Override<Move> = {
  who: 'managers',
  async decide(context, draft, { toActivityId, waitId, activityId, ...asking }) {
    requireOpenCase(draft.case);
    const token = await resolveToken(context, draft.case, present({ waitId, activityId }));
    const { definition } = await requireDefinition(context, draft.case, requireRun(draft.case, token.runId));
    const places = placesOf(definition);
    if (!places.some((place) => place.activityId === toActivityId))
      throw new Refusal(
        'NOT_SUPPORTED',
        `Process '${definition.key}' has no element '${toActivityId}' that a token could be put before; possible are ${places
          .map((place) => place.activityId)
          .join(', ')}.`,
        { toActivityId, choices: places },
      );
    return modify(context, draft, asking, token, { type: 'move', executionId: token.executionId, toActivityId });
  },
  offer: async (context, situation) => ({
    tokens: requireTokens(situation.case, situation.tokens),
    targets: await placesOfRuns(context, situation),
  }),
  undo: undoByMoving,
};

/** Leaves an element as if its work had been done. */
export const skip: Override<Skip> = {
  who: 'managers',
  async decide(context, draft, { waitId, activityId, data, ...asking }) {
    requireOpenCase(draft.case);
    const token = await resolveToken(context, draft.case, present({ waitId, activityId }));
    const instruction = { type: 'skip' as const, executionId: token.executionId, ...present({ data }) };
    return modify(context, draft, asking, token, instruction);
  },
  offer: (_, { case: current, tokens }) => ({ tokens: requireTokens(current, tokens) }),
  undo: undoByMoving,
};

/** Cancels the work of an element and begins it again; its time limits begin again, too. */
export const repeat: Override<TokenSubject> = {
  who: 'managers',
  async decide(context, draft, { waitId, activityId, ...asking }) {
    requireOpenCase(draft.case);
    const token = await resolveToken(context, draft.case, present({ waitId, activityId }));
    return modify(context, draft, asking, token, { type: 'repeat', executionId: token.executionId });
  },
  offer: (_, { case: current, tokens }) => ({ tokens: requireTokens(current, tokens) }),
};
