/** A calendar with all it inherits, ready to be asked about any day. Days are worked out once and kept. */
import { momentShowing } from '../model/timer/zoned-time.ts';
import { clockSpanOf, dateOf, dayOf, weekdayOf, type ClockSpan } from './calendar-date.ts';
import { weekdays, type LocalName, type SpecialDays, type WorkingCalendar } from './working-calendar.ts';

/** Working time without a pause; `to` is no longer part of it. */
export type WorkingSpan = { readonly from: Date; readonly to: Date };

export type CalendarDay = {
  /** `YYYY-MM-DD` in the calendar's zone. */
  readonly date: string;
  /** `workday` and `freeDay` by the week; `holiday` and `adjustedWorkday` by the special days. */
  readonly kind: 'workday' | 'freeDay' | 'holiday' | 'adjustedWorkday';
  /** Of a holiday or adjusted working day. */
  readonly name?: LocalName;
  readonly provisional?: boolean;
  readonly spans: readonly WorkingSpan[];
};

export type ResolvedCalendar = {
  readonly id: string;
  readonly timeZone: string;
  /** By days since 1970-01-01. */
  day(day: number): CalendarDay;
};

/** The calendar and those it inherits from, nearest first. Unknown parents and circles end the line. */
export const lineage = (
  calendar: WorkingCalendar,
  find: (id: string) => WorkingCalendar | undefined,
): WorkingCalendar[] => {
  const line: WorkingCalendar[] = [];
  for (
    let next: WorkingCalendar | undefined = calendar;
    next && !line.includes(next);
    next = next.parentId === undefined ? undefined : find(next.parentId)
  )
    line.push(next);
  return line;
};

const spansOf = (hours: readonly string[] | undefined): ClockSpan[] =>
  (hours ?? []).map(clockSpanOf).filter((span) => span !== undefined);

/** Whose special days count: up to the first that works on holidays too. */
const observed = (line: readonly WorkingCalendar[]): readonly WorkingCalendar[] => {
  const last = line.findIndex(({ observesHolidays }) => observesHolidays === false);
  return last === -1 ? line : line.slice(0, last + 1);
};

const specialDays = (line: readonly WorkingCalendar[]): Map<number, SpecialDays> => {
  const byDay = new Map<number, SpecialDays>();
  for (const { days = [] } of observed(line).toReversed())
    for (const special of days) {
      const from = dayOf(special.from);
      const to = dayOf(special.to ?? special.from);
      if (from !== undefined && to !== undefined) for (let day = from; day <= to; day += 1) byDay.set(day, special);
    }
  return byDay;
};

export const resolveCalendar = (line: readonly WorkingCalendar[]): ResolvedCalendar => {
  const timeZone = line.find((calendar) => calendar.timeZone !== undefined)?.timeZone ?? 'UTC';
  const week = line.find((calendar) => calendar.week !== undefined)?.week ?? {};
  const ordinaryHours = weekdays.map((weekday) => week[weekday] ?? []).find((hours) => hours.length > 0);
  const special = specialDays(line);
  const known = new Map<number, CalendarDay>();

  const spans = (day: number, hours: readonly string[] | undefined): WorkingSpan[] =>
    spansOf(hours).map(({ fromMs, toMs }) => ({
      from: momentShowing({ day, clockMs: fromMs }, timeZone),
      to: momentShowing({ day, clockMs: toMs }, timeZone),
    }));

  const workOut = (day: number): CalendarDay => {
    const date = dateOf(day);
    const exception = special.get(day);
    if (exception) {
      const { kind, name, hours, provisional } = exception;
      const about = { date, name, ...(provisional === true && { provisional }) };
      if (kind === 'holiday') return { ...about, kind: 'holiday', spans: [] };
      return { ...about, kind: 'adjustedWorkday', spans: spans(day, hours ?? ordinaryHours) };
    }
    const hours = week[weekdayOf(day)] ?? [];
    return { date, kind: hours.length > 0 ? 'workday' : 'freeDay', spans: spans(day, hours) };
  };

  return {
    id: line[0]?.id ?? '',
    timeZone,
    day: (day) => {
      const found = known.get(day) ?? workOut(day);
      known.set(day, found);
      return found;
    },
  };
};
