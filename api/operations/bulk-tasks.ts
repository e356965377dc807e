import Joi from 'joi';
import { actOnTasks, type Data, type TaskAct } from '../../engine/index.ts';
import { dataSchema } from '../data-schema.ts';
import { operation } from '../operation.ts';
import { EdgeRefusal } from '../problem.ts';

type BulkBody = { action: TaskAct['action']; taskIds: string[]; reason?: string; data?: Data };

const actOf = ({ action, reason, data }: BulkBody): TaskAct => {
  const stray = action !== 'release' && reason !== undefined ? 'reason' : action !== 'complete' && data ? 'data' : '';
  if (stray !== '')
    throw new EdgeRefusal('INVALID_REQUEST', `To ${action} tasks takes no '${stray}'.`, {
      problems: [{ in: 'body', field: stray, message: `"${stray}" is not allowed to ${action}` }],
    });
  if (action === 'complete') return { action, data: data ?? {} };
  return action === 'release' ? { action, ...(reason !== undefined && { reason }) } : { action };
};

const taskId = Joi.string()
  .max(200)
  .pattern(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'task id');

export const actOnTasksOperation = operation<unknown, unknown, BulkBody>({
  method: 'post',
  path: '/tasks/bulk',
  summary: 'Claim, release or complete several tasks; each has its own result',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      action: Joi.valid('claim', 'release', 'complete').required(),
      taskIds: Joi.array().items(taskId).min(1).max(100).required(),
      reason: Joi.string().trim().max(1000).description('Only of a release'),
      data: dataSchema(200).description('Only of a completion'),
    }),
  },
  handle: async (context, { body, command: { expectedRev, ...command } }) => ({
    body: { results: await actOnTasks(context, { ...command, act: actOf(body), taskIds: body.taskIds }) },
  }),
});
