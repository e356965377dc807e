/** The migration wizard: a proposed mapping, a dry run on the real cases, then a batch with progress. */
import Joi from 'joi';
import {
  authoriseDesign,
  dryRunMigration,
  listBatchResults,
  mostCases,
  proposeMigration,
  startBatch,
  stopBatch,
  viewBatch,
  viewDefinition,
  type DefinitionView,
  type MigrationMapping,
} from '../../engine/index.ts';
import type { Locale } from '../../views/locale.ts';
import { localName } from '../../views/presenters/local-name.ts';
import { dryRunModel, mappingRows } from '../../views/presenters/process-versions.ts';
import { page } from './page.ts';
import { processKey, processVersion } from './process-versions.ts';

type Mapped = Record<string, string>;

/** `to.<element>` of the form: an element, `-` to cancel, empty to keep the id. */
const mappingOf = (fields: Mapped): NonNullable<MigrationMapping['elements']> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([name, value]) => name.startsWith('to.') && value !== '')
      .map(([name, value]) => [name.slice('to.'.length), value === '-' ? null : value]),
  );

const versions = { from: processVersion, to: processVersion };
const mappingFields = /^to\.[^\s]{1,200}$/;
const target = Joi.string().max(200).allow('');

const modelOf = (key: string, from: number, newer: DefinitionView, locale: Locale) => ({
  key,
  from,
  to: newer.version,
  name: localName(newer.name ?? key, locale),
  compareHref: `/designer/compare?left=${key}:${from}&right=${newer.ref}`,
});

export const migratePage = page<{ key: string }, { from: number; to: number }>({
  method: 'get',
  path: '/designer/migrate/:key',
  access: 'signedIn',
  schemas: { params: Joi.object({ key: processKey }), query: Joi.object(versions) },
  async handle(context, { actor, params: { key }, query: { from, to }, reader, t }) {
    authoriseDesign(actor);
    const [proposed, newer] = await Promise.all([
      proposeMigration(context, actor, key, from, to),
      viewDefinition(context, `${key}:${to}`),
    ]);
    return {
      template: 'pages/migrate',
      title: t('designer.migrateTitle', { key, from, to }),
      model: {
        ...modelOf(key, from, newer, reader.locale),
        rows: mappingRows(proposed, newer, {}, t, reader.locale),
        standing: proposed.standing,
      },
    };
  },
});

export const migrationDryRunPage = page<{ key: string }, unknown, Mapped & { from: number; to: number }>({
  method: 'post',
  path: '/designer/migrate/:key/dry-run',
  access: 'signedIn',
  schemas: {
    params: Joi.object({ key: processKey }),
    body: Joi.object(versions).pattern(mappingFields, target),
  },
  async handle(context, { actor, params: { key }, body, command, reader, t }) {
    authoriseDesign(actor);
    const [from, to] = [body.from, body.to];
    const elements = mappingOf(body);
    const [proposed, newer, dryRun] = await Promise.all([
      proposeMigration(context, actor, key, from, to),
      viewDefinition(context, `${key}:${to}`),
      dryRunMigration(context, actor, key, { from, to, mapping: { elements }, at: command.at }),
    ]);
    return {
      template: 'pages/migrate',
      title: t('designer.migrateTitle', { key, from, to }),
      model: {
        ...modelOf(key, from, newer, reader.locale),
        rows: mappingRows(proposed, newer, elements, t, reader.locale),
        standing: proposed.standing,
        dryRun: dryRunModel(dryRun, t),
        mapped: Object.entries(elements).map(([element, place]) => ({ element, place: place ?? '-' })),
        canStart: dryRun.cases.some(({ outcome }) => outcome === 'possible'),
      },
    };
  },
});

type StartBody = Mapped & { from: number; to: number; reason: string };

