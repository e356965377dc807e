import Joi from 'joi';
import { caseListItem, listCases, noDueAt, type Actor, type Case, type CaseSort } from '../../engine/index.ts';
import { selectionFields, selectionOf, type SelectionQuery } from '../case-selection.ts';
import { exportFormats, exportReply, type Column, type ExportFormat } from '../export.ts';
import { caseSummary } from '../models.ts';
import { operation, type ApiContext } from '../operation.ts';

const pageSize = 200;

/** Page by page, so that no more than one is held. */
const eachCase = async function* (context: ApiContext, actor: Actor, selection: SelectionQuery): AsyncGenerator<Case> {
  const narrowed = selectionOf(selection, context.now());
  const sort: CaseSort = 'newest';
  let after: { readonly after?: string } = {};
  for (;;) {
    const { cases, end } = await listCases(context, actor, { ...narrowed, ...after, sort, limit: pageSize });
    yield* cases;
    if (!end) return;
    after = { after: end.after };
  }
};

const columns: readonly Column<Case>[] = [
  ['number', ({ number }) => number],
  ['status', ({ status }) => status],
  ['tier', ({ tier }) => tier],
  ['centre', ({ contact }) => contact.centre],
  ['category', ({ contact }) => contact.category],
  ['severity', ({ contact }) => contact.severity],
  ['channel', ({ contact }) => contact.channel],
  ['subject', ({ contact }) => contact.subject],
  ['registeredAt', ({ registeredAt }) => registeredAt],
  ['closedAt', ({ closedAt }) => closedAt],
  ['dueAt', (current) => [caseListItem(current).dueAt].find((at) => at < noDueAt)],
  ['assignees', (current) => caseListItem(current).assignees.join(' ')],
  ['breached', (current) => caseListItem(current).isBreached],
  ['incidents', ({ incidents }) => incidents.length],
  ['suspended', ({ suspended }) => suspended !== undefined],
];

export const exportCases = operation<unknown, SelectionQuery & { format: ExportFormat }>({
  method: 'get',
  path: '/cases/export',
  summary: 'The same cases as a CSV or JSON file, all of them, newest first',
  access: 'signedIn',
  produces: 'text/csv',
  schemas: { query: Joi.object({ ...selectionFields, format: Joi.valid(...exportFormats).default('csv') }) },
  handle: (context, { query: { format, ...selection }, actor, response }) =>
    exportReply(response, format, 'cases', eachCase(context, actor, selection), columns, caseSummary),
});
