import type { Actor } from '../case/actor.ts';
import { authoriseView } from '../case/authorisation.ts';
import type { Case } from '../case/case.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';

/** The other case of a link, by its id; the actor must see it. Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`, `INVALID_LINK`. */
export const requireOther = async (
  { cases, organisation }: Pick<Context, 'cases' | 'organisation'>,
  actor: Actor,
  current: Pick<Case, 'id' | 'number'>,
  otherId: string,
): Promise<Case> => {
  const other = await cases.load(otherId);
  if (!other) throw new Refusal('CASE_NOT_FOUND', `There is no case '${otherId}'.`, { caseId: otherId });
  authoriseView(actor, organisation, other);
  if (other.id === current.id)
    throw new Refusal('INVALID_LINK', `Case ${current.number} cannot be joined with itself.`, { caseId: otherId });
  return other;
};
