import Joi from 'joi';
import {
  filterAt,
  listFilters,
  viewTaskCounts,
  viewTasks,
  worklistStates,
  type WorklistPage,
  type WorklistQuery,
} from '../../engine/index.ts';
import { countedQueries, worklistModel } from '../../views/presenters/worklist.ts';
import { decodeMomentKey, encodeKey } from '../page-key.ts';
import { page } from './page.ts';

const code = Joi.string().max(100).empty('');

/** How a view of the worklist is written in an address; forms send empty fields for "any". */
export const worklistQuerySchema = {
  scope: Joi.valid('all', 'mine', 'group').default('all'),
  state: Joi.valid(...worklistStates).empty(''),
  category: code,
  severity: code,
  tier: code,
  centre: code,
};

const keyOf = (after: string): NonNullable<WorklistPage['after']> => {
  const { at: dueAt, id } = decodeMomentKey(after);
  return { dueAt, id };
};

const pageSize = 50;

export const worklistPage = page<unknown, WorklistQuery & { after?: string }>({
  method: 'get',
  path: '/worklist',
  access: 'signedIn',
  isLive: true,
  schemas: { query: Joi.object({ ...worklistQuerySchema, after: Joi.string().max(300) }) },
  async handle(context, { query: { after, ...query }, actor, command, reader, t }) {
    const [items, filters] = await Promise.all([
      viewTasks(context, actor, {
        scope: query.scope,
        filter: filterAt(query, command.at),
        limit: pageSize + 1,
        ...(after !== undefined && { after: keyOf(after) }),
      }),
      listFilters(context, actor),
    ]);
    const shown = items.slice(0, pageSize);
    const last = items.length > pageSize ? shown.at(-1) : undefined;
    return {
      template: 'pages/worklist',
      title: t('worklist.title'),
      bundles: ['worklist'],
      model: worklistModel(
        {
          items: shown,
          filters,
          query,
          ...(last && { next: encodeKey([last.dueAt.toISOString(), last.id]) }),
        },
        {
          organisation: context.organisation,
          calendars: context.calendars,
          reader,
          t,
          now: command.at,
          userId: actor.id,
        },
      ),
    };
  },
});

/** Counts of every view, asked for when the page is already there: they cost more than the list. */
export const worklistCounts = page<unknown, WorklistQuery>({
  method: 'get',
  path: '/worklist/counts',
  access: 'signedIn',
  schemas: { query: Joi.object(worklistQuerySchema) },
  async handle(context, { query, actor, command }) {
    const counted = countedQueries(query, await listFilters(context, actor));
    const counts = await viewTaskCounts(
      context,
      actor,
      counted.map(([, wanted]) => ({ scope: wanted.scope, filter: filterAt(wanted, command.at) })),
    );
    return {
      json: Object.fromEntries(
        counted.map(([key], index) => [key, `${counts[index]!.count}${counts[index]!.isMore ? '+' : ''}`]),
      ),
    };
  },
});
