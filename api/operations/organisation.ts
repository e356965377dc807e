import Joi from 'joi';
import { listOrganisationEntries, type OrganisationEntry } from '../../engine/index.ts';
import { operation } from '../operation.ts';

export const showOrganisation = operation({
  method: 'get',
  path: '/organisation',
  summary: 'The organisation tree: province, centres, branch companies and their departments',
  access: 'signedIn',
  schemas: {},
  async handle({ organisation }) {
    return { body: { nodes: [...organisation.values()] } };
  },
});

type JournalQuery = { subject?: string; type?: OrganisationEntry['type']; after: number; limit: number };

export const showOrganisationJournal = operation<unknown, JournalQuery>({
  method: 'get',
  path: '/organisation/journal',
  summary: 'What changed about people, rosters, absences and handovers, in order, paged by sequence number',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      subject: Joi.string().max(250),
      type: Joi.string().max(60),
      after: Joi.number().integer().min(0).default(0),
      limit: Joi.number().integer().min(1).max(1000).default(100),
    }),
  },
  async handle(context, { query, actor }) {
    const entries = await listOrganisationEntries(context, actor, query);
    return { body: { entries, next: entries.length < query.limit ? null : entries.at(-1)?.sequence } };
  },
});
