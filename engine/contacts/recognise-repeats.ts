/** Finds the earlier contacts of a customer that a new one repeats: the same customer, the same matter, within 30 days (requirement C10). */
import type { Case, Contact } from '../case/case.ts';
import { customerKeysOf } from '../customer/customer-record.ts';
import type { Context } from '../ports.ts';
import { compareMatters, sameMatterScore, type MatterLikeness } from './compare-matters.ts';

export const repeatWindowMs = 30 * 24 * 60 * 60 * 1000;

/** Earlier contacts looked at; nobody calls more often within the window about what could still be told apart. */
const mostLookedAt = 50;

export type Repeat = { readonly earlier: Case; readonly likeness: MatterLikeness };

/** Latest first; contacts received later than the new one do not count, so that an import finds the same in any order. */
export const recogniseRepeats = async (
  { contacts }: Pick<Context, 'contacts'>,
  contact: Contact,
): Promise<readonly Repeat[]> => {
  const keys = customerKeysOf(contact.customer);
  if (keys.length === 0) return [];
  const receivedFrom = new Date(contact.receivedAt.getTime() - repeatWindowMs);
  const cases = await contacts.ofCustomer({ keys, receivedFrom }, { limit: mostLookedAt });
  return cases
    .filter((earlier) => earlier.contact.receivedAt <= contact.receivedAt)
    .map((earlier) => ({ earlier, likeness: compareMatters(contact, earlier.contact) }))
    .filter(({ likeness }) => likeness.score >= sameMatterScore);
};
