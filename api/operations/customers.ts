/** Customer cards, contact histories, the check of a contact before it is registered, and full-text search. */
import Joi from 'joi';
import {
  askUnlessFresh,
  checkContact,
  findCustomers,
  lookUpCustomer,
  searchCases,
  viewContacts,
  viewCustomer,
  type Case,
  type CheckContact,
  type ContactFilter,
  type ContactKey,
  type CustomerRecord,
} from '../../engine/index.ts';
import { caseSummary } from '../models.ts';
import { momentSchema } from '../moment-schema.ts';
import { operation } from '../operation.ts';
import { decodeMomentKey, encodeKey } from '../page-key.ts';
import { line, text } from '../text-schema.ts';

type Page = { after?: string; limit: number };

const page = {
  after: Joi.string().max(300),
  limit: Joi.number().integer().min(1).max(200).default(50),
};

const keyOf = (after: string): ContactKey => {
  const { at: receivedAt, id: caseId } = decodeMomentKey(after);
  return { receivedAt, caseId };
};

const contactPage = ({ after, limit }: Page): { after?: ContactKey; limit: number } => ({
  limit,
  ...(after !== undefined && { after: keyOf(after) }),
});

const nextKey = (cases: readonly Case[], limit: number): string | null => {
  const last = cases.length === limit ? cases.at(-1) : undefined;
  return last ? encodeKey([last.contact.receivedAt.toISOString(), last.id]) : null;
};

const contactModel = (current: Case): Record<string, unknown> => ({
  ...caseSummary(current),
  channel: current.contact.channel,
  receivedAt: current.contact.receivedAt,
});

const customerId = line(100).min(1);
const phone = Joi.string().pattern(/^[+\d][\d\s()-]{3,38}$/, 'phone number');

/** Changes with every record that is fetched, so that asking again for what comes from outside costs little. */
const versionOf = (customers: readonly CustomerRecord[]): string =>
  `${customers.length}.${Math.max(0, ...customers.map(({ fetchedAt }) => fetchedAt.getTime()))}`;

export const listCustomers = operation<unknown, { phone?: string; orderNumber?: string; id?: string }>({
  method: 'get',
  path: '/customers',
  summary: 'Customers by phone, order number or id, from the records kept here',
  access: 'signedIn',
  schemas: {
    query: Joi.object({ phone, orderNumber: line(100).min(1), id: customerId }).xor('phone', 'orderNumber', 'id'),
  },
  async handle(context, { query, actor }) {
    const { phone: number, orderNumber, id = '' } = query;
    const by =
      number !== undefined ? { phone: number } : orderNumber !== undefined ? { orderNumber } : { customerId: id };
    const customers = await findCustomers(context, actor, by);
    return { body: { customers }, etag: versionOf(customers) };
  },
});

export const lookUpCustomerOperation = operation<unknown, unknown, { phone?: string; orderNumber?: string }>({
  method: 'post',
  path: '/customers/lookup',
  summary: 'Who calls: what is kept here at once, and the question to the customer record system that brings the rest',
  access: 'signedIn',
  schemas: { body: Joi.object({ phone, orderNumber: line(100).min(1) }).xor('phone', 'orderNumber') },
  async handle(context, { body, command: { actor, at } }) {
    const { customers, asked = null } = await lookUpCustomer(context, { actor, at, ...body });
    return { status: asked === 'asking' ? 202 : 200, body: { customers, asked } };
  },
});

const params = Joi.object({ customerId: customerId.required() });

export const showCustomer = operation<{ customerId: string }>({
  method: 'get',
  path: '/customers/:customerId',
  summary: 'A customer as the customer record system knew them last',
  access: 'signedIn',
  schemas: { params },
  handle: async (context, call) => ({ body: await viewCustomer(context, call.actor, call.params.customerId) }),
});

export const listContacts = operation<{ customerId: string }, Page>({
  method: 'get',
  path: '/customers/:customerId/contacts',
  summary: 'The cases of a customer, latest contact first',
  access: 'signedIn',
  schemas: { params, query: Joi.object(page) },
  async handle(context, { params: { customerId: id }, query, actor }) {
    const { cases, total } = await viewContacts(context, actor, id, contactPage(query));
    return { body: { cases: cases.map(contactModel), total, next: nextKey(cases, query.limit) } };
  },
});

export const checkContactOperation = operation<unknown, unknown, Omit<CheckContact, 'at'>>({
  method: 'post',
  path: '/contacts/check',
  summary:
    'Before a contact is registered: the customer, their history, and cases about the same matter with the reasons',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      phone,
      customerId,
      orderNumber: line(100),
      subject: Joi.string().allow('').max(300),
      description: text(20_000).allow(''),
      category: line(100),
    }),
  },
  async handle(context, { body, actor, command }) {
    const check = await checkContact(context, actor, { ...body, at: command.at });
    const asked = await askUnlessFresh(context, { ...body, actor, at: command.at }, check.customers);
    return {
      body: {
        customers: check.customers,
        asked: asked ?? null,
        history: check.history.map(contactModel),
        historyTotal: check.total,
        openCases: check.openCases.map(contactModel),
        candidates: check.candidates.map(({ case: found, ...why }) => ({ ...why, case: contactModel(found) })),
        answers: check.answers.map(({ case: found, ...answer }) => ({ ...answer, caseNumber: found.number })),
      },
    };
  },
});

type Narrowing = { centre?: string; category?: string; receivedFrom?: string; receivedTo?: string };

const narrowingOf = ({ centre, category, receivedFrom, receivedTo }: Narrowing): ContactFilter => ({
  ...(centre !== undefined && { centre }),
  ...(category !== undefined && { category }),
  ...(receivedFrom !== undefined && { receivedFrom: new Date(receivedFrom) }),
  ...(receivedTo !== undefined && { receivedTo: new Date(receivedTo) }),
});

export const searchCasesOperation = operation<unknown, Page & Narrowing & { q: string }>({
  method: 'get',
  path: '/cases/search',
  summary: 'Full-text search over the cases one may see, latest contact first',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      q: Joi.string().trim().min(1).max(200).required(),
      centre: line(100),
      category: line(100),
      receivedFrom: momentSchema(),
      receivedTo: momentSchema(),
      ...page,
    }),
  },
  async handle(context, { query, actor }) {
    const { found, total, terms } = await searchCases(context, actor, query.q, contactPage(query), narrowingOf(query));
    return {
      body: {
        found: found.map(({ case: current, ...highlights }) => ({
          case: { ...contactModel(current), description: current.contact.description },
          highlights,
        })),
        total,
        terms,
        next: nextKey(
          found.map(({ case: current }) => current),
          query.limit,
        ),
      },
    };
  },
});
