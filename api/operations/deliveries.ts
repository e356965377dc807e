import Joi from 'joi';
import {
  deliveryChannels,
  deliveryStatuses,
  listDeliveries,
  resendDelivery,
  viewDelivery,
  type Delivery,
  type DeliveryPage,
} from '../../engine/index.ts';
import { operation } from '../operation.ts';
import { decodeMomentKey, encodeKey } from '../page-key.ts';

const params = Joi.object({
  deliveryId: Joi.string()
    .max(250)
    .pattern(/^[\w.:-]+$/, 'delivery id')
    .required(),
});

const deliveryModel = (delivery: Delivery): Record<string, unknown> => ({ ...delivery });

/** A line of a list, without the texts. */
const summary = ({ text, subject, data, log, ...delivery }: Delivery): Record<string, unknown> => ({
  ...delivery,
  lastError: log.at(-1)?.error,
});

const keyOf = (after: string): NonNullable<DeliveryPage['before']> => {
  const { at: createdAt, id } = decodeMomentKey(after);
  return { createdAt, id };
};

type ListQuery = {
  status?: Delivery['status'];
  channel?: Delivery['channel'];
  caseId?: string;
  after?: string;
  limit: number;
};

export const listDeliveriesOperation = operation<unknown, ListQuery>({
  method: 'get',
  path: '/deliveries',
  summary: 'Mails, text messages and webhooks on their way, sent or given up, newest first, paged by key',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      status: Joi.valid(...deliveryStatuses),
      channel: Joi.valid(...deliveryChannels),
      caseId: Joi.string().max(60),
      after: Joi.string().max(400),
      limit: Joi.number().integer().min(1).max(200).default(50),
    }),
  },
  async handle(context, { query: { after, ...query }, actor }) {
    const page = { ...query, ...(after !== undefined && { before: keyOf(after) }) };
    const { deliveries, total } = await listDeliveries(context, actor, page);
    const last = deliveries.length === query.limit ? deliveries.at(-1) : undefined;
    return {
      body: {
        deliveries: deliveries.map(summary),
        total,
        next: last ? encodeKey([last.createdAt.toISOString(), last.id]) : null,
      },
    };
  },
});

export const showDelivery = operation<{ deliveryId: string }>({
  method: 'get',
  path: '/deliveries/:deliveryId',
  summary: 'One delivery with its text and every attempt',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: { deliveryId }, actor }) {
    return { body: deliveryModel(await viewDelivery(context, actor, deliveryId)) };
  },
});

export const resendDeliveryOperation = operation<{ deliveryId: string }>({
  method: 'post',
  path: '/deliveries/:deliveryId/resend',
  summary: 'Send a dead delivery again',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: { deliveryId }, actor, command }) {
    return { body: deliveryModel(await resendDelivery(context, actor, deliveryId, command.at)) };
  },
});
