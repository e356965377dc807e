import { Refusal } from '../errors.ts';
import type { CalendarBook } from './calendar-book.ts';
import { lineage } from './resolve-calendar.ts';

/** The ids of a calendar and of all that inherit from it. Refuses with `CALENDAR_NOT_FOUND`. */
export const heirsOf = (calendars: CalendarBook, calendarId: string): readonly string[] => {
  if (!calendars.find(calendarId))
    throw new Refusal('CALENDAR_NOT_FOUND', `There is no calendar '${calendarId}'.`, { calendarId });
  return calendars
    .all()
    .filter((calendar) => lineage(calendar, (id) => calendars.find(id)).some(({ id }) => id === calendarId))
    .map(({ id }) => id);
};
