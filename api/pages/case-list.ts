/** Every case somebody may see, narrowed, ordered and paged: where each number of the board leads. */
import Joi from 'joi';
import { caseSorts, listCases, listProcesses, visibleCentres, type CaseSort } from '../../engine/index.ts';
import { caseListModel } from '../../views/presenters/case-list.ts';
import { pageEndOf, pageKeyOf } from '../case-page.ts';
import { selectionFields, selectionOf, type SelectionQuery } from '../case-selection.ts';
import { page } from './page.ts';

/** Forms send empty fields for "any". */
const emptyMeansAny = (fields: Joi.SchemaMap): Joi.SchemaMap =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, (schema as Joi.Schema).empty('')]));

export const caseListFields = emptyMeansAny(selectionFields);

type ListQuery = SelectionQuery & { sort: CaseSort; after?: string };

const pageSize = 50;

export const caseListPage = page<unknown, ListQuery>({
  method: 'get',
  path: '/cases',
  access: 'signedIn',
  isLive: true,
  schemas: {
    query: Joi.object({
      ...caseListFields,
      sort: Joi.valid(...caseSorts).default('newest'),
      after: Joi.string().max(300),
    }),
  },
  async handle(context, { query, actor, command, reader, t }) {
    const { sort, after, ...selection } = query;
    const [found, processes] = await Promise.all([
      listCases(context, actor, {
        ...selectionOf(selection, command.at),
        ...pageEndOf(sort, after),
        sort,
        limit: pageSize,
      }),
      listProcesses(context),
    ]);
    const next = pageKeyOf(found.end);
    return {
      template: 'pages/case-list',
      title: t('caseList.title'),
      bundles: ['cases'],
      model: caseListModel(
        {
          cases: found.cases,
          total: found.total,
          selection,
          sort,
          processes: processes.map(({ key }) => key),
          centres: visibleCentres(actor, context.organisation).all,
          ...(next !== undefined && { next }),
        },
        { organisation: context.organisation, reader, t, now: command.at, roles: actor.roles },
      ),
    };
  },
});
