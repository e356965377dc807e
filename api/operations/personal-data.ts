import Joi from 'joi';
import { listAccesses, unmaskCase, type Access } from '../../engine/index.ts';
import { caseIdOrNumberSchema } from '../case-id.ts';
import { answerModel } from '../models.ts';
import { operation, type ApiContext, type Call, type Reply } from '../operation.ts';
import { decodeMomentKey, encodeKey } from '../page-key.ts';

const caseId = Joi.object({
  caseId: caseIdOrNumberSchema.required(),
});

export const unmaskCaseOperation = operation<{ caseId: string }, unknown, { reason: string }>({
  method: 'post',
  path: '/cases/:caseId/unmask',
  summary: 'Show the customer in full for a reason that is recorded',
  access: 'signedIn',
  schemas: { params: caseId, body: Joi.object({ reason: Joi.string().trim().min(1).max(1000).required() }) },
  async handle(context, { params, body, command }) {
    const answer = await unmaskCase(context, { ...command, ...params, ...body });
    return { body: { ...answerModel(answer), contact: answer.contact }, etag: String(answer.rev) };
  },
});

type LogQuery = { userId?: string; customerId?: string; kind?: Access['kind']; after?: string; limit: number };

const logQuery = {
  userId: Joi.string().max(100),
  kind: Joi.valid('viewed', 'unmasked'),
  after: Joi.string().max(400),
  limit: Joi.number().integer().min(1).max(200).default(50),
};

const showLog = async (
  context: ApiContext,
  { query: { after, ...asked }, actor }: Pick<Call<unknown, LogQuery, unknown>, 'query' | 'actor'>,
  only: { caseId?: string } = {},
): Promise<Reply> => {
  const before = after === undefined ? undefined : decodeMomentKey(after);
  const { accesses, total } = await listAccesses(context, actor, { ...asked, ...only, ...(before && { before }) });
  const last = accesses.length === asked.limit ? accesses.at(-1) : undefined;
  return { body: { accesses, total, next: last ? encodeKey([last.at.toISOString(), last.id]) : null } };
};

export const showCaseAccessLog = operation<{ caseId: string }, LogQuery>({
  method: 'get',
  path: '/cases/:caseId/access-log',
  summary: 'Who looked at the personal data of a case, newest first, paged by key',
  access: 'signedIn',
  schemas: { params: caseId, query: Joi.object(logQuery) },
  handle: (context, call) => showLog(context, call, call.params),
});

export const showAccessLog = operation<unknown, LogQuery>({
  method: 'get',
  path: '/access-log',
  summary: 'Who looked at personal data, newest first, paged by key',
  access: 'signedIn',
  schemas: { query: Joi.object({ ...logQuery, customerId: Joi.string().max(100) }) },
  handle: (context, call) => showLog(context, call),
});
