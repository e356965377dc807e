import Joi from 'joi';
import { unmaskCase, viewCase } from '../../engine/index.ts';
import { bundleReply } from '../operations/evidence.ts';
import { page } from './page.ts';
import { traceParams } from './trace.ts';

/** The evidence with personal data, for a reason that is recorded first; masked it is a plain download. */
export const wholeEvidenceForm = page<{ caseId: string }, unknown, { reason: string }>({
  method: 'post',
  path: '/audit/cases/:caseId/evidence',
  access: 'signedIn',
  schemas: { params: traceParams, body: Joi.object({ reason: Joi.string().trim().min(1).max(1000).required() }) },
  async handle(context, { params: { caseId }, body: { reason }, command, actor, reader, response }) {
    const { id } = await viewCase(context, actor, caseId);
    await unmaskCase(context, { ...command, caseId: id, reason });
    return bundleReply(context, actor, id, reader, true, response);
  },
});
