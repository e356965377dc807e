/** Who calls: what is kept of them at once, and the customer record system ("97") asked for the rest (requirement I1). */
import { authoriseRegistration } from '../case/authorisation.ts';
import { askCustomerRecord, isFreshRecord, type RecordRequest } from '../customer/ask-customer-record.ts';
import type { CustomerRecord } from '../customer/customer-record.ts';
import { Refusal } from '../errors.ts';
import { present } from '../present.ts';
import { findCustomers, type CustomerContext } from '../queries/view-customers.ts';
import type { CommandBase } from './change-case.ts';
import type { WorkContext } from './held-work.ts';

/** By phone, or by the number of an order. */
export type LookUpCustomer = Pick<CommandBase, 'actor' | 'at'> & {
  readonly phone?: string;
  readonly orderNumber?: string;
};

export type CustomerLookUp = {
  readonly customers: readonly CustomerRecord[];
  /** How far the question has come; absent when what is kept is fresh, or the actor may not ask. */
  readonly asked?: RecordRequest;
};

/**
 * Asks about a caller of whom nothing, or nothing of the last day, is kept. Resolves to `undefined` when there is no need, or the
 * actor only looks on and may register nothing.
 */
export const askUnlessFresh = async (
  context: WorkContext,
  { actor, at, phone, orderNumber }: LookUpCustomer,
  kept: readonly CustomerRecord[],
): Promise<RecordRequest | undefined> => {
  if (kept.some((record) => isFreshRecord(record, at))) return undefined;
  const node = actor.roles[0]?.node ?? '';
  try {
    authoriseRegistration(actor, context.organisation, node);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
  return askCustomerRecord(context, { actor, at, node, ...present({ phone, orderNumber }) });
};

/** Refuses with `NOT_ALLOWED`. */
export const lookUpCustomer = async (
  context: WorkContext & CustomerContext,
  command: LookUpCustomer,
): Promise<CustomerLookUp> => {
  const { actor, phone = '', orderNumber } = command;
  const customers = await findCustomers(context, actor, orderNumber === undefined ? { phone } : { orderNumber });
  return { customers, ...present({ asked: await askUnlessFresh(context, command, customers) }) };
};
