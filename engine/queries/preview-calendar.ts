import { calendarBook } from '../calendar/calendar-book.ts';
import type { CalendarContext } from '../calendar/calendar-store.ts';
import { checkCalendar } from '../calendar/check-calendar.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { explainCalendar, type TimeAccount } from './view-calendar.ts';

export type CalendarPreview = {
  readonly problems: readonly { readonly field: string; readonly message: string }[];
  /** The same stretch of time in the calendar in force, and in the one that is proposed, when that has no problems. */
  readonly before: TimeAccount;
  readonly after?: TimeAccount;
};

/**
 * What a calendar would make of a duration, beside what the one in force makes of it; changes nothing.
 * Refuses with `CALENDAR_NOT_FOUND`; throws `TimerError` for a duration that is none.
 */
export const previewCalendar = (
  context: CalendarContext,
  calendar: WorkingCalendar,
  from: Date,
  duration: string,
): CalendarPreview => {
  const { calendars } = context;
  const before = explainCalendar(context, calendar.id, from, { duration });
  const problems = checkCalendar(calendar, (id) => calendars.find(id));
  if (problems.length > 0) return { problems, before };
  const proposed = calendarBook([...calendars.all().filter(({ id }) => id !== calendar.id), calendar]);
  return {
    problems,
    before,
    after: explainCalendar({ ...context, calendars: proposed }, calendar.id, from, { duration }),
  };
};
