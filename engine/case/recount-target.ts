/**
 * A target counted anew from its limit, as when its calendar was changed: from its beginning, with every stretch its clock
 * stood still and every extension after it, in the order they came.
 */
import type { CalendarBook } from '../calendar/calendar-book.ts';
import { addDuration, parseDuration } from '../model/timer/iso-duration.ts';
import { laterBy } from './clock.ts';
import type { SlaTarget } from './sla-target.ts';

/** Moves a due moment as something that happened to the target moved it then. */
type Shift = { readonly at: Date; shift(moment: Date): Date };

const shiftsOf = (calendars: CalendarBook, { calendarId, intervals = [], extensions = [] }: SlaTarget): Shift[] => {
  const stoodStill = intervals.slice(1).flatMap(({ from: to }, index): Shift[] => {
    const from = intervals[index]?.to;
    return from ? [{ at: to, shift: (moment) => laterBy(calendars, calendarId, moment, from, to) }] : [];
  });
  const extended = extensions.map(({ at, from, to }): Shift => ({
    at,
    shift: (moment) =>
      calendarId === undefined
        ? new Date(moment.getTime() + to.getTime() - from.getTime())
        : calendars.addWorkingTime(calendarId, moment, calendars.workingTimeBetween(calendarId, from, to)),
  }));
  return [...stoodStill, ...extended].toSorted((left, right) => left.at.getTime() - right.at.getTime());
};

/** The moment a duration after the target's beginning, where nothing moved it. */
const countFrom = (calendars: CalendarBook, { startedAt, calendarId }: SlaTarget, duration: string): Date =>
  addDuration(
    startedAt,
    parseDuration(duration),
    { timeZone: 'UTC', ...(calendarId !== undefined && { calendar: calendarId }) },
    calendars,
  );

/** The moment at a share of the way from one moment to another, in working time where there is a calendar. */
export const momentAtShare = (
  calendars: CalendarBook,
  calendarId: string | undefined,
  from: Date,
  to: Date,
  share: number,
): Date => {
  if (calendarId === undefined) return new Date(Math.round(from.getTime() + share * (to.getTime() - from.getTime())));
  return calendars.addWorkingTime(
    calendarId,
    from,
    Math.round(share * calendars.workingTimeBetween(calendarId, from, to)),
  );
};

/** The target with its moments counted anew; `undefined` when it is over, was breached, or says not what it was counted from. */
export const recountTarget = (calendars: CalendarBook, target: SlaTarget): SlaTarget | undefined => {
  const { limit, reminder, remindAt, remindedAt, dueAt, breachedAt, endedAt, startedAt, calendarId } = target;
  if (limit === undefined || !dueAt || breachedAt || endedAt) return undefined;
  const shifts = shiftsOf(calendars, target);
  const moved = (moment: Date): Date => shifts.reduce((current, { shift }) => shift(current), moment);
  const counted = countFrom(calendars, target, limit);
  if (!remindAt || remindedAt || reminder === undefined) return { ...target, dueAt: moved(counted) };
  const reminded =
    typeof reminder === 'number'
      ? momentAtShare(calendars, calendarId, startedAt, counted, reminder)
      : countFrom(calendars, target, reminder);
  return { ...target, dueAt: moved(counted), remindAt: moved(reminded) };
};
