import Joi from 'joi';
import {
  caseIdOf,
  claimTask,
  completeTask,
  releaseTask,
  viewCase,
  type Answer,
  type Data,
} from '../../engine/index.ts';
import { dataSchema } from '../data-schema.ts';
import { answerModel, taskModel } from '../models.ts';
import { operation, type Reply } from '../operation.ts';
import { Refusal } from '../../engine/index.ts';

const params = Joi.object({
  taskId: Joi.string()
    .max(200)
    .pattern(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'task id')
    .required(),
});

type TaskParams = { taskId: string };

const reply = (answer: Answer): Reply => ({ body: answerModel(answer), etag: String(answer.rev) });

export const showTask = operation<TaskParams>({
  method: 'get',
  path: '/tasks/:taskId',
  summary: 'A task with the id of its form and the case it belongs to',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: { taskId }, actor }) {
    const current = await viewCase(context, actor, caseIdOf(taskId));
    const task = current.tasks.find(({ id }) => id === taskId);
    if (!task) throw new Refusal('TASK_NOT_FOUND', `Case ${current.number} has no task '${taskId}'.`, { taskId });
    return { body: { ...taskModel(task), caseId: current.id, caseNumber: current.number }, etag: String(current.rev) };
  },
});

export const claimTaskOperation = operation<TaskParams>({
  method: 'post',
  path: '/tasks/:taskId/claim',
  summary: 'Reserve a ready task for yourself',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: { taskId }, command }) {
    return reply(await claimTask(context, { ...command, caseId: caseIdOf(taskId), taskId }));
  },
});

export const releaseTaskOperation = operation<TaskParams, unknown, { reason?: string }>({
  method: 'post',
  path: '/tasks/:taskId/release',
  summary: 'Give a reserved task back to its candidates',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ reason: Joi.string().trim().max(1000) }) },
  async handle(context, { params: { taskId }, body, command }) {
    return reply(await releaseTask(context, { ...command, ...body, caseId: caseIdOf(taskId), taskId }));
  },
});

export const completeTaskOperation = operation<TaskParams, unknown, { data: Data }>({
  method: 'post',
  path: '/tasks/:taskId/complete',
  summary: 'Complete a task with its filled form; the process moves on',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ data: dataSchema(200).default({}) }) },
  async handle(context, { params: { taskId }, body, command }) {
    return reply(await completeTask(context, { ...command, data: body.data, caseId: caseIdOf(taskId), taskId }));
  },
});
