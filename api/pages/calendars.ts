/** Working calendars: read, changed with a preview of the arithmetic, and how they came to be. */
import Joi from 'joi';
import {
  countByCalendar,
  previewCalendar,
  recalculateCalendar,
  removeCalendar,
  replaceCalendar,
  viewCalendar,
  weekdays,
  type WorkingCalendar,
} from '../../engine/index.ts';
import { momentIn } from '../../views/moments.ts';
import { calendarModel, calendarsModel } from '../../views/presenters/calendar.ts';
import type { ApiContext } from '../operation.ts';
import { EdgeRefusal } from '../problem.ts';
import { calendarIn, dayText } from './calendar-text.ts';
import { page, type PageCall, type PageReply } from './page.ts';

const params = Joi.object({
  calendarId: Joi.string()
    .pattern(/^[a-z][a-z0-9-]{0,59}$/, 'calendar id')
    .required(),
});
type CalendarParams = { calendarId: string };

const versionsShown = 20;
const durations = ['PT4H', 'P1D', 'P3D', 'P5D', 'P10D'];

export const calendarsPage = page({
  method: 'get',
  path: '/calendars',
  access: 'signedIn',
  schemas: {},
  async handle({ calendars, calendarStore, organisation }, { actor, reader, t }) {
    return {
      template: 'pages/calendars',
      title: t('calendar.title'),
      bundles: ['board'],
      model: calendarsModel(
        calendars.all().map((calendar) => ({ calendar, version: calendarStore.versionOf(calendar.id) })),
        { organisation, reader, roles: actor.roles },
      ),
    };
  },
});

const reasonText = Joi.string().trim().min(1).max(1000).required();

type NewCalendar = { id: string; nameZh: string; nameEn: string; node: string; parentId?: string; reason: string };

export const addCalendarForm = page<unknown, unknown, NewCalendar>({
  method: 'post',
  path: '/calendars',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      id: params.extract('calendarId'),
      nameZh: Joi.string().trim().min(1).max(200).required(),
      nameEn: Joi.string().trim().min(1).max(200).required(),
      node: Joi.string().max(100).required(),
      parentId: Joi.string().max(60).empty(''),
      reason: reasonText,
    }),
  },
  async handle(context, { body: { nameZh, nameEn, reason: why, ...rest }, command }) {
    const calendar = { ...rest, name: { zh: nameZh, en: nameEn } };
    await replaceCalendar(context, { ...command, calendar, reason: why, isNew: true });
    return { redirect: `/calendars/${rest.id}`, flash: { kind: 'success', key: 'flash.calendarSaved' } };
  },
});

export const retireCalendarForm = page<CalendarParams, unknown, { reason: string; version: number }>({
  method: 'post',
  path: '/calendars/:calendarId/retire',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({ reason: reasonText, version: Joi.number().integer().min(0).required() }),
  },
  async handle(context, { params: given, body: { reason: why, version }, command }) {
    await removeCalendar(context, { ...command, ...given, reason: why, expectedRev: version });
    return { redirect: '/calendars', flash: { kind: 'success', key: 'flash.calendarRetired' } };
  },
});

/** Leads to the batch, where its progress is seen and it can be stopped. */
export const recalculateForm = page<CalendarParams, unknown, { reason: string }>({
  method: 'post',
  path: '/calendars/:calendarId/recalculate',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ reason: reasonText }) },
  async handle(context, { params: given, body: { reason }, command }) {
    const { id } = await recalculateCalendar(context, { ...command, ...given, reason });
    return { redirect: `/overrides/${id}` };
  },
});

type Asked = { from?: string; duration: string };

const arithmetic = {
  from: Joi.string().max(30).empty(''),
  duration: Joi.valid(...durations).default('P1D'),
};

const shown = async (
  context: ApiContext,
  { params: { calendarId }, actor, command, reader, t }: PageCall<CalendarParams, unknown, unknown>,
  { from, duration }: Asked,
  draft?: WorkingCalendar,
): Promise<PageReply> => {
  const view = viewCalendar(context, calendarId);
  const start = from === undefined ? command.at : momentIn(from, reader.timeZone);
  if (!start) throw new EdgeRefusal('INVALID_REQUEST', `"from" must be a date and time, not '${from}'.`);
  const calendar = draft ?? view.calendar;
  return {
    template: 'pages/calendar',
    title: t('calendar.title'),
    bundles: ['board'],
    model: calendarModel(
      {
        view,
        calendar,
        dayLines: (calendar.days ?? []).map(dayText),
        preview: previewCalendar(context, calendar, start, duration),
        history: await context.calendarStore.history(calendarId, undefined, versionsShown),
        durations,
        duration,
        from: start,
        isDraft: draft !== undefined,
        counting: await countByCalendar(context, actor, calendarId),
        roles: actor.roles,
      },
      { organisation: context.organisation, reader, t },
    ),
  };
};

export const calendarPage = page<CalendarParams, Asked>({
  method: 'get',
  path: '/calendars/:calendarId',
  access: 'signedIn',
  schemas: { params, query: Joi.object(arithmetic) },
  handle: (context, call) => shown(context, call, call.query),
});

type CalendarForm = Asked & { act: 'preview' | 'save'; reason?: string; version: number } & Record<string, string>;

const text = Joi.string().trim().max(200);

export const calendarForm = page<CalendarParams, unknown, CalendarForm>({
  method: 'post',
  path: '/calendars/:calendarId',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({
      ...arithmetic,
      act: Joi.valid('preview', 'save').required(),
      version: Joi.number().integer().min(0).required(),
      nameZh: text.required(),
      nameEn: text.required(),
      days: Joi.string().max(100_000).allow(''),
      reason: Joi.string().trim().max(1000).empty(''),
      ...Object.fromEntries(weekdays.map((weekday) => [`week:${weekday}`, text.allow('')])),
    }),
  },
  async handle(context, call) {
    const { params: given, body, command } = call;
    const { act, reason, version, from, duration, ...fields } = body;
    const draft = calendarIn(viewCalendar(context, given.calendarId).calendar, fields);
    if (act === 'preview') return shown(context, call, { duration, ...(from !== undefined && { from }) }, draft);
    if (reason === undefined)
      throw new EdgeRefusal('INVALID_REQUEST', 'A calendar is changed with a reason; none was given.', {
        problems: [{ in: 'body', field: 'reason', message: 'is required to save' }],
      });
    await replaceCalendar(context, { ...command, calendar: draft, reason, isNew: false, expectedRev: version });
    return {
      redirect: `/calendars/${given.calendarId}`,
      flash: { kind: 'success', key: 'flash.calendarSaved' },
    };
  },
});
