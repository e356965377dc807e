/** What is done to the running process of a case from outside: work reported, messages and signals, overrides. */
import Joi from 'joi';
import {
  broadcastSignal,
  changeData,
  completeWork,
  correlateMessage,
  migrateCase,
  modifyTokens,
  planMigration,
  retryIncident,
  terminateCase,
  throwError,
  throwEscalation,
  viewWaiting,
  type Answer,
  type Data,
  type MigrationMapping,
  type ModifyInstruction,
} from '../../engine/index.ts';
import { caseIdSchema } from '../case-id.ts';
import { dataSchema } from '../data-schema.ts';
import { answerModel } from '../models.ts';
import { momentSchema } from '../moment-schema.ts';
import { operation, type Reply } from '../operation.ts';

const caseParams = Joi.object({
  caseId: caseIdSchema.required(),
});
const waitId = Joi.string()
  .max(200)
  .pattern(/^[\w-]+\.[\w-]+$/, 'wait id');
const waitParams = caseParams.keys({ waitId: waitId.required() });
const name = Joi.string().min(1).max(200);
const data = dataSchema(500);
const reason = Joi.string().trim().min(1).max(1000);
const runId = Joi.string().pattern(/^[\w-]{1,40}$/, 'run id');

type CaseParams = { caseId: string };
type WaitParams = CaseParams & { waitId: string };

const reply = (answer: Answer): Reply => ({ body: answerModel(answer), etag: String(answer.rev) });

export const showWaiting = operation<CaseParams>({
  method: 'get',
  path: '/cases/:caseId/waiting',
  summary: 'The runs of a case: their data and everything they wait for, each with the id that commands take',
  access: 'signedIn',
  schemas: { params: caseParams },
  handle: async (context, { params, actor }) => ({
    body: { runs: await viewWaiting(context, actor, params.caseId) },
  }),
});

export const completeWorkOperation = operation<WaitParams, unknown, { data?: Data }>({
  method: 'post',
  path: '/cases/:caseId/waiting/:waitId/complete',
  summary: 'Report external work or an awaited message as done',
  access: 'signedIn',
  schemas: { params: waitParams, body: Joi.object({ data }) },
  handle: async (context, { params, body, command }) =>
    reply(await completeWork(context, { ...command, ...params, ...body })),
});

export const throwErrorOperation = operation<WaitParams, unknown, { errorCode: string; message?: string; data?: Data }>(
  {
    method: 'post',
    path: '/cases/:caseId/waiting/:waitId/error',
    summary: 'Report a modelled failure of waiting work',
    access: 'signedIn',
    schemas: {
      params: waitParams,
      body: Joi.object({ errorCode: name.required(), message: Joi.string().max(2000), data }),
    },
    handle: async (context, { params, body, command }) =>
      reply(await throwError(context, { ...command, ...params, ...body })),
  },
);

export const throwEscalationOperation = operation<WaitParams, unknown, { escalationCode: string; data?: Data }>({
  method: 'post',
  path: '/cases/:caseId/waiting/:waitId/escalation',
  summary: 'Raise a modelled escalation from waiting work',
  access: 'signedIn',
  schemas: { params: waitParams, body: Joi.object({ escalationCode: name.required(), data }) },
  handle: async (context, { params, body, command }) =>
    reply(await throwEscalation(context, { ...command, ...params, ...body })),
});

export const retryIncidentOperation = operation<WaitParams>({
  method: 'post',
  path: '/cases/:caseId/waiting/:waitId/retry',
  summary: 'Run an element with an incident again',
  access: 'signedIn',
  schemas: { params: waitParams },
  handle: async (context, { params, command }) => reply(await retryIncident(context, { ...command, ...params })),
});

type MessageBody = {
  message: string;
  correlationKey?: string;
  waitId?: string;
  data?: Data;
  keepUntil?: string;
};

export const correlateMessageOperation = operation<CaseParams, unknown, MessageBody>({
  method: 'post',
  path: '/cases/:caseId/messages',
  summary: 'Deliver a message to what waits for it, or keep it for a while',
  access: 'signedIn',
  schemas: {
    params: caseParams,
    body: Joi.object({
      message: name.required(),
      correlationKey: Joi.string().max(200),
      waitId,
      data,
      keepUntil: momentSchema(),
    }),
  },
  handle: async (context, { params, body: { keepUntil, ...body }, command }) =>
    reply(
      await correlateMessage(context, {
        ...command,
        ...params,
        ...body,
        ...(keepUntil !== undefined && { keepUntil: new Date(keepUntil) }),
      }),
    ),
});

