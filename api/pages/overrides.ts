/** One override on many cases: chosen and previewed here, carried out in the background, followed until it is done. */
import Joi from 'joi';
import {
  itemStatuses,
  listBatches,
  listBatchResults,
  overrideActions,
  previewBatch,
  startBatch,
  stopBatch,
  undoBatch,
  viewBatch,
  type BatchItemStatus,
  type BatchSelection,
  type OverrideAction,
} from '../../engine/index.ts';
import { caseIdSchema } from '../case-id.ts';
import { batchesModel, batchFormModel, batchModel, type BatchCases } from '../../views/presenters/batch.ts';
import { peopleWithin } from './people-within.ts';
import { selectionOf, type SelectionQuery } from '../case-selection.ts';
import type { ApiContext } from '../operation.ts';
import { withOtherId } from '../other-case.ts';
import { reasonSchema } from '../override-schema.ts';
import { caseListFields } from './case-list.ts';
import { requestIn, requestOf, type FormFields } from './override-form.ts';
import { page } from './page.ts';

const caseIds = Joi.array().items(caseIdSchema).single().max(1000);
const action = Joi.valid(...overrideActions).empty('');

type Query = SelectionQuery & { caseId?: string[]; action?: OverrideAction };

const casesOf = ({ caseId, action: _, ...filter }: Query): BatchCases =>
  caseId && caseId.length > 0 ? { caseIds: caseId } : { filter };

const isNothing = (cases: BatchCases): boolean => 'filter' in cases && Object.keys(cases.filter).length === 0;

const selectionIn = (cases: BatchCases, now: Date): BatchSelection =>
  'caseIds' in cases ? cases : { filter: selectionOf(cases.filter, now) };

export const overridesPage = page<unknown, Query>({
  method: 'get',
  path: '/overrides',
  access: 'signedIn',
  schemas: { query: Joi.object({ ...caseListFields, caseId: caseIds, action }).unknown(false) },
  async handle(context, { query, actor, reader, t, command }) {
    const cases = casesOf(query);
    const around = { organisation: context.organisation, reader, t, now: command.at };
    const frame = { title: t('batch.title'), bundles: ['override'] };
    if (isNothing(cases)) {
      const batches = await listBatches(context, actor, { limit: 50 });
      return { ...frame, template: 'pages/batches', model: batchesModel(batches, around) };
    }
    const centre = 'filter' in cases ? cases.filter.centre : undefined;
    const people = await peopleWithin(context, actor, centre);
    return {
      ...frame,
      template: 'pages/batch-form',
      model: batchFormModel({ cases, people, ...(query.action !== undefined && { chosen: query.action }) }, around),
    };
  },
});

const casesText = Joi.string().max(100_000);

/** The selection as the form carries it: the same query the page was asked with. */
const casesIn = (text: string): BatchCases => {
  const parameters = new URLSearchParams(text);
  const ids = parameters.getAll('caseId');
  const given = { ...Object.fromEntries(parameters), ...(ids.length > 0 && { caseId: ids }) };
  return casesOf(Joi.attempt(given, Joi.object({ ...caseListFields, caseId: caseIds })) as Query);
};

export const previewBatchForm = page<unknown, unknown, FormFields & { cases: string; reason: string }>({
  method: 'post',
  path: '/overrides/preview',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      cases: casesText.required(),
      action: action.required(),
      reason: reasonSchema.required(),
    }).unknown(true),
  },
  async handle(context, { body: { cases: text, reason, ...fields }, actor, reader, t, command }) {
    const cases = casesIn(text);
    const request = await withOtherId(context, requestOf(fields, reader.timeZone));
    const { at } = command;
    const preview = await previewBatch(context, { actor, at, request, selection: selectionIn(cases, at) });
    return {
      template: 'pages/batch-form',
      title: t('batch.title'),
      bundles: ['override'],
      model: {
        ...batchFormModel(
          { cases, people: [], chosen: request.action, preview: { ...preview, request, reason } },
          { organisation: context.organisation, reader, t, now: at },
        ),
        commandKey: context.newId(),
      },
    };
  },
});

export const startBatchForm = page<unknown, unknown, { cases: string; request: string; reason: string }>({
  method: 'post',
  path: '/overrides',
  access: 'signedIn',
  schemas: {
    body: Joi.object({ cases: casesText.required(), request: casesText.required(), reason: reasonSchema.required() }),
  },
  async handle(context, { body: { cases, request, reason }, command }) {
    const selection = selectionIn(casesIn(cases), command.at);
    const { id } = await startBatch(context, { ...command, reason, request: requestIn(request), selection });
    return { redirect: `/overrides/${id}` };
  },
});

type BatchParams = { batchId: string };

const params = Joi.object({
  batchId: Joi.string()
    .pattern(/^[\w-]{1,60}$/, 'batch id')
    .required(),
});

const resultsShown = 100;

export const batchPage = page<BatchParams, { status?: BatchItemStatus; after: number }>({
  method: 'get',
  path: '/overrides/:batchId',
  access: 'signedIn',
  schemas: {
    params,
    query: Joi.object({
      status: Joi.valid(...itemStatuses).empty(''),
      after: Joi.number().integer().min(0).default(0),
    }),
  },
  async handle(context: ApiContext, { params: { batchId }, query, actor, reader, t, command }) {
    const batch = await viewBatch(context, actor, batchId);
    const results = await listBatchResults(context, actor, batchId, { ...query, limit: resultsShown });
    const next = results.length === resultsShown ? results.at(-1)?.sequence : undefined;
    return {
      template: 'pages/batch',
      title: t('batch.title'),
      bundles: ['override'],
      model: batchModel(
        { batch, results, ...(query.status && { status: query.status }), ...(next !== undefined && { next }) },
        { organisation: context.organisation, reader, t, now: command.at },
      ),
    };
  },
});

export const stopBatchForm = page<BatchParams>({
  method: 'post',
  path: '/overrides/:batchId/stop',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: { batchId }, actor }) {
    await stopBatch(context, actor, batchId);
    return { redirect: `/overrides/${batchId}`, flash: { kind: 'success', key: 'flash.batchStopped' } };
  },
});

export const undoBatchForm = page<BatchParams, unknown, { reason: string }>({
  method: 'post',
  path: '/overrides/:batchId/undo',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ reason: reasonSchema.required() }) },
  async handle(context, { params: { batchId }, body, command }) {
    const { id } = await undoBatch(context, { ...command, ...body, batchId });
    return { redirect: `/overrides/${id}`, flash: { kind: 'success', key: 'flash.batchUndone' } };
  },
});
