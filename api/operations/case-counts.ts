/** How many cases stand where: for boards, for the diagram of a version, and why a single one does not move. */
import Joi from 'joi';
import { caseGroupings, countCasesBy, countElements, viewStuck, type CaseGrouping } from '../../engine/index.ts';
import { caseIdOrNumberSchema } from '../case-id.ts';
import { selectionFields, selectionOf, type SelectionQuery } from '../case-selection.ts';
import { operation } from '../operation.ts';
import { definitionRef } from './definitions.ts';

const grouping = Joi.string()
  .pattern(new RegExp(`^(?:${caseGroupings.join('|')})(?:,(?:${caseGroupings.join('|')})){0,3}$`))
  .messages({ 'string.pattern.base': `"by" must be one to four of ${caseGroupings.join(', ')}, separated by commas` });

export const countCasesOperation = operation<unknown, SelectionQuery & { by: string }>({
  method: 'get',
  path: '/cases/counts',
  summary: 'The cases the caller may see, counted by centre, tier, status …',
  access: 'signedIn',
  schemas: { query: Joi.object({ ...selectionFields, by: grouping.default('centre,tier,status') }) },
  async handle(context, { query: { by, ...selection }, actor }) {
    const now = context.now();
    const groupings = [...new Set(by.split(','))] as CaseGrouping[];
    const counts = await countCasesBy(context, actor, { ...selectionOf(selection, now), by: groupings });
    return { body: { at: now, counts } };
  },
});

export const countElementsOperation = operation<{ ref: string }, { centre?: string }>({
  method: 'get',
  path: '/definitions/:ref/counts',
  summary: 'How many tokens and incidents there are at each element of a version',
  access: 'signedIn',
  schemas: {
    params: Joi.object({ ref: definitionRef.required() }),
    query: Joi.object({ centre: Joi.string().trim().max(100) }),
  },
  handle: async (context, { params: { ref }, query, actor }) => ({
    body: await countElements(context, actor, { ref, ...query }),
  }),
});

export const showStuck = operation<{ caseId: string }>({
  method: 'get',
  path: '/cases/:caseId/stuck',
  summary: 'Why a case does not move, since when, and whose turn it is',
  access: 'signedIn',
  schemas: {
    params: Joi.object({
      caseId: caseIdOrNumberSchema.required(),
    }),
  },
  async handle(context, { params: { caseId }, actor }) {
    const { rev, ...stuck } = await viewStuck(context, actor, caseId);
    return { body: stuck, etag: String(rev) };
  },
});
