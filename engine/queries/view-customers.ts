/** Customer cards and contact histories as an actor may see them (requirements C1, O3). */
import type { Actor } from '../case/actor.ts';
import { needsToSeePersonalData } from '../case/authorisation.ts';
import type { Case } from '../case/case.ts';
import { maskCustomer } from '../case/mask.ts';
import type { Organisation } from '../case/organisation.ts';
import { customerKeysOf, plainPhone, type CustomerRecord } from '../customer/customer-record.ts';
import type { ContactPage, CustomerQuery } from '../customer/customer-store.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { maskFor, type ReadContext } from './view-case.ts';
import { visibleCentres } from './visible-centres.ts';

export type CustomerContext = Pick<Context, 'customers' | 'contacts' | 'organisation'> &
  Pick<ReadContext, 'accessLog' | 'now'>;

/** Customers that may share one phone number, such as the extensions of a company. */
const mostFound = 20;

/** Throws `NOT_ALLOWED` for who sees no cases at all: the customers of a branch handler are those of the orders sent to it. */
const authoriseCustomers = (actor: Actor, organisation: Organisation): void => {
  if (actor.kind !== 'user' || visibleCentres(actor, organisation).all.length > 0) return;
  throw new Refusal('NOT_ALLOWED', `${actor.id} may not look up customers; roles that see cases of a centre may.`);
};

/** Whether the actor may see the customer's name, numbers and address. */
export const mayKnowCustomer = (
  actor: Actor,
  organisation: Organisation,
  { centre }: Pick<CustomerRecord, 'centre'>,
): boolean => {
  if (actor.kind !== 'user') return true;
  if (centre !== undefined) return needsToSeePersonalData(actor, organisation, centre);
  return visibleCentres(actor, organisation).open.length > 0;
};

/** The record as this actor may see it: without knowing the person, a product's number says nothing either. */
export const customerAs = (actor: Actor, organisation: Organisation, record: CustomerRecord): CustomerRecord => {
  if (mayKnowCustomer(actor, organisation, record)) return record;
  const masked = maskCustomer(record);
  return {
    ...record,
    ...present({ name: masked.name, address: masked.address }),
    phones: record.phones.map((phone) => maskCustomer({ class: record.class, phone }).phone ?? ''),
    products: record.products.map(({ number, ...product }) => product),
    orderNumbers: [],
  };
};

/** Notes in the access log that the actor saw who a customer is; nothing for those to whom they are masked. */
const noteLook = async (
  { accessLog, organisation, now }: CustomerContext,
  actor: Actor,
  { id, centre }: Pick<CustomerRecord, 'id' | 'centre'>,
): Promise<void> => {
  if (actor.kind !== 'user' || !mayKnowCustomer(actor, organisation, present({ centre }))) return;
  const node = centre ?? [...organisation.values()].find(({ kind }) => kind === 'province')!.id;
  await accessLog.noteView({ at: now(), userId: actor.id, customerId: id, centre: node });
};

/**
 * Customers by phone, order number or id. Empty when none is known here; whoever is shown in full is noted in the access log.
 * Refuses with `NOT_ALLOWED`.
 */
export const findCustomers = async (
  context: CustomerContext,
  actor: Actor,
  query: CustomerQuery,
): Promise<readonly CustomerRecord[]> => {
  const { customers, organisation } = context;
  authoriseCustomers(actor, organisation);
  const plain = 'phone' in query ? { phone: plainPhone(query.phone) } : query;
  const found = await customers.find(plain, mostFound);
  await Promise.all(found.map((record) => noteLook(context, actor, record)));
  return found.map((record) => customerAs(actor, organisation, record));
};

const notFound = (customerId: string): Refusal =>
  new Refusal(
    'CUSTOMER_NOT_FOUND',
    `No record of customer '${customerId}' is kept here; ask the customer record system for it.`,
    { customerId },
  );

/** One customer's card. Refuses with `CUSTOMER_NOT_FOUND`, `NOT_ALLOWED`. */
export const viewCustomer = async (
  context: CustomerContext,
  actor: Actor,
  customerId: string,
): Promise<CustomerRecord> => {
  const [record] = await findCustomers(context, actor, { customerId });
  if (record) return record;
  throw notFound(customerId);
};

export type ContactHistory = { readonly cases: readonly Case[]; readonly total: number };

/** Cases of a customer that the actor may see, latest contact first, with the count of all of them. */
export const contactHistory = async (
  { contacts, organisation }: CustomerContext,
  actor: Actor,
  customer: { readonly id?: string; readonly phones: readonly string[] },
  page: ContactPage,
): Promise<ContactHistory> => {
  authoriseCustomers(actor, organisation);
  const keys = [
    ...customerKeysOf(present({ id: customer.id })),
    ...customer.phones.flatMap((phone) => customerKeysOf({ phone })),
  ];
  if (keys.length === 0) return { cases: [], total: 0 };
  const by = { keys, centres: visibleCentres(actor, organisation).all };
  const [cases, total] = await Promise.all([contacts.ofCustomer(by, page), contacts.countOfCustomer(by)]);
  return { cases: cases.map((current) => maskFor(actor, organisation, current)), total };
};

/** The contact history of a customer, known by their record or only by contacts that named them. Refuses with `CUSTOMER_NOT_FOUND`, `NOT_ALLOWED`. */
export const viewContacts = async (
  context: CustomerContext,
  actor: Actor,
  customerId: string,
  page: ContactPage,
): Promise<ContactHistory> => {
  authoriseCustomers(actor, context.organisation);
  const [record] = await context.customers.find({ customerId }, 1);
  const history = await contactHistory(context, actor, record ?? { id: customerId, phones: [] }, page);
  const [latest] = history.cases;
  if (record) await noteLook(context, actor, record);
  else if (latest) await noteLook(context, actor, { id: customerId, centre: latest.contact.centre });
  else if (history.total === 0) throw notFound(customerId);
  return history;
};
