/** The calendars in force with drafts of changed and new ones in their place: what a design is tried by. */
import { calendarBook, type CalendarBook } from '../calendar/calendar-book.ts';
import { checkCalendar } from '../calendar/check-calendar.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';

/** Throws `INVALID_CALENDAR` with all that is wrong with the drafts. */
export const withCalendars = (
  { calendars }: Pick<Context, 'calendars'>,
  drafts: readonly WorkingCalendar[],
): CalendarBook => {
  const own = new Map(drafts.map((draft) => [draft.id, draft]));
  const find = (id: string): WorkingCalendar | undefined => own.get(id) ?? calendars.find(id);
  const problems = [...own.values()].flatMap((draft) =>
    checkCalendar(draft, find).map(({ field, message }) => ({ field: `${draft.id}: ${field}`, message })),
  );
  if (problems.length > 0)
    throw new Refusal(
      'INVALID_CALENDAR',
      `The calendars to be tried have ${problems.length} problem(s): ${problems.map(({ field, message }) => `${field}: ${message}`).join('; ')}.`,
      { problems },
    );
  return calendarBook([...calendars.all().filter(({ id }) => !own.has(id)), ...own.values()]);
};
