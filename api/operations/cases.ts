import Joi from 'joi';
import {
  caseSorts,
  channels,
  customerClasses,
  listCases,
  registerCase,
  severities,
  viewCase,
  viewJournal,
  type CaseSort,
  type Contact,
} from '../../engine/index.ts';
import { caseIdOrNumberSchema } from '../case-id.ts';
import { dataSchema } from '../data-schema.ts';
import { line, text } from '../text-schema.ts';
import { answerModel, caseModel, caseSummary, journalModel } from '../models.ts';
import { momentSchema } from '../moment-schema.ts';
import { operation } from '../operation.ts';
import { selectionFields, selectionOf, type SelectionQuery } from '../case-selection.ts';
import { pageEndOf, pageKeyOf } from '../case-page.ts';
import { EdgeRefusal } from '../problem.ts';

/** Clocks of other systems may be ahead by this much. */
const clockToleranceMs = 5 * 60_000;

type RegisterBody = Omit<Contact, 'receivedAt' | 'contactPromisedBy'> & {
  definitionKey: string;
  receivedAt?: string;
  contactPromisedBy?: string;
  data?: Record<string, unknown>;
  startEventId?: string;
};

const registerBody = Joi.object({
  definitionKey: line(100).default('complaint').description('Key of the process that handles the case'),
  centre: line(100).required().description('Id of the prefecture centre'),
  channel: Joi.valid(...channels).required(),
  subject: line(300).required(),
  description: text(20_000),
  category: line(100).required(),
  severity: Joi.valid(...severities).default('normal'),
  customer: Joi.object({
    id: line(100).description('In the customer record system; what the contact leaves out is filled in from there'),
    class: Joi.valid(...customerClasses).default('ordinary'),
    name: line(200),
    phone: line(40),
    email: line(200).pattern(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'mail address'),
    address: line(400),
    language: line(12)
      .pattern(/^[a-z]{2,3}(?:-[A-Za-z]{2,8})?$/, 'language such as en or zh-CN')
      .description('In which the customer is written to'),
  }).default({ class: 'ordinary' }),
  receivedAt: momentSchema().description('When the customer said it; default: now'),
  contactPromisedBy: momentSchema().description('By when the customer was promised to hear from us'),
  source: Joi.object({ system: line(100).required(), key: line(200).required() }).description(
    'The record of another system this contact comes from; registered once per (system, key)',
  ),
  data: dataSchema(100).description('Further start data for the case file'),
  startEventId: line(200).description('The start event that has occurred, for a process without a plain one'),
});

export const registerCaseOperation = operation<unknown, unknown, RegisterBody>({
  method: 'post',
  path: '/cases',
  summary: 'Register a contact as a case and start its process',
  access: 'signedIn',
  schemas: { body: registerBody },
  async handle(context, { body, command }) {
    const { definitionKey, data, startEventId, receivedAt, contactPromisedBy, ...contact } = body;
    if (receivedAt !== undefined && new Date(receivedAt).getTime() > command.at.getTime() + clockToleranceMs)
      throw new EdgeRefusal(
        'INVALID_REQUEST',
        `The contact cannot have been received at ${receivedAt}: that is still to come.`,
        {
          problems: [{ in: 'body', field: 'receivedAt', message: '"receivedAt" must not lie in the future' }],
        },
      );
    const answer = await registerCase(context, {
      ...command,
      definitionKey,
      contact: {
        ...contact,
        ...(receivedAt !== undefined && { receivedAt: new Date(receivedAt) }),
        ...(contactPromisedBy !== undefined && { contactPromisedBy: new Date(contactPromisedBy) }),
      },
      ...(data !== undefined && { data }),
      ...(startEventId !== undefined && { startEventId }),
    });
    return {
      status: answer.isRepeat ? 200 : 201,
      body: answerModel(answer),
      etag: String(answer.rev),
      location: `/api/v1/cases/${answer.caseId}`,
    };
  },
});

type ListQuery = SelectionQuery & { sort: CaseSort; after?: string; limit: number };

export const listCasesOperation = operation<unknown, ListQuery>({
  method: 'get',
  path: '/cases',
  summary: 'Cases the caller may see, narrowed, ordered and paged by key',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      ...selectionFields,
      sort: Joi.valid(...caseSorts).default('newest'),
      after: line(300).description('The `next` of the page before'),
      limit: Joi.number().integer().min(1).max(200).default(50),
    }),
  },
  async handle(context, { query, actor }) {
    const { sort, after, limit, ...selection } = query;
    const { cases, total, end } = await listCases(context, actor, {
      ...selectionOf(selection, context.now()),
      ...pageEndOf(sort, after),
      sort,
      limit,
    });
    return { body: { cases: cases.map(caseSummary), total, next: pageKeyOf(end) ?? null } };
  },
});

const caseId = Joi.object({
  caseId: caseIdOrNumberSchema.required(),
});

/** Entries shown with the case itself; the rest is paged. */
const journalShown = 100;

export const showCase = operation<{ caseId: string }>({
  method: 'get',
  path: '/cases/:caseId',
  summary: 'A case by id or number: state, open tasks, SLA targets, case file and the first journal entries',
  access: 'signedIn',
  schemas: { params: caseId },
  async handle(context, { params, actor }) {
    const current = await viewCase(context, actor, params.caseId);
    const { entries, next } = await viewJournal(context, actor, current.id, { after: 0, limit: journalShown });
    return {
      body: {
        ...caseModel(current),
        journal: entries.map(journalModel),
        journalNext: next ?? null,
      },
      etag: String(current.rev),
    };
  },
});

export const showJournal = operation<{ caseId: string }, { after: number; limit: number }>({
  method: 'get',
  path: '/cases/:caseId/journal',
  summary: 'The journal of a case in order, paged by sequence number',
  access: 'signedIn',
  schemas: {
    params: caseId,
    query: Joi.object({
      after: Joi.number().integer().min(0).default(0),
      limit: Joi.number().integer().min(1).max(1000).default(100),
    }),
  },
  async handle(context, { params, query, actor }) {
    const { current, entries, next } = await viewJournal(context, actor, params.caseId, query);
    return {
      body: {
        entries: entries.map(journalModel),
        next: next ?? null,
        head: current.journalHead,
      },
    };
  },
});
