import type { Actor } from '../case/actor.ts';
import { authoriseView, needsToSeePersonalData } from '../case/authorisation.ts';
import type { Case } from '../case/case.ts';
import { maskCustomer } from '../case/mask.ts';
import type { Organisation } from '../case/organisation.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import type { Readers } from '../readers.ts';

export type ReadContext = { readonly readers: Readers; readonly organisation: Organisation };

/** The case with the customer as this actor may see them. */
export const maskFor = (actor: Actor, organisation: Organisation, current: Case): Case =>
  needsToSeePersonalData(actor, organisation, current.contact.centre)
    ? current
    : { ...current, contact: { ...current.contact, customer: maskCustomer(current.contact.customer) } };

/** The case as it is, for a decision on it; loaded by id from where commands load it. Refuses as `viewCase` does. */
export const requireVisibleCase = async (
  { cases, organisation }: Pick<Context, 'cases' | 'organisation'>,
  actor: Actor,
  caseId: string,
): Promise<Case> => {
  const current = await cases.load(caseId);
  if (!current) throw new Refusal('CASE_NOT_FOUND', `There is no case '${caseId}'.`, { caseId });
  authoriseView(actor, organisation, current);
  return current;
};

/** One case, by id or number, masked for the actor. Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`. */
export const viewCase = async (context: ReadContext, actor: Actor, idOrNumber: string): Promise<Case> => {
  const current = await context.readers.findCase(idOrNumber);
  if (!current) throw new Refusal('CASE_NOT_FOUND', `There is no case '${idOrNumber}'.`, { caseId: idOrNumber });
  authoriseView(actor, context.organisation, current);
  return maskFor(actor, context.organisation, current);
};
