import Joi from 'joi';
import { viewWorklist, type WorklistPage } from '../../engine/index.ts';
import { worklistModel } from '../models.ts';
import { operation } from '../operation.ts';
import { decodeMomentKey, encodeKey } from '../page-key.ts';

const keyOf = (after: string): WorklistPage['after'] => {
  const { at: dueAt, id } = decodeMomentKey(after);
  return { dueAt, id };
};

export const showWorklist = operation<unknown, { scope: WorklistPage['scope']; after?: string; limit: number }>({
  method: 'get',
  path: '/worklist',
  summary: 'Open tasks you hold or may claim, most urgent first, paged by key',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      scope: Joi.valid('mine', 'group', 'all').default('all'),
      after: Joi.string().max(300),
      limit: Joi.number().integer().min(1).max(200).default(50),
    }),
  },
  async handle(context, { query, actor }) {
    const after = query.after === undefined ? undefined : keyOf(query.after);
    const page = { scope: query.scope, limit: query.limit, ...(after && { after }) };
    const { items, counts } = await viewWorklist(context, actor, page);
    const last = items.length === query.limit ? items.at(-1) : undefined;
    return {
      body: {
        tasks: items.map(worklistModel),
        counts,
        next: last ? encodeKey([last.dueAt.toISOString(), last.id]) : null,
      },
    };
  },
});
