/** Who works at a node: load, duty and absence, and the roster of a week. */
import Joi from 'joi';
import {
  addPerson,
  changeRosterDays,
  endAbsence,
  listAbsences,
  recordAbsence,
  roleNames,
  viewLoad,
  viewOnDuty,
  viewRoster,
  viewShifts,
  visibleCentres,
  type Actor,
  type Person,
  type RoleName,
} from '../../engine/index.ts';
import { momentIn } from '../../views/moments.ts';
import { rosterOf, staffModel, weekOf } from '../../views/presenters/staff.ts';
import type { ApiContext } from '../operation.ts';
import { hashPassword } from '../password.ts';
import { EdgeRefusal } from '../problem.ts';
import { ifAllowed } from './if-allowed.ts';
import { page } from './page.ts';
import { peopleWithin } from './people-within.ts';
import { skillsIn } from './person.ts';

const node = Joi.string().max(100).empty('');
const date = Joi.string().pattern(/^\d{4}-\d{2}-\d{2}$/, 'date');
const person = Joi.string().pattern(/^[\w.-]{1,100}$/, 'person id');
const mostAbsences = 100;

/** Centres the actor sees, each with its branch company. */
const nodesOf = ({ organisation }: ApiContext, actor: Actor): string[] => {
  const centres = visibleCentres(actor, organisation).all;
  const own = actor.roles.map((held) => held.node);
  const branches = [...organisation.values()].filter(
    ({ kind, parentId, id }) => kind === 'branch' && (centres.includes(parentId ?? '') || own.includes(id)),
  );
  return [...centres, ...branches.map(({ id }) => id)];
};

const loadOf = async (context: ApiContext, actor: Actor, chosen: string) =>
  context.organisation.get(chosen)?.kind === 'centre'
    ? ((await ifAllowed(viewLoad(context, actor, chosen))) ?? [])
    : [];

export const staffPage = page<unknown, { node?: string; week?: string }>({
  method: 'get',
  path: '/staff',
  access: 'signedIn',
  schemas: { query: Joi.object({ node, week: date.empty('') }) },
  async handle(context, { query, actor, reader, t, command: { at } }) {
    const nodes = nodesOf(context, actor);
    const chosen = query.node ?? nodes[0] ?? actor.roles[0]?.node ?? '';
    const plan = await viewShifts(context, actor, chosen);
    const dates = weekOf(query.week, at, plan.timeZone);
    const [people, load, onDuty, roster, { absences }] = await Promise.all([
      peopleWithin(context, actor, chosen),
      loadOf(context, actor, chosen),
      viewOnDuty(context, actor, { node: chosen, at }),
      viewRoster(context, actor, { node: chosen, from: dates[0]!, to: dates.at(-1)! }),
      listAbsences(context, actor, { limit: mostAbsences }),
    ]);
    return {
      template: 'pages/staff',
      title: t('staff.title'),
      bundles: ['board'],
      model: staffModel(
        { node: chosen, nodes, plan, dates, people, load, onDuty, roster, absences },
        { organisation: context.organisation, reader, t, now: at, roles: actor.roles },
      ),
    };
  },
});

const cellsNamed = (
  cells: readonly { readonly date: string; readonly personId: string }[],
  people: readonly Person[],
): string => {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return cells.map((cell) => `${names.get(cell.personId) ?? cell.personId} ${cell.date}`).join(', ');
};

type RosterForm = { node: string; week: string } & Record<string, string | string[]>;

