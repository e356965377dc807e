/** The evidence of a case as one file: masked as the reader sees it, or in full for a reason that is recorded. */
import { pipeline } from 'node:stream/promises';
import Joi from 'joi';
import { unmaskCase, viewEvidence, type Actor } from '../../engine/index.ts';
import { caseIdOrNumberSchema } from '../case-id.ts';
import { evidenceBundle } from '../../views/evidence/bundle.ts';
import { isLocale, locales, type Locale } from '../../views/locale.ts';
import { isTimeZone } from '../../views/moments.ts';
import { evidenceOf } from '../evidence-of.ts';
import { operation, type ApiContext, type Reply } from '../operation.ts';
import type { Response } from 'express';

const params = Joi.object({
  caseId: caseIdOrNumberSchema.required(),
});

const query = Joi.object({
  locale: Joi.valid(...locales)
    .default('zh-CN')
    .description('Language of the summary'),
  timeZone: Joi.string()
    .max(40)
    .custom((text: string, { message }) =>
      isTimeZone(text) ? text : message({ custom: '{{#label}} must be an IANA time zone' }),
    )
    .default('Asia/Shanghai'),
});

type Query = { locale: string; timeZone: string };
const contentType = 'application/zip';

/** The bundle as an answer that writes itself. Refuses as `viewEvidence` does. */
export const bundleReply = async (
  context: ApiContext,
  actor: Actor,
  caseId: string,
  { locale, timeZone }: Query,
  isUnmasked: boolean,
  response: Response,
): Promise<Required<Pick<Reply, 'write'>>> => {
  const found = await viewEvidence(context, actor, caseId, isUnmasked);
  const language: Locale = isLocale(locale) ? locale : 'zh-CN';
  const bundle = await evidenceBundle(
    await evidenceOf(context, found, { madeAt: context.now(), madeBy: actor.id, locale: language, timeZone }),
  );
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Disposition', `attachment; filename="evidence-${found.current.number}.zip"`);
  return {
    async write(target) {
      try {
        await pipeline(bundle, target);
      } catch (error) {
        // Whoever stops downloading is no failure of ours.
        if (!target.destroyed) throw error;
      }
    },
  };
};

export const showEvidence = operation<{ caseId: string }, Query>({
  method: 'get',
  path: '/cases/:caseId/evidence',
  summary: 'The evidence of a case as a ZIP that can be verified without this software, masked as you see the case',
  access: 'signedIn',
  produces: contentType,
  schemas: { params, query },
  handle: (context, { params: { caseId }, query: asked, actor, response }) =>
    bundleReply(context, actor, caseId, asked, false, response),
});

export const showWholeEvidence = operation<{ caseId: string }, Query, { reason: string }>({
  method: 'post',
  path: '/cases/:caseId/evidence',
  summary: 'The evidence of a case with personal data, for a reason that is recorded; every hash can be recomputed',
  access: 'signedIn',
  produces: contentType,
  schemas: { params, query, body: Joi.object({ reason: Joi.string().trim().min(1).max(1000).required() }) },
  async handle(context, { params: { caseId }, query: asked, body, actor, command, response }) {
    await unmaskCase(context, { ...command, caseId, ...body });
    return bundleReply(context, actor, caseId, asked, true, response);
  },
});
