/** The trial run of a design: what the last finished cases would have come to. */
import { setImmediate as breathe } from 'node:timers/promises';
import Joi from 'joi';
import { runTrial, viewDesign } from '../../engine/index.ts';
import { trialModel } from '../../views/presenters/trial.ts';
import { page } from './page.ts';

const sizes = [100, 500, 1000, 5000] as const;

export const trialPage = page<{ designId: string }, { limit?: number }>({
  method: 'get',
  path: '/designer/trial/:designId',
  access: 'signedIn',
  schemas: {
    params: Joi.object({
      designId: Joi.string()
        .pattern(/^[\w-]{1,60}$/, 'design id')
        .required(),
    }),
    query: Joi.object({ limit: Joi.number().valid(...sizes) }),
  },
  async handle(context, { actor, params: { designId }, query: { limit }, t }) {
    const design = await viewDesign(context, actor, designId);
    const trial = limit === undefined ? undefined : await runTrial(context, { actor, designId, limit, breathe });
    return {
      template: 'pages/trial',
      title: t('trial.title', { name: design.name }),
      model: {
        design,
        sizes: sizes.map((size) => ({ size, isCurrent: size === (limit ?? sizes[0]) })),
        ...(trial && { trial: trialModel(trial, t) }),
      },
    };
  },
});
