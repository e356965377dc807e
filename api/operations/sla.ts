/** The clock of a case: what it promised and why, pausing, resuming, extending, the first response. */
import Joi from 'joi';
import {
  acknowledgeCase,
  extendTarget,
  pauseClock,
  pauseReasons,
  resumeClock,
  viewSla,
  type Answer,
} from '../../engine/index.ts';
import { caseIdSchema } from '../case-id.ts';
import { answerModel } from '../models.ts';
import { momentSchema } from '../moment-schema.ts';
import { operation, type Reply } from '../operation.ts';

const params = Joi.object({
  caseId: caseIdSchema.required(),
});
type CaseParams = { caseId: string };
const reason = Joi.string().trim().min(1).max(1000);

const reply = (answer: Answer): Reply => ({ body: answerModel(answer), etag: String(answer.rev) });

export const showSla = operation<CaseParams>({
  method: 'get',
  path: '/cases/:caseId/sla',
  summary: 'Every time limit of a case with the arithmetic of its due moment, line by line',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: given, actor, command }) {
    const view = await viewSla(context, actor, given.caseId, command.at);
    return { body: view, etag: String(view.rev) };
  },
});

export const pauseClockOperation = operation<CaseParams, unknown, { pauseReason: string; reason?: string }>({
  method: 'post',
  path: '/cases/:caseId/pause',
  summary: 'Pause the clock of a case for a known reason, up to its cap',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({ pauseReason: Joi.valid(...pauseReasons.map(({ id }) => id)).required(), reason }),
  },
  handle: async (context, { params: given, body, command }) =>
    reply(await pauseClock(context, { ...command, ...given, ...body })),
});

export const resumeClockOperation = operation<CaseParams, unknown, { reason?: string }>({
  method: 'post',
  path: '/cases/:caseId/resume',
  summary: 'Let the paused clock of a case go on',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ reason }) },
  handle: async (context, { params: given, body, command }) =>
    reply(await resumeClock(context, { ...command, ...given, ...body })),
});

export const extendTargetOperation = operation<
  CaseParams,
  unknown,
  { reason: string; targetId?: string; by?: string; dueAt?: string }
>({
  method: 'post',
  path: '/cases/:caseId/extend',
  summary: 'Override: give a time limit of a case more time, with a reason',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({
      reason: reason.required(),
      targetId: Joi.string().max(200),
      by: Joi.string().max(60).description('ISO 8601; working time where the target counts by a calendar'),
      dueAt: momentSchema(),
    }).xor('by', 'dueAt'),
  },
  handle: async (context, { params: given, body: { dueAt, ...body }, command }) =>
    reply(
      await extendTarget(context, {
        ...command,
        ...given,
        ...body,
        ...(dueAt !== undefined && { dueAt: new Date(dueAt) }),
      }),
    ),
});

export const acknowledgeCaseOperation = operation<CaseParams>({
  method: 'post',
  path: '/cases/:caseId/acknowledge',
  summary: 'Record that the customer has had a first response',
  access: 'signedIn',
  schemas: { params },
  handle: async (context, { params: given, command }) =>
    reply(await acknowledgeCase(context, { ...command, ...given })),
});
