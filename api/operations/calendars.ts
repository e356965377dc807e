import Joi from 'joi';
import {
  explainCalendar,
  replaceCalendar,
  viewCalendar,
  weekdays,
  type CalendarAnswer,
  type WorkingCalendar,
} from '../../engine/index.ts';
import { momentSchema } from '../moment-schema.ts';
import { operation, type Reply } from '../operation.ts';
import { EdgeRefusal } from '../problem.ts';

const calendarId = Joi.string().pattern(/^[a-z][a-z0-9-]{0,59}$/, 'calendar id');
const params = Joi.object({ calendarId: calendarId.required() });
type CalendarParams = { calendarId: string };

const text = Joi.string().trim().min(1).max(200);
const name = Joi.object({ zh: text.required(), en: text.required() });
const date = Joi.string().pattern(/^\d{4}-\d{2}-\d{2}$/, 'date as YYYY-MM-DD');
const hours = Joi.array().items(Joi.string().max(11)).max(12);
const reason = Joi.string().trim().min(1).max(1000);

const days = Joi.object({
  from: date.required(),
  to: date,
  kind: Joi.valid('holiday', 'workday').required(),
  name: name.required(),
  hours,
  provisional: Joi.boolean(),
});

const content = {
  name: name.required(),
  node: Joi.string().max(100).required(),
  parentId: calendarId,
  timeZone: Joi.string().max(100),
  week: Joi.object(Object.fromEntries(weekdays.map((weekday) => [weekday, hours]))),
  days: Joi.array().items(days).max(1000),
  observesHolidays: Joi.boolean(),
  sources: Joi.array().items(Joi.string().max(500)).max(50),
  reason: reason.required(),
};

type Content = Omit<WorkingCalendar, 'id'> & { reason: string };

const reply = (answer: CalendarAnswer, status = 200): Reply => ({
  status,
  body: answer,
  etag: String(answer.version),
  location: `/api/v1/calendars/${answer.calendarId}`,
});

export const listCalendars = operation<unknown, { node?: string; after?: string; limit: number }>({
  method: 'get',
  path: '/calendars',
  summary: 'Working calendars by id, without their days, paged by key',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      node: Joi.string().max(100),
      after: calendarId,
      limit: Joi.number().integer().min(1).max(200).default(50),
    }),
  },
  async handle({ calendars, calendarStore }, { query: { node, after = '', limit } }) {
    const matching = calendars
      .all()
      .filter((calendar) => node === undefined || calendar.node === node)
      .toSorted((left, right) => (left.id < right.id ? -1 : 1));
    const page = matching.filter(({ id }) => id > after).slice(0, limit);
    return {
      body: {
        calendars: page.map(({ days: _, sources: __, ...calendar }) => ({
          ...calendar,
          timeZone: calendars.timeZone(calendar.id),
          version: calendarStore.versionOf(calendar.id),
        })),
        total: matching.length,
        next: page.length === limit ? page.at(-1)!.id : null,
      },
    };
  },
});

export const showCalendar = operation<CalendarParams>({
  method: 'get',
  path: '/calendars/:calendarId',
  summary: 'A working calendar with all it inherits',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: given }) {
    const view = viewCalendar(context, given.calendarId);
    return { body: view, etag: String(view.version) };
  },
});

export const addCalendarOperation = operation<unknown, unknown, Content & { id: string }>({
  method: 'post',
  path: '/calendars',
  summary: 'Add a working calendar, with a reason',
  access: 'signedIn',
  schemas: { body: Joi.object({ id: calendarId.required(), ...content }) },
  async handle(context, { body: { reason: why, ...calendar }, command }) {
    const answer = await replaceCalendar(context, { ...command, calendar, reason: why, isNew: true });
    return reply(answer, answer.isRepeat ? 200 : 201);
  },
});

export const replaceCalendarOperation = operation<CalendarParams, unknown, Content>({
  method: 'put',
  path: '/calendars/:calendarId',
  summary: 'Replace a working calendar, with a reason; due moments already computed stay',
  access: 'signedIn',
  schemas: { params, body: Joi.object(content) },
  async handle(context, { params: given, body: { reason: why, ...calendar }, command }) {
    return reply(
      await replaceCalendar(context, {
        ...command,
        calendar: { id: given.calendarId, ...calendar },
        reason: why,
        isNew: false,
      }),
    );
  },
});

export const showCalendarHistory = operation<CalendarParams, { before?: number; limit: number }>({
  method: 'get',
  path: '/calendars/:calendarId/history',
  summary: 'Versions of a working calendar, newest first: who, when, why, and the whole calendar',
  access: 'signedIn',
  schemas: {
    params,
    query: Joi.object({
      before: Joi.number().integer().min(1),
      limit: Joi.number().integer().min(1).max(100).default(20),
    }),
  },
  async handle(context, { params: given, query: { before, limit } }) {
    const { version } = viewCalendar(context, given.calendarId);
    const versions = await context.calendarStore.history(given.calendarId, before, limit);
    return {
      body: {
        versions: versions.map(({ key: _, keyDigest: __, ...change }) => change),
        total: version,
        next: versions.length === limit ? versions.at(-1)!.version : null,
      },
    };
  },
});

export const explainCalendarOperation = operation<CalendarParams, { from?: string; to?: string; duration?: string }>({
  method: 'get',
  path: '/calendars/:calendarId/explain',
  summary: 'What a duration from a moment, or the time between two moments, amounts to, day by day',
  access: 'signedIn',
  schemas: {
    params,
    query: Joi.object({ from: momentSchema(), to: momentSchema(), duration: Joi.string().max(60) }).oxor(
      'to',
      'duration',
    ),
  },
  async handle(context, { params: given, query: { from, to, duration = 'P1D' }, command }) {
    const start = from === undefined ? command.at : new Date(from);
    try {
      const until = to === undefined ? { duration } : { to: new Date(to) };
      return { body: explainCalendar(context, given.calendarId, start, until) };
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'TimerError') throw error;
      throw new EdgeRefusal('INVALID_REQUEST', error.message, {
        problems: [{ in: 'query', field: 'duration', message: error.message }],
      });
    }
  },
});
