import Joi from 'joi';
import {
  changeRosterDays,
  planShifts,
  roleNames,
  viewOnDuty,
  viewRoster,
  viewShifts,
  type RoleName,
  type RosterEntry,
  type Shift,
} from '../../engine/index.ts';
import { dateSchema, momentSchema } from '../moment-schema.ts';
import { operation } from '../operation.ts';
import { EdgeRefusal } from '../problem.ts';

const name = (max: number): Joi.StringSchema =>
  Joi.string()
    .trim()
    .min(1)
    .max(max)
    .pattern(/^[^\p{Cc}]*$/u, 'text without control characters');

const id = Joi.string().pattern(/^[\w-]{1,60}$/, 'letters, digits and dashes');
const clock = Joi.string().pattern(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 08:00');

export const showShifts = operation<unknown, { node: string }>({
  method: 'get',
  path: '/shifts',
  summary: 'The shifts of a node of the organisation, and whose tasks are given out there',
  access: 'signedIn',
  schemas: { query: Joi.object({ node: id.required() }) },
  async handle(context, { query, actor }) {
    const plan = await viewShifts(context, actor, query.node);
    return { body: plan, etag: String(plan.rev) };
  },
});

type ShiftsBody = { node: string; timeZone: string; shifts: Shift[]; pushRoles: RoleName[] };

export const planShiftsOperation = operation<unknown, unknown, ShiftsBody>({
  method: 'put',
  path: '/shifts',
  summary: 'Set the shifts of a node, and the roles whose tasks are given out instead of claimed',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      node: id.required(),
      timeZone: name(60).default('Asia/Shanghai'),
      shifts: Joi.array()
        .items(
          Joi.object({
            id: id.required(),
            name: Joi.object({ zh: name(60).required(), en: name(60).required() }).required(),
            start: clock.required(),
            end: clock.required(),
          }),
        )
        .max(20)
        .unique('id')
        .required(),
      pushRoles: Joi.array()
        .items(Joi.valid(...roleNames))
        .unique()
        .default([]),
    }),
  },
  async handle(context, { body, command }) {
    const { record, isRepeat } = await planShifts(context, { ...command, ...body });
    return { body: { shifts: record, isRepeat }, etag: String(record.rev) };
  },
});

export const showRoster = operation<unknown, { node: string; from: string; to: string }>({
  method: 'get',
  path: '/roster',
  summary: 'Who works which shift at a node, day by day',
  access: 'signedIn',
  schemas: { query: Joi.object({ node: id.required(), from: dateSchema().required(), to: dateSchema().required() }) },
  async handle(context, { query, actor }) {
    const days = await viewRoster(context, actor, query);
    return { body: { days }, ...(query.from === query.to && { etag: String(days[0]?.rev ?? 0) }) };
  },
});

type RosterBody = { node: string; days: { date: string; entries: RosterEntry[]; rev?: number }[] };

export const changeRosterOperation = operation<unknown, unknown, RosterBody>({
  method: 'put',
  path: '/roster',
  summary: 'Say who works which shift at a node, for up to a month of days, each set as a whole',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      node: id.required(),
      days: Joi.array()
        .items(
          Joi.object({
            date: dateSchema().required(),
            rev: Joi.number().integer().min(0).description('Revision the day must still have; 0: not kept yet'),
            entries: Joi.array()
              .items(Joi.object({ personId: name(100).required(), shiftId: id.required() }))
              .max(500)
              .unique()
              .required(),
          }),
        )
        .min(1)
        .max(31)
        .unique('date')
        .required(),
    }),
  },
  async handle(context, { body: { node, days }, command }) {
    const { expectedRev, ...base } = command;
    if (expectedRev !== undefined && days.length > 1)
      throw new EdgeRefusal('INVALID_REQUEST', 'If-Match goes with one day; give several their "rev" each.');
    const changed = await changeRosterDays(context, {
      ...base,
      node,
      days: days.map(({ rev = expectedRev, ...day }) => ({ ...day, ...(rev !== undefined && { expectedRev: rev }) })),
    });
    const [only, ...others] = changed;
    return {
      body: { days: changed.map(({ record, isRepeat }) => ({ ...record, isRepeat })) },
      ...(only && others.length === 0 && { etag: String(only.record.rev) }),
    };
  },
});

export const showOnDuty = operation<unknown, { node: string; role?: RoleName; at?: string }>({
  method: 'get',
  path: '/on-duty',
  summary: 'Who is on duty at a node, now or at another moment',
  access: 'signedIn',
  schemas: { query: Joi.object({ node: id.required(), role: Joi.valid(...roleNames), at: momentSchema() }) },
  async handle(context, { query: { node, role, at }, actor }) {
    const moment = at === undefined ? context.now() : new Date(at);
    const people = await viewOnDuty(context, actor, { node, at: moment, ...(role && { role }) });
    return { body: { at: moment, people: people.map(({ rev, isActive, ...person }) => person) } };
  },
});
