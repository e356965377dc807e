/** Working calendars as people look at them: with what they inherit, and what a stretch of time amounts to in them. */
import type { CalendarContext } from '../calendar/calendar-store.ts';
import { describeDay } from '../calendar/describe-days.ts';
import { lineage } from '../calendar/resolve-calendar.ts';
import type { LocalName, SpecialDays, WorkingCalendar } from '../calendar/working-calendar.ts';
import type { DayCount } from '../calendar/working-time.ts';
import { Refusal } from '../errors.ts';
import { addDuration, parseDuration } from '../model/timer/iso-duration.ts';

export type CalendarView = {
  readonly calendar: WorkingCalendar;
  /** 0 as shipped, then 1, 2, 3 …; the revision `If-Match` takes. */
  readonly version: number;
  /** Ids of the calendars it inherits from, nearest first. */
  readonly inherits: readonly string[];
  /** What counts in the end. */
  readonly effective: {
    readonly timeZone: string;
    readonly week: NonNullable<WorkingCalendar['week']>;
    readonly days: readonly (SpecialDays & { readonly calendarId: string })[];
  };
};

const requireCalendar = ({ calendars }: CalendarContext, id: string): WorkingCalendar => {
  const calendar = calendars.find(id);
  if (calendar) return calendar;
  throw new Refusal('CALENDAR_NOT_FOUND', `There is no calendar '${id}'.`, { calendarId: id });
};

/** One calendar with what it inherits. Refuses with `CALENDAR_NOT_FOUND`. */
export const viewCalendar = (context: CalendarContext, id: string): CalendarView => {
  const { calendars, calendarStore } = context;
  const calendar = requireCalendar(context, id);
  const line = lineage(calendar, (other) => calendars.find(other));
  const last = line.findIndex(({ observesHolidays }) => observesHolidays === false);
  const observed = last === -1 ? line : line.slice(0, last + 1);
  return {
    calendar,
    version: calendarStore.versionOf(id),
    inherits: line.slice(1).map((parent) => parent.id),
    effective: {
      timeZone: calendars.timeZone(id),
      week: line.find(({ week }) => week !== undefined)?.week ?? {},
      days: observed
        .flatMap(({ id: calendarId, days = [] }) => days.map((special) => ({ ...special, calendarId })))
        .toSorted((left, right) => left.from.localeCompare(right.from)),
    },
  };
};

export type TimeAccount = {
  readonly calendarId: string;
  readonly timeZone: string;
  readonly from: Date;
  readonly to: Date;
  readonly workingMs: number;
  readonly days: readonly (DayCount & { readonly text: LocalName })[];
};

/**
 * Day by day what lies between `from` and another moment, or a duration of working time later (ISO 8601; days are working
 * days). Lists three years at most. Refuses with `CALENDAR_NOT_FOUND`; throws `TimerError` for a duration that is none.
 */
export const explainCalendar = (
  context: CalendarContext,
  id: string,
  from: Date,
  until: { readonly to: Date } | { readonly duration: string },
): TimeAccount => {
  requireCalendar(context, id);
  const { calendars } = context;
  const timeZone = calendars.timeZone(id);
  const to =
    'to' in until ? until.to : addDuration(from, parseDuration(until.duration), { timeZone, calendar: id }, calendars);
  const days = calendars.countDays(id, from, to);
  return {
    calendarId: id,
    timeZone,
    from,
    to,
    workingMs: calendars.workingTimeBetween(id, from, to),
    days: days.map((day) => ({ ...day, text: describeDay(day, timeZone) })),
  };
};
