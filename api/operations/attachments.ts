import Joi from 'joi';
import {
  addAttachment,
  listAttachments,
  mayAttach,
  readableAttachment,
  removeAttachment,
  type Attachment,
} from '../../engine/index.ts';
import { caseIdSchema } from '../case-id.ts';
import { receiveFile } from '../attachments/receive-file.ts';
import { rangeOf, sendFile } from '../attachments/send-file.ts';
import { answerModel } from '../models.ts';
import { operation, type ApiContext, type Call, type Reply } from '../operation.ts';

type CaseParams = { caseId: string };
type Params = CaseParams & { attachmentId: string };
type UploadQuery = { name?: string; runId?: string };

const caseParams = Joi.object({
  caseId: caseIdSchema.required(),
});
const params = caseParams.keys({
  attachmentId: Joi.string()
    .pattern(/^[0-9a-f]{24}$/, 'attachment id')
    .required(),
});
const runId = Joi.string().pattern(/^[\w-]{1,40}$/, 'run id');

const attachmentModel = (attachment: Attachment): Record<string, unknown> => ({ ...attachment });

const upload = async (
  context: ApiContext,
  { params: { caseId }, query, request, command }: Call<CaseParams, UploadQuery, unknown>,
  name: string | undefined,
): Promise<Reply> => {
  await mayAttach(context, command.actor, caseId);
  const { contentId, ...file } = await receiveFile(context.attachments, request, name, caseId, command.at);
  const given = { ...command, ...file, caseId, ...(query.runId !== undefined && { runId: query.runId }) };
  try {
    const { answer, attachment } = await addAttachment(context, given, contentId);
    return {
      status: answer.isRepeat ? 200 : 201,
      body: { ...answerModel(answer), attachment: attachmentModel(attachment) },
      etag: String(answer.rev),
      location: `/api/v1/cases/${caseId}/attachments/${attachment.id}`,
    };
  } catch (error) {
    // Whether the case refers to it by now is not known for sure: the sweep looks.
    await context.attachments.release(contentId, command.at);
    throw error;
  }
};

export const uploadAttachment = operation<CaseParams, UploadQuery>({
  method: 'post',
  path: '/cases/:caseId/attachments',
  summary: 'Attach the file of a multipart/form-data body to a case',
  access: 'signedIn',
  consumes: 'multipart/form-data',
  schemas: { params: caseParams, query: Joi.object({ runId }) },
  handle: (context, call) => upload(context, call, undefined),
});

export const putAttachment = operation<CaseParams, UploadQuery>({
  method: 'put',
  path: '/cases/:caseId/attachments',
  summary: 'Attach the body as it is to a case, under a name',
  access: 'signedIn',
  consumes: 'application/octet-stream',
  schemas: { params: caseParams, query: Joi.object({ name: Joi.string().max(255).default('attachment.txt'), runId }) },
  handle: (context, call) => upload(context, call, call.query.name),
});

export const listAttachmentsOperation = operation<CaseParams>({
  method: 'get',
  path: '/cases/:caseId/attachments',
  summary: 'The files of a case',
  access: 'signedIn',
  schemas: { params: caseParams },
  async handle(context, { params: { caseId }, actor }) {
    return { body: { attachments: (await listAttachments(context, actor, caseId)).map(attachmentModel) } };
  },
});

export const downloadAttachment = operation<Params>({
  method: 'get',
  path: '/cases/:caseId/attachments/:attachmentId',
  summary: 'A file of a case, or a range of its bytes',
  access: 'signedIn',
  produces: 'application/octet-stream',
  schemas: { params },
  async handle(context, { params: { caseId, attachmentId }, actor, request }) {
    const attachment = await readableAttachment(context, actor, caseId, attachmentId);
    const range = rangeOf(request.get('Range'), attachment.size);
    if (range === 'none')
      return {
        status: 416,
        async write(response) {
          response.setHeader('Content-Range', `bytes */${attachment.size}`);
          response.end();
        },
      };
    return {
      status: range ? 206 : 200,
      etag: attachment.sha256,
      write: (response) => sendFile(response, attachment, range, context.attachments.read(attachmentId, range)),
    };
  },
});

export const removeAttachmentOperation = operation<Params, unknown, { reason: string }>({
  method: 'post',
  path: '/cases/:caseId/attachments/:attachmentId/remove',
  summary: 'Remove the content of a file, with a reason that stays in the journal',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ reason: Joi.string().trim().min(1).max(1000).required() }) },
  async handle(context, { params: given, body, command }) {
    const answer = await removeAttachment(context, { ...command, ...given, ...body });
    return { body: answerModel(answer), etag: String(answer.rev) };
  },
});
