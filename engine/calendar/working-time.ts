/** Arithmetic in the working time of a calendar. Exact to the millisecond, also where clocks change. */
import { localTimeOf, momentShowing } from '../model/timer/zoned-time.ts';
import type { CalendarDay, ResolvedCalendar, WorkingSpan } from './resolve-calendar.ts';

/** More than a century of days: a calendar without that much working time in it is mistaken. */
const farthest = 40_000;

const msIn = ({ spans }: CalendarDay, after: Date, before: Date): number =>
  spans.reduce(
    (sum, { from, to }) =>
      sum + Math.max(0, Math.min(to.getTime(), before.getTime()) - Math.max(from.getTime(), after.getTime())),
    0,
  );

const tooFar = ({ id }: ResolvedCalendar): Error =>
  new Error(`The calendar '${id}' has not that much working time within a century; check its hours.`);

/**
 * The earliest moment at which `ms` milliseconds of working time have passed since `from`; `from` itself for none.
 * Throws when the calendar has not that much working time within a century.
 */
export const addWorkingTime = (calendar: ResolvedCalendar, from: Date, ms: number): Date => {
  if (ms <= 0) return from;
  const first = localTimeOf(from, calendar.timeZone).day;
  let left = ms;
  for (let day = first; day < first + farthest; day += 1)
    for (const span of calendar.day(day).spans) {
      const start = Math.max(span.from.getTime(), from.getTime());
      const available = span.to.getTime() - start;
      if (available <= 0) continue;
      if (available >= left) return new Date(start + left);
      left -= available;
    }
  throw tooFar(calendar);
};

/** Milliseconds of working time from one moment to another; 0 when the other is not later. */
export const workingTimeBetween = (calendar: ResolvedCalendar, from: Date, to: Date): number => {
  if (to <= from) return 0;
  const last = localTimeOf(to, calendar.timeZone).day;
  let sum = 0;
  for (let day = localTimeOf(from, calendar.timeZone).day; day <= last; day += 1)
    sum += msIn(calendar.day(day), from, to);
  return sum;
};

/** When people work between two moments, in order. */
export const workingSpans = (calendar: ResolvedCalendar, from: Date, to: Date): WorkingSpan[] => {
  const last = localTimeOf(to, calendar.timeZone).day;
  const spans: WorkingSpan[] = [];
  for (let day = localTimeOf(from, calendar.timeZone).day; day <= last; day += 1)
    spans.push(...calendar.day(day).spans.filter((span) => span.to > from && span.from < to));
  return spans;
};

/** The first moment at or after `from` on that day at which people work, else the end of its hours. */
const withinHours = ({ spans }: CalendarDay, from: Date): Date =>
  spans.map((span) => (from < span.from ? span.from : from <= span.to ? from : undefined)).find(Boolean) ??
  spans.at(-1)!.to;

/**
 * The same time of day `days` working days later, inside that day's hours. Outside working time counting begins where
 * work is next taken up.
 */
export const addWorkingDays = (calendar: ResolvedCalendar, from: Date, days: number): Date => {
  const { timeZone } = calendar;
  const at = localTimeOf(from, timeZone);
  let { day } = at;
  const isOver = (spans: CalendarDay['spans']): boolean => spans.length === 0 || from > spans.at(-1)!.to;
  const begunLater = isOver(calendar.day(day).spans);
  const last = day + farthest;
  if (begunLater)
    do day += 1;
    while (calendar.day(day).spans.length === 0 && day < last);
  const taken = begunLater ? calendar.day(day).spans[0]?.from : withinHours(calendar.day(day), from);
  if (taken === undefined) throw tooFar(calendar);
  const { clockMs } = localTimeOf(taken, timeZone);
  for (let left = days; left > 0;) {
    day += 1;
    if (day >= last) throw tooFar(calendar);
    if (calendar.day(day).spans.length > 0) left -= 1;
  }
  return withinHours(calendar.day(day), momentShowing({ day, clockMs }, timeZone));
};

/** What one day gave to a stretch of time. */
export type DayCount = Omit<CalendarDay, 'spans'> & {
  /** Working time of the day inside the stretch. */
  readonly counted: readonly { readonly from: Date; readonly to: Date }[];
  readonly countedMs: number;
  /** Working time of the stretch up to the end of this day. */
  readonly totalMs: number;
};

/** Days that a single account lists at most: about three years. */
const mostDays = 1_100;

/** Day by day what counted between two moments, free days and holidays included. */
export const countDays = (calendar: ResolvedCalendar, from: Date, to: Date): DayCount[] => {
  const first = localTimeOf(from, calendar.timeZone).day;
  const last = Math.min(localTimeOf(to, calendar.timeZone).day, first + mostDays);
  const counts: DayCount[] = [];
  let totalMs = 0;
  for (let day = first; day <= last; day += 1) {
    const { spans, ...about } = calendar.day(day);
    const counted = spans
      .map((span) => ({ from: span.from < from ? from : span.from, to: span.to > to ? to : span.to }))
      .filter((span) => span.from < span.to);
    const countedMs = counted.reduce((sum, span) => sum + span.to.getTime() - span.from.getTime(), 0);
    totalMs += countedMs;
    counts.push({ ...about, counted, countedMs, totalMs });
  }
  return counts;
};
