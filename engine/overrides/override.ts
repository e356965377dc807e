/**
 * A manager's override as data: who may, what it decides, what could be chosen, and what takes it back. The preview, the
 * uniform entry and the batches all run `decide`; there is no second opinion on what an override does.
 */
import type { Actor } from '../case/actor.ts';
import { authoriseHandling, authoriseJoining, authoriseMigration, authoriseOverride } from '../case/authorisation.ts';
import type { Case } from '../case/case.ts';
import type { Draft } from '../case/draft.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import type { Token } from './tokens.ts';

/** Who asks, when and why. */
export type Asking = { readonly actor: Actor; readonly at: Date; readonly reason: string };

/** A case with the tokens it has. */
export type Situation = { readonly case: Case; readonly tokens: readonly Token[] };

/** Another override that takes one back as far as that is possible, ready to be sent. */
export type Undo = { readonly action: string } & { readonly [field: string]: unknown };

export type Override<Request> = {
  /**
   * `managers` of the centre or above, everybody who handles the case, who decides which cases belong together (managers and
   * senior agents), or managers and process `designers`.
   */
  readonly who: 'managers' | 'handlers' | 'joiners' | 'designers';
  /** The draft with all that follows; `undefined` when there is nothing left to do. Throws `Refusal`. */
  decide(context: Context, draft: Draft, request: Request & Asking): Draft | undefined | Promise<Draft | undefined>;
  /** What the request's fields may name now. Throws the `Refusal` that says why the action is not possible. */
  offer(context: Context, situation: Situation): object | Promise<object>;
  undo?(before: Situation, after: Situation, request: Request): Undo | undefined;
};

const authorisations = {
  managers: authoriseOverride,
  handlers: authoriseHandling,
  joiners: authoriseJoining,
  designers: authoriseMigration,
};

/** Throws `NOT_ALLOWED` unless the actor may ask for this. */
export const authoriseAsking = (
  { who }: Pick<Override<never>, 'who'>,
  { organisation }: Pick<Context, 'organisation'>,
  actor: Actor,
  current: Case,
): void => authorisations[who](actor, organisation, current);

/** Throws `CASE_CLOSED` when nothing more can happen to the case. */
export const requireOpenCase = ({ status, number, id }: Case): void => {
  if (status === 'open') return;
  throw new Refusal('CASE_CLOSED', `Case ${number} is closed; it can only be looked at or reopened.`, { caseId: id });
};
