/** The journals of all cases one may see: searched, and taken away as a file. */
import Joi from 'joi';
import {
  eachFoundEntry,
  mostCounted,
  searchJournal,
  type FoundEntry,
  type JournalFilter,
  type SearchJournal,
} from '../../engine/index.ts';
import { exportFormats, exportReply, type Column, type ExportFormat } from '../export.ts';
import { journalModel } from '../models.ts';
import { momentSchema } from '../moment-schema.ts';
import { operation } from '../operation.ts';
import { decodeKey, encodeKey } from '../page-key.ts';
import { EdgeRefusal } from '../problem.ts';

const word = Joi.string().max(100);

const filters = {
  centre: word.description('Id of a centre; default: all one sees'),
  actor: word.description('Id of the person, or `timer` or `system`'),
  type: word.description('Type of the entry, for instance TaskCompleted'),
  command: word.description('Command behind it, for instance completeTask'),
  datum: word.description('Name of a datum that was changed'),
  reasoned: Joi.boolean().description(
    'Only what somebody had to give a reason for, such as overrides; nothing else when false',
  ),
  from: momentSchema().description('Not before this moment'),
  to: momentSchema().description('Before this moment'),
};

export type JournalQuery = {
  centre?: string;
  actor?: string;
  type?: string;
  command?: string;
  datum?: string;
  reasoned?: boolean;
  from?: string;
  to?: string;
};

/** What the parameters ask for. */
export const searchOf = ({
  actor,
  type,
  reasoned,
  from,
  to,
  ...query
}: JournalQuery): Omit<SearchJournal, 'before' | 'limit'> => ({
  ...query,
  ...(actor !== undefined && { actorId: actor }),
  ...(type !== undefined && { type: type as NonNullable<JournalFilter['type']> }),
  ...(reasoned === true && { isReasoned: true as const }),
  ...(from !== undefined && { from: new Date(from) }),
  ...(to !== undefined && { to: new Date(to) }),
});

/** Where the page before ended. Throws `INVALID_REQUEST`. */
export const journalKeyOf = (after: string): NonNullable<SearchJournal['before']> => {
  const [moment, id] = decodeKey(after, 2) as [string, string];
  const at = new Date(moment);
  if (Number.isNaN(at.getTime()))
    throw new EdgeRefusal('INVALID_REQUEST', `The parameter 'after' must be the 'next' value of the page before.`);
  return { at, id };
};

const foundModel = ({ centre, caseNumber, entry }: FoundEntry): Record<string, unknown> => ({
  caseNumber,
  centre,
  ...journalModel(entry),
});

export const searchJournalOperation = operation<unknown, JournalQuery & { after?: string; limit: number }>({
  method: 'get',
  path: '/journal',
  summary: 'Journal entries of all cases one may see, newest first, by who, what, when and which datum',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      ...filters,
      after: Joi.string().max(300).description('The `next` of the page before'),
      limit: Joi.number().integer().min(1).max(200).default(50),
    }),
  },
  async handle(context, { query: { after, limit, ...query }, actor }) {
    const before = after === undefined ? undefined : journalKeyOf(after);
    const { found, total, next } = await searchJournal(context, actor, {
      ...searchOf(query),
      limit,
      ...(before && { before }),
    });
    return {
      body: {
        entries: found.map(foundModel),
        total,
        isTotalExact: total < mostCounted,
        next: next ? encodeKey([next.at.toISOString(), next.id]) : null,
      },
    };
  },
});

const columns: readonly Column<FoundEntry>[] = [
  ['at', ({ entry }) => entry.at],
  ['caseNumber', ({ caseNumber }) => caseNumber],
  ['centre', ({ centre }) => centre],
  ['sequence', ({ entry }) => entry.sequence],
  ['type', ({ entry }) => entry.type],
  ['actor', ({ entry }) => entry.actor.id],
  ['command', ({ entry }) => entry.command],
  ['activityId', ({ entry }) => entry.activityId],
  ['taskId', ({ entry }) => entry.taskId],
  ['cause', ({ entry }) => entry.cause],
  ['reason', ({ entry }) => entry.reason],
  ['details', ({ entry }) => entry.details],
  ['hash', ({ entry }) => entry.hash],
];

export const exportJournal = operation<unknown, JournalQuery & { format: ExportFormat }>({
  method: 'get',
  path: '/journal/export',
  summary: 'The same entries as a CSV or JSON file, all of them',
  access: 'signedIn',
  produces: 'text/csv',
  schemas: { query: Joi.object({ ...filters, format: Joi.valid(...exportFormats).default('csv') }) },
  handle: (context, { query: { format, ...query }, actor, response }) =>
    exportReply(response, format, 'journal', eachFoundEntry(context, actor, searchOf(query)), columns, foundModel),
});