export const rosterForm = page<unknown, unknown, RosterForm>({
  method: 'post',
  path: '/staff/roster',
  access: 'signedIn',
  schemas: {
    body: Joi.object({ node: node.required(), week: date.required() }).pattern(
      /^(?:cell|shown):\d{4}-\d{2}-\d{2}:[\w.-]{1,100}$/,
      Joi.string().max(200).allow(''),
    ),
  },
  async handle(context, { body: { node: at, week, ...cells }, actor, command: { key, ...command } }) {
    const plan = await viewShifts(context, actor, at);
    const dates = weekOf(week, command.at, plan.timeZone);
    const kept = await viewRoster(context, actor, { node: at, from: dates[0]!, to: dates.at(-1)! });
    const people = await peopleWithin(context, actor, at);
    const { days, conflicts } = rosterOf(cells, kept);
    const revOf = (day: string): number => kept.find((one) => one.date === day)?.rev ?? 0;
    const fresh = days.map((day) => ({ ...day, expectedRev: revOf(day.date) }));
    await changeRosterDays(context, { ...command, ...(key !== undefined && { key }), node: at, days: fresh });
    return {
      redirect: `/staff?node=${encodeURIComponent(at)}&week=${week}#roster`,
      flash:
        conflicts.length === 0
          ? { kind: 'success', key: 'flash.rosterChanged', values: { count: days.length } }
          : { kind: 'problem', key: 'flash.rosterConflict', values: { cells: cellsNamed(conflicts, people) } },
    };
  },
});

type AbsenceForm = {
  node: string;
  personId: string;
  from?: string;
  until?: string;
  deputyId?: string;
  reason?: string;
  handOver?: string;
};

export const absenceForm = page<unknown, unknown, AbsenceForm>({
  method: 'post',
  path: '/staff/absences',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      node: node.required(),
      personId: person.required(),
      from: Joi.string().max(30).empty(''),
      until: Joi.string().max(30).empty(''),
      deputyId: person.empty(''),
      reason: Joi.string().trim().max(1000).empty(''),
      handOver: Joi.valid('yes'),
    }),
  },
  async handle(context, { body: { node: at, from, until, handOver, ...rest }, command, reader }) {
    const momentOf = (field: string, text: string): Date => {
      const moment = momentIn(text, reader.timeZone);
      if (moment) return moment;
      throw new EdgeRefusal('INVALID_REQUEST', `"${field}" must be a date and time, not '${text}'.`);
    };
    await recordAbsence(context, {
      ...command,
      ...rest,
      id: context.newId(),
      handOver: handOver === 'yes',
      from: from === undefined ? command.at : momentOf('from', from),
      ...(until !== undefined && { until: momentOf('until', until) }),
    });
    return {
      redirect: `/staff?node=${encodeURIComponent(at)}#absences`,
      flash: { kind: 'success', key: 'flash.absenceRecorded' },
    };
  },
});

export const endAbsenceForm = page<{ absenceId: string }, unknown, { node: string }>({
  method: 'post',
  path: '/staff/absences/:absenceId/end',
  access: 'signedIn',
  schemas: {
    params: Joi.object({
      absenceId: Joi.string()
        .pattern(/^[\w-]{1,60}$/, 'absence id')
        .required(),
    }),
    body: Joi.object({ node: node.required() }),
  },
  async handle(context, { params, body, command }) {
    await endAbsence(context, { ...command, id: params.absenceId });
    return {
      redirect: `/staff?node=${encodeURIComponent(body.node)}#absences`,
      flash: { kind: 'success', key: 'flash.absenceEnded' },
    };
  },
});

type PersonForm = { node: string; id: string; name: string; role: RoleName; skills?: string; password: string };

export const addPersonForm = page<unknown, unknown, PersonForm>({
  method: 'post',
  path: '/staff/people',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      node: node.required(),
      id: person.required(),
      name: Joi.string().trim().min(1).max(100).required(),
      role: Joi.valid(...roleNames).required(),
      skills: Joi.string().max(500).empty(''),
      password: Joi.string().min(8).max(200).required(),
    }),
  },
  async handle(context, { body: { node: at, role, skills = '', password, ...rest }, command }) {
    await addPerson(context, {
      ...command,
      ...rest,
      roles: [{ role, node: at }],
      skills: skillsIn(skills),
      passwordHash: await hashPassword(password),
    });
    return {
      redirect: `/staff?node=${encodeURIComponent(at)}`,
      flash: { kind: 'success', key: 'flash.personAdded', values: { name: rest.name } },
    };
  },
});
