/** Which cases belong together: links, merging, splitting, reopening, major incidents. Each a command with a reason. */
import Joi from 'joi';
import {
  answerMajorIncident,
  bindCases,
  chosenLinkKinds,
  declareMajorIncident,
  linkCases,
  linkKinds,
  mergeCases,
  previewSplit,
  reopenCase,
  severities,
  splitCase,
  undoMerge,
  unlinkCases,
  type Answer,
  type ChosenLinkKind,
  type Data,
  type LinkKind,
} from '../../engine/index.ts';
import { caseIdOrNumberSchema, caseIdSchema } from '../case-id.ts';
import { dataSchema } from '../data-schema.ts';
import { answerModel } from '../models.ts';
import { operation, type Reply } from '../operation.ts';
import { idOf } from '../other-case.ts';
import { line, text } from '../text-schema.ts';

const params = Joi.object({
  caseId: caseIdSchema.required(),
});
const reason = Joi.string().trim().min(1).max(1000).required();
const other = caseIdOrNumberSchema.required();

type Params = { caseId: string };
type Reasoned = { reason: string };
type WithOther = Reasoned & { other: string };

/** Cases bound with one request; more come with the next. */
const mostBound = 500;

const reply = (answer: Answer): Reply => ({ body: answerModel(answer), etag: String(answer.rev) });

export const linkCasesOperation = operation<Params, unknown, WithOther & { kind: ChosenLinkKind }>({
  method: 'post',
  path: '/cases/:caseId/links',
  summary: 'Link another case: what it is to this one',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ other, kind: Joi.valid(...chosenLinkKinds).required(), reason }) },
  handle: async (context, { params: { caseId }, body, command }) =>
    reply(
      await linkCases(context, {
        ...command,
        caseId,
        otherId: await idOf(context, body.other),
        kind: body.kind,
        reason: body.reason,
      }),
    ),
});

export const unlinkCasesOperation = operation<Params, unknown, WithOther & { kind: LinkKind }>({
  method: 'post',
  path: '/cases/:caseId/links/remove',
  summary: 'Take a link away, also the binding to a major incident',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ other, kind: Joi.valid(...linkKinds).required(), reason }) },
  handle: async (context, { params: { caseId }, body, command }) =>
    reply(
      await unlinkCases(context, {
        ...command,
        caseId,
        otherId: await idOf(context, body.other),
        kind: body.kind,
        reason: body.reason,
      }),
    ),
});

export const mergeCasesOperation = operation<Params, unknown, WithOther>({
  method: 'post',
  path: '/cases/:caseId/merge',
  summary: 'Close this case into another one, which gets its contact',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ other, reason }) },
  handle: async (context, { params: { caseId }, body, command }) =>
    reply(
      await mergeCases(context, {
        ...command,
        caseId,
        otherId: await idOf(context, body.other),
        reason: body.reason,
      }),
    ),
});

export const undoMergeOperation = operation<Params, unknown, Reasoned>({
  method: 'post',
  path: '/cases/:caseId/merge/undo',
  summary: 'Give a merged case back its tasks and clocks',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ reason }) },
  handle: async (context, { params: { caseId }, body, command }) =>
    reply(await undoMerge(context, { ...command, ...body, caseId })),
});

type SplitBody = Reasoned & {
  subject: string;
  description?: string;
  category?: string;
  severity?: (typeof severities)[number];
  definitionKey?: string;
};

const splitFields = {
  subject: line(300).required(),
  description: text(20_000),
  category: line(100),
  severity: Joi.valid(...severities),
  definitionKey: line(100),
};

export const previewSplitOperation = operation<Params, unknown, Omit<SplitBody, 'reason'> & { reason?: string }>({
  method: 'post',
  path: '/cases/:caseId/split/preview',
  summary: 'What splitting would make of it, in words and as data; changes nothing',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ ...splitFields, reason: reason.optional() }) },
  async handle(
    context,
    { params: { caseId }, body: { reason: why = 'preview', ...body }, command: { key, ...command } },
  ) {
    return { body: await previewSplit(context, { ...command, ...body, caseId, reason: why }) };
  },
});

export const splitCaseOperation = operation<Params, unknown, SplitBody>({
  method: 'post',
  path: '/cases/:caseId/split',
  summary: 'Make a part of the matter a case of its own',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ ...splitFields, reason }) },
  async handle(context, { params: { caseId }, body, command }) {
    const answer = await splitCase(context, { ...command, ...body, caseId });
    return {
      status: answer.isRepeat ? 200 : 201,
      body: answerModel(answer),
      etag: String(answer.rev),
      location: `/api/v1/cases/${answer.caseId}`,
    };
  },
});

export const reopenCaseOperation = operation<Params, unknown, Reasoned & { activityId?: string }>({
  method: 'post',
  path: '/cases/:caseId/reopen',
  summary: 'Take up a closed case again at a task, with fresh time',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ reason, activityId: line(200).min(1) }) },
  handle: async (context, { params: { caseId }, body, command }) =>
    reply(await reopenCase(context, { ...command, ...body, caseId })),
});

export const declareMajorIncidentOperation = operation<Params, unknown, Reasoned>({
  method: 'post',
  path: '/cases/:caseId/major-incident',
  summary: 'Declare the case a major incident; the province is told at once',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ reason }) },
  handle: async (context, { params: { caseId }, body, command }) =>
    reply(await declareMajorIncident(context, { ...command, ...body, caseId })),
});

export const bindCasesOperation = operation<Params, unknown, Reasoned & { others: string[] }>({
  method: 'post',
  path: '/cases/:caseId/major-incident/bind',
  summary: 'Bind cases of the same cause to the major incident',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ others: Joi.array().items(other).min(1).max(mostBound).required(), reason }) },
  async handle(context, { params: { caseId }, body, command }) {
    const otherIds = await Promise.all(body.others.map((one) => idOf(context, one)));
    return reply(await bindCases(context, { ...command, caseId, otherIds, reason: body.reason }));
  },
});

type AnswerBody = Reasoned & { message: string; data?: Data };

export const answerMajorIncidentOperation = operation<Params, unknown, AnswerBody>({
  method: 'post',
  path: '/cases/:caseId/major-incident/answer',
  summary: 'Answer every case bound to the major incident',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({
      message: line(200).min(1).default('majorIncidentAnswered').description('The message the bound cases wait for'),
      data: dataSchema(100),
      reason,
    }),
  },
  handle: async (context, { params: { caseId }, body, command }) =>
    reply(await answerMajorIncident(context, { ...command, ...body, caseId })),
});
