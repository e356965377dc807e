/** What managers do to stuck cases, uniformly: what is possible, what it would do, and doing it. */
import Joi from 'joi';
import {
  addNote,
  applyOverride,
  listOverrides,
  previewOverride,
  type OverrideAnswer,
  type OverrideRequest,
} from '../../engine/index.ts';
import { caseIdSchema } from '../case-id.ts';
import { answerModel } from '../models.ts';
import { operation, type Reply } from '../operation.ts';
import { withOtherId } from '../other-case.ts';
import { overrideBody, reasonSchema } from '../override-schema.ts';

const params = Joi.object({
  caseId: caseIdSchema.required(),
});

type CaseParams = { caseId: string };

const reply = (answer: OverrideAnswer): Reply => ({
  body: { ...answerModel(answer), ...(answer.undo && { undo: answer.undo }) },
  etag: String(answer.rev),
});

export const listOverridesOperation = operation<CaseParams>({
  method: 'get',
  path: '/cases/:caseId/overrides',
  summary: 'Which overrides are possible on a case now, with what can be chosen, and why the others are not',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: { caseId }, actor }) {
    const { rev, offers, beside } = await listOverrides(context, actor, caseId);
    return { body: { overrides: offers, beside }, etag: String(rev) };
  },
});

export const previewOverrideOperation = operation<CaseParams, unknown, OverrideRequest & { reason?: string }>({
  method: 'post',
  path: '/cases/:caseId/overrides/preview',
  summary: 'What an override would do, in words and as data; changes nothing',
  access: 'signedIn',
  schemas: { params, body: overrideBody({ reason: reasonSchema }) },
  async handle(context, { params: { caseId }, body: { reason, ...request }, command: { actor, at } }) {
    const preview = await previewOverride(context, {
      actor,
      at,
      caseId,
      request: await withOtherId(context, request),
      ...(reason !== undefined && { reason }),
    });
    return { body: preview, etag: String(preview.rev) };
  },
});

export const applyOverrideOperation = operation<CaseParams, unknown, OverrideRequest & { reason: string }>({
  method: 'post',
  path: '/cases/:caseId/overrides',
  summary: 'Override: do it, with a reason; the answer says what changed and what takes it back',
  access: 'signedIn',
  schemas: { params, body: overrideBody({ reason: reasonSchema.required() }) },
  handle: async (context, { params: { caseId }, body: { reason, ...request }, command }) =>
    reply(await applyOverride(context, { ...command, caseId, reason, request: await withOtherId(context, request) })),
});

export const addNoteOperation = operation<CaseParams, unknown, { text: string; taskId?: string }>({
  method: 'post',
  path: '/cases/:caseId/notes',
  summary: 'Write a note into the journal of a case',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({
      text: Joi.string().trim().min(1).max(4000).required(),
      taskId: Joi.string()
        .max(200)
        .pattern(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'task id'),
    }),
  },
  handle: async (context, { params: { caseId }, body, command }) =>
    reply(await addNote(context, { ...command, ...body, caseId })),
});
