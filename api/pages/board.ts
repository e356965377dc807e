/** The managers' board: what needs them now, by centre, branch, tier and person; every number leads to its cases. */
import Joi from 'joi';
import {
  countCasesBy,
  listCases,
  listPeople,
  viewLoad,
  viewOnDuty,
  visibleCentres,
  type Actor,
  type CaseCount,
} from '../../engine/index.ts';
import { boardModel } from '../../views/presenters/board.ts';
import { selectionOf } from '../case-selection.ts';
import type { ApiContext } from '../operation.ts';
import { ifAllowed } from './if-allowed.ts';
import { page } from './page.ts';

const groupings = ['centre', 'branch', 'tier'] as const;
const waitingShown = 8;
const mostPeople = 200;

type Within = { readonly centre?: string };

const countsOf = (
  context: ApiContext,
  actor: Actor,
  within: Within,
  now: Date,
): Promise<readonly [readonly CaseCount[], readonly CaseCount[]]> =>
  Promise.all([
    countCasesBy(context, actor, { ...within, status: 'open', by: groupings }),
    countCasesBy(context, actor, { ...selectionOf({ ...within, soon: true }, now), by: groupings }),
  ]);

/** The people of one centre with what each has in hand; of the whole province nobody wants to see them one by one. */
const staffOf = async (context: ApiContext, actor: Actor, centre: string | undefined, at: Date) => {
  if (centre === undefined) return undefined;
  const [load, people, onDuty] = await Promise.all([
    viewLoad(context, actor, centre),
    ifAllowed(listPeople(context, actor, { node: centre, isActive: true, limit: mostPeople })),
    ifAllowed(viewOnDuty(context, actor, { node: centre, at })),
  ]);
  return { load, people: people?.people ?? [], onDuty: (onDuty ?? []).map(({ id }) => id) };
};

export const boardPage = page<unknown, Within>({
  method: 'get',
  path: '/board',
  access: 'signedIn',
  isLive: true,
  schemas: { query: Joi.object({ centre: Joi.string().max(100).empty('') }) },
  async handle(context, { query, actor, command, reader, t }) {
    const { organisation } = context;
    const centres = visibleCentres(actor, organisation).all;
    const centre = query.centre ?? (centres.length === 1 ? centres[0] : undefined);
    const within = centre === undefined ? {} : { centre };
    const [[open, soon], longest, staff] = await Promise.all([
      countsOf(context, actor, within, command.at),
      listCases(context, actor, { ...within, sort: 'stuck', limit: waitingShown }),
      staffOf(context, actor, centre, command.at),
    ]);
    return {
      template: 'pages/board',
      title: t('board.title'),
      bundles: ['board'],
      model: boardModel(
        {
          open,
          soon,
          longest: longest.cases,
          isWhole: centres.length === 1 || centre === undefined,
          ...within,
          ...(staff && { staff }),
        },
        { organisation, reader, t, now: command.at },
      ),
    };
  },
});
