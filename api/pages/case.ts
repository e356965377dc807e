import Joi from 'joi';
import { viewCase } from '../../engine/index.ts';
import { caseIdOrNumberSchema } from '../case-id.ts';
import { caseParts } from './case-parts.ts';
import { page } from './page.ts';

export const casePage = page<{ caseId: string }>({
  method: 'get',
  path: '/cases/:caseId',
  access: 'signedIn',
  isLive: true,
  schemas: {
    params: Joi.object({
      caseId: caseIdOrNumberSchema.required(),
    }),
  },
  async handle(context, { params, actor, reader, t, command }) {
    const current = await viewCase(context, actor, params.caseId);
    const { organisation, calendars } = context;
    const parts = await caseParts(context, actor, current, { organisation, calendars, reader, t, now: command.at });
    return {
      template: 'pages/case',
      title: `${current.number} · ${current.contact.subject}`,
      bundles: ['case'],
      model: parts.model,
    };
  },
});
