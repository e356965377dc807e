/** A customer: their card as the customer record system knew them last, and every contact one may see. */
import Joi from 'joi';
import { findCustomers, mayKnowCustomer, unmaskCase, viewContacts, type Contact } from '../../engine/index.ts';
import { caseIdSchema } from '../case-id.ts';
import { customerModel } from '../../views/presenters/customer.ts';
import type { ApiContext } from '../operation.ts';
import { afterSchema, contactKeyOf, nextContactKey } from './contact-page-key.ts';
import { page, type PageCall, type PageReply } from './page.ts';

type Params = { customerId: string };

const params = Joi.object({ customerId: Joi.string().trim().min(1).max(100).required() });
const pageSize = 30;

const show = async (
  context: ApiContext,
  { params: { customerId }, actor, reader, t }: PageCall<Params, unknown, unknown>,
  { after, shown }: { readonly after?: string; readonly shown?: Contact } = {},
): Promise<PageReply> => {
  const { organisation } = context;
  const key = after === undefined ? {} : { after: contactKeyOf(after) };
  const { cases, total } = await viewContacts(context, actor, customerId, { limit: pageSize, ...key });
  const [record] = await findCustomers(context, actor, { customerId });
  const centre = record?.centre ?? cases[0]?.contact.centre;
  const isKnown = mayKnowCustomer(actor, organisation, centre === undefined ? {} : { centre });
  const next = nextContactKey(cases, pageSize);
  return {
    template: 'pages/customer',
    title: t('customer.title', { id: customerId }),
    model: customerModel(
      { customerId, cases, total, isKnown, ...(record && { record }), ...(next && { next }), ...(shown && { shown }) },
      { organisation, reader },
    ),
  };
};

export const customerPage = page<Params, { after?: string }>({
  method: 'get',
  path: '/customers/:customerId',
  access: 'signedIn',
  schemas: { params, query: Joi.object({ after: afterSchema }) },
  handle: (context, call) => show(context, call, call.query),
});

/** Shows the customer of one contact in full, once; the reason stays in the journal of its case and in the access log. */
export const unmaskCustomerForm = page<Params, unknown, { caseId: string; reason: string }>({
  method: 'post',
  path: '/customers/:customerId/unmask',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({
      caseId: caseIdSchema.required(),
      reason: Joi.string().trim().min(1).max(1000).required(),
    }),
  },
  async handle(context, call) {
    const { contact } = await unmaskCase(context, { ...call.command, ...call.body });
    return show(context, call, { shown: contact });
  },
});
