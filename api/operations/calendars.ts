import Joi from 'joi';
import {
  explainCalendar,
  removeCalendar,
  replaceCalendar,
  viewCalendar,
  type CalendarAnswer,
  type WorkingCalendar,
} from '../../engine/index.ts';
import { calendarContent, calendarId } from '../calendar-schema.ts';
import { momentSchema } from '../moment-schema.ts';
import { operation, type Reply } from '../operation.ts';
import { EdgeRefusal } from '../problem.ts';

const params = Joi.object({ calendarId: calendarId.required() });
type CalendarParams = { calendarId: string };

const content = { ...calendarContent, reason: Joi.string().trim().min(1).max(1000).required() };

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

export const removeCalendarOperation = operation<CalendarParams, unknown, { reason: string }>({
  method: 'post',
  path: '/calendars/:calendarId/retire',
  summary: 'Take a working calendar away that nothing counts by any more, with a reason',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ reason: content.reason }) },
  async handle(context, { params: given, body, command }) {
    return { body: await removeCalendar(context, { ...command, ...given, ...body }) };
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
