/** One override on a selection of cases, in the background. */
import Joi from 'joi';
import {
  itemStatuses,
  listBatches,
  listBatchResults,
  mostCases,
  previewBatch,
  startBatch,
  stopBatch,
  undoBatch,
  viewBatch,
  type BatchItemStatus,
  type BatchSelection,
  type OverrideRequest,
} from '../../engine/index.ts';
import { caseIdSchema } from '../case-id.ts';
import { selectionFields, selectionOf, type SelectionQuery } from '../case-selection.ts';
import { operation } from '../operation.ts';
import { withOtherId } from '../other-case.ts';
import { overrideBody, reasonSchema } from '../override-schema.ts';
import { decodeKey, encodeKey } from '../page-key.ts';
import { EdgeRefusal } from '../problem.ts';

const params = Joi.object({
  batchId: Joi.string()
    .pattern(/^[\w-]{1,60}$/, 'batch id')
    .required(),
});

type Selected = { caseIds?: string[]; filter?: SelectionQuery };
type BatchParams = { batchId: string };

const selected: Joi.SchemaMap = {
  caseIds: Joi.array().items(caseIdSchema).min(1).max(mostCases).description('Instead of `filter`'),
  filter: Joi.object(selectionFields).description('What `GET /cases` would list; instead of `caseIds`'),
};

const dryRun = Joi.boolean().description('Only try it on every case; changes nothing');

const selectionIn = ({ caseIds, filter }: Selected, now: Date): BatchSelection => {
  if ((caseIds === undefined) === (filter === undefined))
    throw new EdgeRefusal('INVALID_REQUEST', 'The request must have either "caseIds" or "filter".', {
      problems: [{ in: 'body', field: 'caseIds', message: 'give either "caseIds" or "filter"' }],
    });
  return caseIds ? { caseIds } : { filter: selectionOf(filter!, now) };
};

export const startBatchOperation = operation<
  unknown,
  unknown,
  OverrideRequest & Selected & { reason: string; isDryRun?: boolean }
>({
  method: 'post',
  path: '/batches',
  summary: 'Override: have it done on many cases in the background, with a reason',
  access: 'signedIn',
  schemas: { body: overrideBody({ reason: reasonSchema.required(), isDryRun: dryRun, ...selected }) },
  async handle(
    context,
    { body: { reason, caseIds, filter, isDryRun = false, ...request }, command: { expectedRev, ...command } },
  ) {
    const selection = selectionIn({ ...(caseIds && { caseIds }), ...(filter && { filter }) }, command.at);
    const resolved = await withOtherId(context, request);
    const { id } = await startBatch(context, { ...command, reason, request: resolved, selection, isDryRun });
    return { status: 202, body: await viewBatch(context, command.actor, id), location: `/api/v1/batches/${id}` };
  },
});

export const previewBatchOperation = operation<unknown, unknown, OverrideRequest & Selected>({
  method: 'post',
  path: '/batches/preview',
  summary: 'What a batch would do, in counts and examples; changes nothing',
  access: 'signedIn',
  schemas: { body: overrideBody(selected) },
  async handle(context, { body: { caseIds, filter, ...request }, command: { actor, at } }) {
    const selection = selectionIn({ ...(caseIds && { caseIds }), ...(filter && { filter }) }, at);
    const resolved = await withOtherId(context, request);
    return { body: await previewBatch(context, { actor, at, request: resolved, selection }) };
  },
});

const pageEnd = (after: string): { startedAt: Date; id: string } => {
  const [moment = '', id = ''] = decodeKey(after, 2);
  const startedAt = new Date(moment);
  if (Number.isNaN(startedAt.getTime()))
    throw new EdgeRefusal('INVALID_REQUEST', `The parameter 'after' must be the 'next' value of the page before.`);
  return { startedAt, id };
};

export const listBatchesOperation = operation<unknown, { after?: string; limit: number }>({
  method: 'get',
  path: '/batches',
  summary: 'Batches the caller began, or all for those who look after all, newest first',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      after: Joi.string().max(300),
      limit: Joi.number().integer().min(1).max(200).default(50),
    }),
  },
  async handle(context, { query: { after, limit }, actor }) {
    const batches = await listBatches(context, actor, { limit, ...(after !== undefined && { after: pageEnd(after) }) });
    const last = batches.length === limit ? batches.at(-1) : undefined;
    return { body: { batches, next: last ? encodeKey([last.startedAt.toISOString(), last.id]) : null } };
  },
});

export const showBatch = operation<BatchParams>({
  method: 'get',
  path: '/batches/:batchId',
  summary: 'A batch: what was asked, how far it is',
  access: 'signedIn',
  schemas: { params },
  handle: async (context, { params: { batchId }, actor }) => ({ body: await viewBatch(context, actor, batchId) }),
});

type ResultsQuery = { after: number; limit: number; status?: BatchItemStatus };

export const listBatchResultsOperation = operation<BatchParams, ResultsQuery>({
  method: 'get',
  path: '/batches/:batchId/results',
  summary: 'What became of each case of a batch, in order, paged by sequence',
  access: 'signedIn',
  schemas: {
    params,
    query: Joi.object({
      status: Joi.valid(...itemStatuses),
      after: Joi.number().integer().min(0).default(0),
      limit: Joi.number().integer().min(1).max(1000).default(100),
    }),
  },
  async handle(context, { params: { batchId }, query, actor }) {
    const results = await listBatchResults(context, actor, batchId, query);
    return { body: { results, next: results.length < query.limit ? null : (results.at(-1)?.sequence ?? null) } };
  },
});

export const stopBatchOperation = operation<BatchParams>({
  method: 'post',
  path: '/batches/:batchId/stop',
  summary: 'Let a batch end after the cases under way; what was done stays done',
  access: 'signedIn',
  schemas: { params },
  handle: async (context, { params: { batchId }, actor }) => ({ body: await stopBatch(context, actor, batchId) }),
});

export const undoBatchOperation = operation<BatchParams, unknown, { reason: string }>({
  method: 'post',
  path: '/batches/:batchId/undo',
  summary: 'Take back what a batch did, as another batch over the cases that can be taken back',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ reason: reasonSchema.required() }) },
  async handle(context, { params: { batchId }, body, command: { expectedRev, ...command } }) {
    const { id } = await undoBatch(context, { ...command, ...body, batchId });
    return { status: 202, body: await viewBatch(context, command.actor, id), location: `/api/v1/batches/${id}` };
  },
});
