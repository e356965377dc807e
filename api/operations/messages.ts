import Joi from 'joi';
import { viewMessages } from '../../engine/index.ts';
import { operation } from '../operation.ts';

export const showMessages = operation<unknown, { limit: number }>({
  method: 'get',
  path: '/messages',
  summary: 'Messages the product sent to you and the roles you hold, newest first',
  access: 'signedIn',
  schemas: { query: Joi.object({ limit: Joi.number().integer().min(1).max(200).default(50) }) },
  async handle(context, { query, actor }) {
    return { body: { messages: await viewMessages(context, actor, query.limit) } };
  },
});
