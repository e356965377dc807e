/** Outside work as people and programs look at it, and asking for work that belongs to no case. */
import Joi from 'joi';
import {
  askForWork,
  listWork,
  stateOfWork,
  viewTopics,
  viewWork,
  workStates,
  type Data,
  type WorkItem,
  type WorkPage,
  type WorkState,
} from '../../engine/index.ts';
import { dataSchema } from '../data-schema.ts';
import { operation } from '../operation.ts';
import { decodeMomentKey, encodeKey } from '../page-key.ts';
import { topicName, workParams } from './external-tasks.ts';

const workModel = (item: WorkItem, at: Date): Record<string, unknown> => {
  const { rev, status, availableAt, lockedBy, key, ...model } = item;
  return {
    ...model,
    state: stateOfWork(item, at),
    ...(availableAt > at && status === 'waiting' && { availableAt }),
    ...(lockedBy && { workerId: lockedBy.workerId, workerUser: lockedBy.userId }),
  };
};

/** A line of a list, without what was asked and answered. */
const workSummary = (item: WorkItem, at: Date): Record<string, unknown> => {
  const { data, result, ...summary } = item;
  return workModel(summary, at);
};

const keyOf = (after: string): NonNullable<WorkPage['after']> => {
  const { at: createdAt, id } = decodeMomentKey(after);
  return { createdAt, id };
};

type ListQuery = {
  topic?: string;
  state?: WorkState;
  workerId?: string;
  caseId?: string;
  node?: string;
  after?: string;
  limit: number;
};

const text = (max: number): Joi.StringSchema => Joi.string().max(max);

export const listWorkOperation = operation<unknown, ListQuery>({
  method: 'get',
  path: '/external-tasks',
  summary: 'Outside work one may see, oldest first, paged by key',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      topic: topicName,
      state: Joi.valid(...workStates),
      workerId: text(100),
      caseId: text(60),
      node: text(100),
      after: text(300),
      limit: Joi.number().integer().min(1).max(200).default(50),
    }),
  },
  async handle(context, { query: { after, ...query }, actor, command }) {
    const page = { ...query, ...(after !== undefined && { after: keyOf(after) }) };
    const { items, total } = await listWork(context, actor, page, command.at);
    const last = items.length === query.limit ? items.at(-1) : undefined;
    return {
      body: {
        externalTasks: items.map((item) => workSummary(item, command.at)),
        total,
        next: last ? encodeKey([last.createdAt.toISOString(), last.id]) : null,
      },
    };
  },
});

export const showWork = operation<{ workId: string }>({
  method: 'get',
  path: '/external-tasks/:workId',
  summary: 'One piece of outside work; of work without a case also what was asked and answered',
  access: 'signedIn',
  schemas: { params: workParams },
  async handle(context, { params, actor, command }) {
    return { body: workModel(await viewWork(context, actor, params.workId), command.at) };
  },
});

export const requestWorkOperation = operation<
  unknown,
  unknown,
  { topic: string; data: Data; key: string; node?: string }
>({
  method: 'post',
  path: '/external-tasks',
  summary: 'Ask for outside work that belongs to no case; the same key is asked once',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      topic: topicName.required(),
      key: text(200).required(),
      data: dataSchema(100).default({}),
      node: text(100),
    }),
  },
  async handle(context, { body, command }) {
    const item = await askForWork(context, { ...command, ...body });
    return {
      status: item.createdAt.getTime() === command.at.getTime() ? 201 : 200,
      body: workModel(item, command.at),
      location: `/api/v1/external-tasks/${item.id}`,
    };
  },
});

export const listTopics = operation({
  method: 'get',
  path: '/topics',
  summary: 'Topics with open work or recent workers: how much waits, is locked, is tried again, has failed',
  access: 'signedIn',
  schemas: {},
  async handle(context, { actor, command }) {
    return { body: { topics: await viewTopics(context, actor, command.at) } };
  },
});
