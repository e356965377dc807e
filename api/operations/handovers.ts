import Joi from 'joi';
import {
  acknowledgeItem,
  addHandoverItem,
  closeHandover,
  listHandovers,
  openHandover,
  viewCase,
  viewHandover,
  type Handover,
  type RecordAnswer,
} from '../../engine/index.ts';
import { caseIdOrNumberSchema } from '../case-id.ts';
import { dateSchema } from '../moment-schema.ts';
import { operation, type Reply } from '../operation.ts';
import { decodeMomentKey, encodeKey } from '../page-key.ts';

const id = Joi.string().pattern(/^[\w-]{1,60}$/, 'letters, digits and dashes');
const handoverId = Joi.string()
  .pattern(/^[\w:-]{1,140}$/, 'handover id')
  .required();
const params = Joi.object({ handoverId });

const reply = ({ record, isRepeat }: RecordAnswer<Handover>, status = 200): Reply => ({
  status: isRepeat ? 200 : status,
  body: { handover: record, isRepeat },
  etag: String(record.rev),
});

export const openHandoverOperation = operation<unknown, unknown, { node: string; shiftId: string; date: string }>({
  method: 'post',
  path: '/handovers',
  summary: 'Open the handover log of a shift with what is unfinished, promised and carried over',
  access: 'signedIn',
  schemas: { body: Joi.object({ node: id.required(), shiftId: id.required(), date: dateSchema().required() }) },
  async handle(context, { body, command }) {
    const answer = await openHandover(context, { ...command, ...body });
    return { ...reply(answer, 201), location: `/api/v1/handovers/${answer.record.id}` };
  },
});

const keyOf = (after: string): { endsAt: Date; id: string } => {
  const { at: endsAt, id: last } = decodeMomentKey(after);
  return { endsAt, id: last };
};

export const listHandoversOperation = operation<
  unknown,
  { node?: string; status?: Handover['status']; after?: string; limit: number }
>({
  method: 'get',
  path: '/handovers',
  summary: 'Handover logs of your nodes, latest shift first, paged by key',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      node: id,
      status: Joi.valid('open', 'closed'),
      after: Joi.string().max(400),
      limit: Joi.number().integer().min(1).max(200).default(50),
    }),
  },
  async handle(context, { query: { after, ...query }, actor }) {
    const before = after === undefined ? undefined : keyOf(after);
    const { handovers, total } = await listHandovers(context, actor, { ...query, ...(before && { before }) });
    const last = handovers.length === query.limit ? handovers.at(-1) : undefined;
    return { body: { handovers, total, next: last ? encodeKey([last.endsAt.toISOString(), last.id]) : null } };
  },
});

export const showHandover = operation<{ handoverId: string }>({
  method: 'get',
  path: '/handovers/:handoverId',
  summary: 'A handover log with its items and who acknowledged them',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: { handoverId: given }, actor }) {
    const handover = await viewHandover(context, actor, given);
    return { body: handover, etag: String(handover.rev) };
  },
});

type ItemBody = { kind: 'hardQuestion' | 'note' | 'callback'; text: string; caseId?: string };

export const addHandoverItemOperation = operation<{ handoverId: string }, unknown, ItemBody>({
  method: 'post',
  path: '/handovers/:handoverId/items',
  summary: 'Add a note, a hard question or a promised callback to a handover log',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({
      kind: Joi.valid('hardQuestion', 'note', 'callback').default('note'),
      text: Joi.string().trim().min(1).max(4000).required(),
      caseId: caseIdOrNumberSchema,
    }),
  },
  async handle(context, { params: { handoverId: given }, body: { caseId, ...body }, actor, command }) {
    const about = caseId === undefined ? undefined : await viewCase(context, actor, caseId);
    const subject = about ? { caseId: about.id, caseNumber: about.number } : {};
    return reply(await addHandoverItem(context, { ...command, ...body, ...subject, id: given }), 201);
  },
});

export const acknowledgeItemOperation = operation<{ handoverId: string; itemId: string }, unknown, { remark?: string }>(
  {
    method: 'post',
    path: '/handovers/:handoverId/items/:itemId/acknowledge',
    summary: 'Take an item of a handover log over',
    access: 'signedIn',
    schemas: {
      params: Joi.object({ handoverId, itemId: id.required() }),
      body: Joi.object({ remark: Joi.string().trim().max(1000) }),
    },
    async handle(context, { params: { handoverId: given, itemId }, body, command }) {
      return reply(await acknowledgeItem(context, { ...command, ...body, id: given, itemId }));
    },
  },
);

export const closeHandoverOperation = operation<{ handoverId: string }>({
  method: 'post',
  path: '/handovers/:handoverId/close',
  summary: 'Close a handover log; what nobody acknowledged goes into the next one and to the manager',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: { handoverId: given }, command }) {
    return reply(await closeHandover(context, { ...command, id: given }));
  },
});
