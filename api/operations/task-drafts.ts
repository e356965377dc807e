import Joi from 'joi';
import {
  discardDraft,
  namePeople,
  notePresence,
  saveDraft,
  viewDraft,
  type Data,
  type TaskDraft,
} from '../../engine/index.ts';
import { dataSchema } from '../data-schema.ts';
import { operation } from '../operation.ts';

const params = Joi.object({
  taskId: Joi.string()
    .max(200)
    .pattern(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'task id')
    .required(),
});

type TaskParams = { taskId: string };

const draftModel = ({ data, version, savedAt }: TaskDraft): Record<string, unknown> => ({ data, version, savedAt });

export const showDraft = operation<TaskParams>({
  method: 'get',
  path: '/tasks/:taskId/draft',
  summary: 'What you have written into the form of a task and not sent',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: { taskId }, actor }) {
    const draft = await viewDraft(context, actor, taskId);
    return { body: { draft: draft ? draftModel(draft) : null } };
  },
});

export const saveDraftOperation = operation<TaskParams, unknown, { data: Data; basedOn: number }>({
  method: 'put',
  path: '/tasks/:taskId/draft',
  summary: 'Keep what you have written so far, also when the task is gone meanwhile',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({
      data: dataSchema(200).required(),
      basedOn: Joi.number().integer().min(0).required().description('Version it was made from; 0 for the first'),
    }),
  },
  async handle(context, { params: { taskId }, body, command }) {
    const { draft, isTaskOpen } = await saveDraft(context, { ...command, taskId, ...body });
    return { body: { version: draft.version, savedAt: draft.savedAt, isTaskOpen } };
  },
});

export const discardDraftOperation = operation<TaskParams>({
  method: 'delete',
  path: '/tasks/:taskId/draft',
  summary: 'Throw away what you have written and not sent',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: { taskId }, command }) {
    await discardDraft(context, { ...command, taskId });
    return {};
  },
});

export const notePresenceOperation = operation<TaskParams>({
  method: 'post',
  path: '/tasks/:taskId/presence',
  summary: 'Say that you have a task open; answers who else does',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: { taskId }, actor, command }) {
    const others = await notePresence(context, actor, taskId, command.at);
    const nameOf = await namePeople(
      context,
      others.map(({ userId }) => userId),
    );
    return { body: { others: others.map(({ userId, at }) => ({ userId, name: nameOf(userId), at })) } };
  },
});
