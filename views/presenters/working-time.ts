/** Working time for countdowns: how much is left of a promise, and when people work in the next days. */
import type { CalendarBook } from '../../engine/index.ts';
import type { Locale } from '../locale.ts';
import { fullMoment } from '../moments.ts';
import type { Reader } from '../reader.ts';
import type { Spans } from '../remaining.ts';
import type { Translate } from '../texts.ts';

/** A page is loaded again long before this. */
const shownMs = 3 * 24 * 60 * 60 * 1000;

export type LeftOver = { readonly leftMs?: number; readonly calendarId?: string; readonly calendarName?: string };

/** What is left until a moment, below zero behind it; a calendar that is not known any more counts every hour. */
export const leftOver = (
  calendars: CalendarBook,
  calendarId: string | undefined,
  now: Date,
  dueAt: Date | undefined,
  locale: Locale,
): LeftOver => {
  const calendar = calendarId === undefined ? undefined : calendars.find(calendarId);
  if (!calendar || !dueAt) return {};
  return {
    leftMs:
      dueAt < now
        ? -calendars.workingTimeBetween(calendar.id, dueAt, now)
        : calendars.workingTimeBetween(calendar.id, now, dueAt),
    calendarId: calendar.id,
    calendarName: locale === 'en' ? calendar.name.en : calendar.name.zh,
  };
};

/** The working hours of the calendars a page speaks of, by their id. */
export const spansOf = (
  calendars: CalendarBook,
  calendarIds: readonly (string | undefined)[],
  now: Date,
): Record<string, Spans> =>
  Object.fromEntries(
    [...new Set(calendarIds)]
      .filter((id) => id !== undefined)
      .map((id) => [
        id,
        calendars
          .workingSpans(id, now, new Date(now.getTime() + shownMs))
          .map(({ from, to }) => [from.getTime(), to.getTime()] as const),
      ]),
  );

/** For a hint: the exact moment in the reader's zone, and by which working time it counts. */
export const dueHint = (
  dueAt: Date | undefined,
  calendarName: string | undefined,
  { locale, timeZone }: Reader,
  t: Translate,
): string | undefined => {
  if (!dueAt) return undefined;
  const counting =
    calendarName === undefined ? t('worklist.everyHour') : t('worklist.workingTime', { calendar: calendarName });
  return `${fullMoment(dueAt, locale, timeZone)} · ${counting}`;
};
