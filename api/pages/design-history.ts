/** Earlier states of a design, and the way back to one. */
import Joi from 'joi';
import { listDesignStates, saveDesign, viewDesign, viewDesignState } from '../../engine/index.ts';
import { page } from './page.ts';

const params = Joi.object({
  designId: Joi.string()
    .pattern(/^[\w-]{1,60}$/, 'design id')
    .required(),
});
const rev = Joi.number().integer().min(1).required();
const shown = 100;

export const designHistoryPage = page<{ designId: string }>({
  method: 'get',
  path: '/designer/history/:designId',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { actor, params: { designId }, t }) {
    const [design, states] = await Promise.all([
      viewDesign(context, actor, designId),
      listDesignStates(context, actor, designId, undefined, shown),
    ]);
    const title = t('designer.historyTitle', { name: design.name });
    return { template: 'pages/design-history', title, model: { design, states } };
  },
});

export const restoreStateForm = page<{ designId: string }, unknown, { rev: number; on: number }>({
  method: 'post',
  path: '/designer/history/:designId',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ rev, on: rev }) },
  async handle(context, { actor, params: { designId }, body, command }) {
    const { files, name } = await viewDesignState(context, actor, designId, body.rev);
    await saveDesign(context, { ...command, designId, files, name, expectedRev: body.on, keepState: true });
    return { redirect: `/designer/edit/${designId}`, flash: { kind: 'success', key: 'flash.stateRestored' } };
  },
});
