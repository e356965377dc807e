/** Asks the customer record system ("97") about a caller, without waiting for it and without asking all day (requirement I1). */
import { authoriseRegistration } from '../case/authorisation.ts';
import { plainPhone, type CustomerRecord } from '../customer/customer-record.ts';
import { customerRecordTopic } from '../customer/take-customer-record.ts';
import { Refusal } from '../errors.ts';
import type { Data } from '../executor.ts';
import { findCustomers, type CustomerContext } from '../queries/view-customers.ts';
import { stateOfWork, type WorkState } from '../work.ts';
import type { CommandBase } from './change-case.ts';
import type { WorkContext } from './held-work.ts';
import { askForWork } from './request-work.ts';

/** By phone, or by the number of an order. */
export type LookUpCustomer = Pick<CommandBase, 'actor' | 'at'> & {
  readonly phone?: string;
  readonly orderNumber?: string;
};

/** A question to the record system and how it stands; `completed` with nobody found means that it knows nobody. */
export type RecordQuestion = { readonly workId: string; readonly state: WorkState; readonly askedAt: Date };

export type CustomerLookUp = {
  /** What is kept here, at once. */
  readonly customers: readonly CustomerRecord[];
  /** Absent when what is kept is fresh enough. */
  readonly question?: RecordQuestion;
};

const HOUR = 60 * 60 * 1000;
const freshForMs = 24 * HOUR;

const questionOf = ({
  phone,
  orderNumber,
}: LookUpCustomer): { readonly data: Data; readonly key: string } | undefined => {
  if (orderNumber !== undefined) return { data: { orderNumber }, key: `order:${orderNumber}` };
  const digits = phone === undefined ? '' : plainPhone(phone);
  return digits.length < 5 ? undefined : { data: { phone: digits }, key: `phone:${digits}` };
};

const mayAsk = ({ organisation }: WorkContext, { actor }: LookUpCustomer): boolean => {
  try {
    authoriseRegistration(actor, organisation, actor.roles[0]?.node ?? '');
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

/**
 * Asks for the record of a caller of whom nothing, or nothing of the last day, is kept; the same number is asked once an hour.
 * Resolves to `undefined` when there is no need, or the actor only looks on and may register nothing.
 */
export const askCustomerRecord = async (
  context: WorkContext,
  command: LookUpCustomer,
  kept: readonly Pick<CustomerRecord, 'fetchedAt'>[],
): Promise<RecordQuestion | undefined> => {
  const { actor, at } = command;
  const question = questionOf(command);
  const isFresh = kept.length > 0 && kept.every(({ fetchedAt }) => at.getTime() - fetchedAt.getTime() < freshForMs);
  if (!question || isFresh || !mayAsk(context, command)) return undefined;
  const hour = Math.floor(at.getTime() / HOUR);
  const item = await askForWork(context, {
    actor,
    at,
    topic: customerRecordTopic,
    data: question.data,
    key: `${question.key}:${hour}`,
  });
  return { workId: item.id, state: stateOfWork(item, at), askedAt: item.createdAt };
};

/** What is kept of a caller, and the question that brings the rest. Refuses with `NOT_ALLOWED`. */
export const lookUpCustomer = async (
  context: WorkContext & CustomerContext,
  command: LookUpCustomer,
): Promise<CustomerLookUp> => {
  const { actor, phone = '', orderNumber } = command;
  const customers = await findCustomers(context, actor, orderNumber === undefined ? { phone } : { orderNumber });
  const question = await askCustomerRecord(context, command, customers);
  return { customers, ...(question && { question }) };
};