export const broadcastSignalOperation = operation<CaseParams, unknown, { signal: string; data?: Data }>({
  method: 'post',
  path: '/cases/:caseId/signals',
  summary: 'Let everything in the case that listens react to a signal',
  access: 'signedIn',
  schemas: { params: caseParams, body: Joi.object({ signal: name.required(), data }) },
  handle: async (context, { params, body, command }) =>
    reply(await broadcastSignal(context, { ...command, ...params, ...body })),
});

export const changeDataOperation = operation<
  CaseParams,
  unknown,
  { reason: string; data: Data; runId?: string; scopeId?: string }
>({
  method: 'post',
  path: '/cases/:caseId/data',
  summary: 'Override: change data of the case file, with a reason',
  access: 'signedIn',
  schemas: {
    params: caseParams,
    body: Joi.object({ reason: reason.required(), data: data.required(), runId, scopeId: runId }),
  },
  handle: async (context, { params, body, command }) =>
    reply(await changeData(context, { ...command, ...params, ...body })),
});

const executionId = runId.required();
const insertion = { targetScopeId: runId, data };
const instruction = Joi.alternatives().try(
  Joi.object({ type: Joi.valid('cancel', 'repeat').required(), executionId }),
  Joi.object({ type: Joi.valid('skip').required(), executionId, data }),
  Joi.object({ type: Joi.valid('move').required(), executionId, toActivityId: name.required() }),
  Joi.object({ type: Joi.valid('insertBefore', 'insertAfter').required(), activityId: name.required(), ...insertion }),
  Joi.object({ type: Joi.valid('insertOnFlow').required(), flowId: name.required(), ...insertion }),
);

export const modifyTokensOperation = operation<
  CaseParams,
  unknown,
  { reason: string; instructions: ModifyInstruction[]; runId?: string }
>({
  method: 'post',
  path: '/cases/:caseId/modify',
  summary: 'Override: move, cancel, insert, skip and repeat tokens, all or nothing, with a reason',
  access: 'signedIn',
  schemas: {
    params: caseParams,
    body: Joi.object({
      reason: reason.required(),
      instructions: Joi.array().items(instruction).min(1).max(100).required(),
      runId,
    }),
  },
  handle: async (context, { params, body, command }) =>
    reply(await modifyTokens(context, { ...command, ...params, ...body })),
});

type MigrationBody = { version?: number; runId?: string; mapping: MigrationMapping };

const migrationBody = Joi.object({
  version: Joi.number().integer().min(1),
  runId,
  mapping: Joi.object({
    elements: Joi.object().pattern(name, name.allow(null)).max(1000),
    restartTimers: Joi.array().items(name).max(1000),
  }).default({}),
});

export const planMigrationOperation = operation<CaseParams, unknown, MigrationBody>({
  method: 'post',
  path: '/cases/:caseId/migrate/plan',
  summary:
    'What moving a run to another version of its process would do, and what makes it impossible; changes nothing',
  access: 'signedIn',
  schemas: { params: caseParams, body: migrationBody },
  handle: async (context, { params, body, command }) => ({
    body: await planMigration(context, { ...command, ...params, ...body }),
  }),
});

export const migrateCaseOperation = operation<CaseParams, unknown, MigrationBody & { reason: string }>({
  method: 'post',
  path: '/cases/:caseId/migrate',
  summary: 'Override: move a run to another version of its process, with a reason',
  access: 'signedIn',
  schemas: { params: caseParams, body: migrationBody.keys({ reason: reason.required() }) },
  handle: async (context, { params, body, command }) =>
    reply(await migrateCase(context, { ...command, ...params, ...body })),
});

export const terminateCaseOperation = operation<CaseParams, unknown, { reason: string }>({
  method: 'post',
  path: '/cases/:caseId/terminate',
  summary: 'Override: end the case, with a reason',
  access: 'signedIn',
  schemas: { params: caseParams, body: Joi.object({ reason: reason.required() }) },
  handle: async (context, { params, body, command }) =>
    reply(await terminateCase(context, { ...command, ...params, ...body })),
});
