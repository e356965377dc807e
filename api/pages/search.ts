import Joi from 'joi';
import { findCustomers, searchCases, visibleCentres, type Actor, type CustomerRecord } from '../../engine/index.ts';
import { searchModel, type SearchQuery } from '../../views/presenters/search.ts';
import { momentIn } from '../../views/moments.ts';
import type { ApiContext } from '../operation.ts';
import { isPhone } from './contact-form.ts';
import { afterSchema, contactKeyOf, nextContactKey } from './contact-page-key.ts';
import { page } from './page.ts';

const pageSize = 30;
const DAY = 24 * 60 * 60 * 1000;

const code = Joi.string().max(100).empty('');
const date = Joi.string()
  .pattern(/^\d{4}-\d\d-\d\d$/, 'date')
  .empty('');

const querySchema = Joi.object({
  q: Joi.string().trim().max(200).allow('').default(''),
  centre: code,
  category: code,
  from: date,
  to: date,
  after: afterSchema,
});

/** Customers whose number, order or id this is. */
const customersOf = async (context: ApiContext, actor: Actor, q: string): Promise<readonly CustomerRecord[]> => {
  if (visibleCentres(actor, context.organisation).all.length === 0 || !/^[+\w][\w\s()-]{1,39}$/.test(q)) return [];
  const found = await Promise.all([
    isPhone(q) ? findCustomers(context, actor, { phone: q }) : [],
    findCustomers(context, actor, { orderNumber: q }),
    findCustomers(context, actor, { customerId: q }),
  ]);
  return [...new Map(found.flat().map((record) => [record.id, record])).values()];
};

export const searchPage = page<unknown, SearchQuery & { after?: string }>({
  method: 'get',
  path: '/search',
  access: 'signedIn',
  schemas: { query: querySchema },
  async handle(context, { query: { after, ...query }, actor, reader, t }) {
    const { q, centre, category, from, to } = query;
    // A case number leads straight to its case.
    if (/^c-?\d{1,9}$/i.test(q)) return { redirect: `/cases/C-${q.replace(/^c-?/i, '').padStart(6, '0')}` };
    // And so does the number of a work order.
    const order = /^c-?(\d{1,9})-(\d{1,3})$/i.exec(q);
    if (order) {
      const number = `C-${order[1]!.padStart(6, '0')}`;
      return { redirect: `/cases/${number}#work-order-${number}-${order[2]}` };
    }
    const { organisation } = context;
    const midnight = (day: string | undefined): Date | undefined =>
      day === undefined ? undefined : momentIn(`${day}T00:00`, reader.timeZone);
    const [receivedFrom, lastDay] = [midnight(from), midnight(to)];
    const key = after === undefined ? {} : { after: contactKeyOf(after) };
    const narrowed = {
      ...(centre !== undefined && { centre }),
      ...(category !== undefined && { category }),
      ...(receivedFrom && { receivedFrom }),
      ...(lastDay && { receivedTo: new Date(lastDay.getTime() + DAY) }),
    };
    const [search, customers] = await Promise.all([
      searchCases(context, actor, q, { limit: pageSize, ...key }, narrowed),
      after === undefined ? customersOf(context, actor, q) : [],
    ]);
    const next = nextContactKey(
      search.found.map((one) => one.case),
      pageSize,
    );
    return {
      template: 'pages/search',
      title: q === '' ? t('search.title') : t('search.titleOf', { q }),
      model: searchModel(
        { query, customers, ...search, ...(next !== undefined && { next }) },
        { organisation, reader, centres: visibleCentres(actor, organisation).all },
      ),
    };
  },
});
