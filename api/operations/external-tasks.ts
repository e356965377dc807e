/** External tasks as workers use them: fetch and lock, report back (the external task pattern of Camunda 7, in our words). */
import Joi from 'joi';
import {
  completeExternalTask,
  extendLock,
  failExternalTask,
  fetchWork,
  throwExternalError,
  unlockExternalTask,
  type Answer,
  type Data,
  type FetchedWork,
  type RequestAnswer,
  type TopicWanted,
} from '../../engine/index.ts';
import { dataSchema } from '../data-schema.ts';
import { answerModel } from '../models.ts';
import { operation, type ApiContext, type Call, type Reply } from '../operation.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

export const workParams = Joi.object({
  workId: Joi.string()
    .max(200)
    .pattern(/^[\w-]+(?:\.[\w-]+\.[\w-]+)?$/, 'external task id')
    .required(),
});

const workerId = Joi.string()
  .trim()
  .max(100)
  .pattern(/^[^\p{Cc}]+$/u, 'text without control characters')
  .required();
export const topicName = Joi.string().min(1).max(200);
const lockDurationMs = Joi.number()
  .integer()
  .min(SECOND)
  .max(24 * HOUR);
const data = dataSchema(500);

type WorkParams = { workId: string };
type FetchBody = { workerId: string; topics: TopicWanted[]; maxTasks: number; waitMs: number };

/** How often a waiting fetch looks for work that another node has got. */
const lookEveryMs = 1000;

const fetchedModel = (work: FetchedWork): Record<string, unknown> => {
  const { rev, status, availableAt, lockedBy, key, data: asked, requestedBy, endedAt, ...model } = work;
  return { ...model, workerId: lockedBy?.workerId };
};

/** Looks until there is work, the time is up, the caller has gone or the node stops. */
const fetchUntil = async (
  context: ApiContext,
  { body, actor, response }: Call<unknown, unknown, FetchBody>,
): Promise<readonly FetchedWork[]> => {
  const endsAt = performance.now() + body.waitMs;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const signal = AbortSignal.any([gone.signal, context.stopping]);
  for (;;) {
    if (signal.aborted) return [];
    const work = await fetchWork(context, { ...body, actor, at: context.now() });
    const leftMs = endsAt - performance.now();
    if (work.length > 0 || leftMs <= 0) return work;
    if (!(await context.waitForWork(Math.min(leftMs, lookEveryMs), signal))) return [];
  }
};

export const fetchAndLockOperation = operation<unknown, unknown, FetchBody>({
  method: 'post',
  path: '/external-tasks/fetch-and-lock',
  summary: 'A worker takes what waits for it; with waitMs it waits until there is something',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      workerId,
      topics: Joi.array()
        .items(
          Joi.object({
            topic: topicName.required(),
            lockDurationMs: lockDurationMs.default(60 * SECOND),
            variables: Joi.array().items(Joi.string().max(200)).max(200),
          }),
        )
        .unique('topic')
        .min(1)
        .max(50)
        .required(),
      maxTasks: Joi.number().integer().min(1).max(100).default(10),
      waitMs: Joi.number()
        .integer()
        .min(0)
        .max(60 * SECOND)
        .default(0),
    }),
  },
  async handle(context, call) {
    const { body, actor } = call;
    const topics = body.topics.map(({ topic }) => topic);
    const work = await fetchUntil(context, call);
    await context.work.noteWorker({
      workerId: body.workerId,
      userId: actor.id,
      topics,
      lastSeenAt: context.now(),
    });
    return { body: { externalTasks: work.map(fetchedModel) } };
  },
});

const reply = (answer: Answer | RequestAnswer): Reply =>
  'rev' in answer ? { body: answerModel(answer), etag: String(answer.rev) } : { body: answer };

export const completeExternalTaskOperation = operation<WorkParams, unknown, { workerId: string; data?: Data }>({
  method: 'post',
  path: '/external-tasks/:workId/complete',
  summary: 'Report fetched work as done, with its result',
  access: 'signedIn',
  schemas: { params: workParams, body: Joi.object({ workerId, data }) },
  handle: async (context, { params, body, command }) =>
    reply(await completeExternalTask(context, { ...command, ...params, ...body })),
});

type FailureBody = { workerId: string; message: string; retries?: number; retryInMs?: number };

export const failExternalTaskOperation = operation<WorkParams, unknown, FailureBody>({
  method: 'post',
  path: '/external-tasks/:workId/failure',
  summary: 'Report that fetched work could not be done; it is tried again later, or becomes an incident',
  access: 'signedIn',
  schemas: {
    params: workParams,
    body: Joi.object({
      workerId,
      message: Joi.string().trim().min(1).max(2000).required(),
      retries: Joi.number().integer().min(0).max(100),
      retryInMs: Joi.number()
        .integer()
        .min(0)
        .max(7 * 24 * HOUR),
    }),
  },
  handle: async (context, { params, body, command }) =>
    reply(await failExternalTask(context, { ...command, ...params, ...body })),
});

type ErrorBody = { workerId: string; errorCode: string; message?: string; data?: Data };

export const throwExternalErrorOperation = operation<WorkParams, unknown, ErrorBody>({
  method: 'post',
  path: '/external-tasks/:workId/bpmn-error',
  summary: 'Report a modelled failure of fetched work',
  access: 'signedIn',
  schemas: {
    params: workParams,
    body: Joi.object({
      workerId,
      errorCode: Joi.string().min(1).max(200).required(),
      message: Joi.string().max(2000),
      data,
    }),
  },
  handle: async (context, { params, body, command }) =>
    reply(await throwExternalError(context, { ...command, ...params, ...body })),
});

export const extendLockOperation = operation<WorkParams, unknown, { workerId: string; lockDurationMs: number }>({
  method: 'post',
  path: '/external-tasks/:workId/extend-lock',
  summary: 'Keep fetched work longer, counted from now',
  access: 'signedIn',
  schemas: { params: workParams, body: Joi.object({ workerId, lockDurationMs: lockDurationMs.required() }) },
  handle: async (context, { params, body, command }) => ({
    body: await extendLock(context, { ...command, ...params, ...body }),
  }),
});

export const unlockOperation = operation<WorkParams, unknown, { workerId: string }>({
  method: 'post',
  path: '/external-tasks/:workId/unlock',
  summary: 'Give fetched work back at once',
  access: 'signedIn',
  schemas: { params: workParams, body: Joi.object({ workerId }) },
  async handle(context, { params, body, command }) {
    await unlockExternalTask(context, { ...command, ...params, ...body });
    return {};
  },
});