export const startMigrationForm = page<{ key: string }, unknown, StartBody>({
  method: 'post',
  path: '/designer/migrate/:key/start',
  access: 'signedIn',
  schemas: {
    params: Joi.object({ key: processKey }),
    body: Joi.object({ ...versions, reason: Joi.string().trim().min(1).max(1000).required() }).pattern(
      mappingFields,
      target,
    ),
  },
  async handle(context, { params: { key }, body, command }) {
    const { id } = await startBatch(context, {
      ...command,
      reason: body.reason,
      request: { action: 'migrate', version: body.to, mapping: { elements: mappingOf(body) } },
      selection: { filter: { process: key, version: body.from, status: 'open' } },
    });
    return { redirect: `/designer/migrations/${id}` };
  },
});

type TryBody = Mapped & { from: number; to: number };

export const tryMigrationForm = page<{ key: string }, unknown, TryBody>({
  method: 'post',
  path: '/designer/migrate/:key/try',
  access: 'signedIn',
  schemas: { params: Joi.object({ key: processKey }), body: Joi.object(versions).pattern(mappingFields, target) },
  async handle(context, { params: { key }, body, command, t }) {
    const { id } = await startBatch(context, {
      ...command,
      reason: t('designer.dryRunTitle'),
      request: { action: 'migrate', version: body.to, mapping: { elements: mappingOf(body) } },
      selection: { filter: { process: key, version: body.from, status: 'open' } },
      isDryRun: true,
    });
    return { redirect: `/designer/migrations/${id}` };
  },
});

const batchParams = Joi.object({
  batchId: Joi.string()
    .pattern(/^[\w-]{1,60}$/, 'batch id')
    .required(),
});

/** Results shown; all are at `GET /batches/:batchId/results`. */
const shown = 200;

export const migrationPage = page<{ batchId: string }>({
  method: 'get',
  path: '/designer/migrations/:batchId',
  access: 'signedIn',
  schemas: { params: batchParams },
  async handle(context, { actor, params: { batchId }, t }) {
    const [batch, results] = await Promise.all([
      viewBatch(context, actor, batchId),
      listBatchResults(context, actor, batchId, { after: 0, limit: shown }),
    ]);
    const settled = batch.total - batch.counts.waiting;
    return {
      template: 'pages/migration',
      title: t('designer.migrationTitle'),
      bundles: ['batch-progress'],
      model: {
        batch,
        statusText: t(`designer.batch.${batch.status}`),
        settled,
        isRunning: batch.status === 'running',
        tryTitle: batch.isDryRun && t('designer.dryRunTitle'),
        mayCarryOut: batch.isDryRun && batch.status === 'done' && batch.counts.done > 0,
        results: results.map((result) => ({
          ...result,
          statusText: t(`designer.result.${result.status === 'done' && batch.isDryRun ? 'possible' : result.status}`),
        })),
      },
    };
  },
});

export const stopMigrationForm = page<{ batchId: string }>({
  method: 'post',
  path: '/designer/migrations/:batchId/stop',
  access: 'signedIn',
  schemas: { params: batchParams },
  async handle(context, { actor, params: { batchId } }) {
    await stopBatch(context, actor, batchId);
    return { redirect: `/designer/migrations/${batchId}` };
  },
});

/** The migration itself, on the cases that the try found possible. */
export const carryOutMigrationForm = page<{ batchId: string }, unknown, { reason: string }>({
  method: 'post',
  path: '/designer/migrations/:batchId/carry-out',
  access: 'signedIn',
  schemas: { params: batchParams, body: Joi.object({ reason: Joi.string().trim().min(1).max(1000).required() }) },
  async handle(context, { actor, params: { batchId }, body, command }) {
    const { request } = await viewBatch(context, actor, batchId);
    const possible = await listBatchResults(context, actor, batchId, { after: 0, limit: mostCases, status: 'done' });
    const selection = { caseIds: possible.map(({ caseId }) => caseId) };
    const { id } = await startBatch(context, { ...command, ...body, request, selection });
    return { redirect: `/designer/migrations/${id}` };
  },
});
