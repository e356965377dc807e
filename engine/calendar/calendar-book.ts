/** All calendars together, asked by id. Immutable: a change of one makes a new book. */
import { TimerError } from '../model/timer/timer-error.ts';
import { lineage, resolveCalendar, type ResolvedCalendar, type WorkingSpan } from './resolve-calendar.ts';
import type { WorkingCalendar } from './working-calendar.ts';
import {
  addWorkingDays,
  addWorkingTime,
  countDays,
  workingSpans,
  workingTimeBetween,
  type DayCount,
} from './working-time.ts';

/** Everything that depends on a calendar asks here. Every member but `find` and `all` throws `TimerError` for an id nobody knows. */
export type CalendarBook = {
  all(): readonly WorkingCalendar[];
  find(calendarId: string): WorkingCalendar | undefined;
  /** IANA name of the zone a calendar counts in. */
  timeZone(calendarId: string): string;
  /** The earliest moment at which `ms` milliseconds of working time have passed since `from`. */
  addWorkingTime(calendarId: string, from: Date, ms: number): Date;
  /** The same time of day, a number of working days later. */
  addWorkingDays(calendarId: string, from: Date, days: number): Date;
  /** Milliseconds of working time from one moment to a later one; else 0. */
  workingTimeBetween(calendarId: string, from: Date, to: Date): number;
  /** When people work between two moments, in order. */
  workingSpans(calendarId: string, from: Date, to: Date): readonly WorkingSpan[];
  /** Day by day what counted between two moments. */
  countDays(calendarId: string, from: Date, to: Date): readonly DayCount[];
};

export const calendarBook = (calendars: readonly WorkingCalendar[]): CalendarBook => {
  const byId = new Map(calendars.map((calendar) => [calendar.id, calendar]));
  const resolved = new Map<string, ResolvedCalendar>();

  const find = (id: string): WorkingCalendar | undefined => byId.get(id);

  const resolve = (id: string): ResolvedCalendar => {
    const known = resolved.get(id);
    if (known) return known;
    const calendar = byId.get(id);
    if (!calendar)
      throw new TimerError(id, `name a calendar that exists: ${[...byId.keys()].join(', ') || 'there is none yet'}`);
    const fresh = resolveCalendar(lineage(calendar, find));
    resolved.set(id, fresh);
    return fresh;
  };

  return {
    all: () => calendars,
    find,
    timeZone: (id) => resolve(id).timeZone,
    addWorkingTime: (id, from, ms) => addWorkingTime(resolve(id), from, ms),
    addWorkingDays: (id, from, days) => addWorkingDays(resolve(id), from, days),
    workingTimeBetween: (id, from, to) => workingTimeBetween(resolve(id), from, to),
    workingSpans: (id, from, to) => workingSpans(resolve(id), from, to),
    countDays: (id, from, to) => countDays(resolve(id), from, to),
  };
};
