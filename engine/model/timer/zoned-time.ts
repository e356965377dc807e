/** The only door to Temporal: moments as text, and calendar arithmetic in a time zone. */
import { Temporal } from 'temporal-polyfill';
import { TimerError } from './timer-error.ts';

const DATE = 'write a date as 2026-01-31T09:00:00Z, 2026-01-31T09:00+08:00 or 2026-01-31T09:00 in the timer’s zone';

/** Date, optional time, optional offset, optional zone in brackets or behind @ (as FEEL writes it). */
const PATTERN =
  /^(?<date>[+-]?\d{4,6}-?\d{2}-?\d{2})(?:[Tt ](?<time>\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?))?(?<offset>[Zz]|[+-]\d{2}(?::?\d{2})?)?(?:@(?<feelZone>[\w/+-]+)|\[(?<zone>[\w/+-]+)\])?$/;

export const isTimeZone = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};

/**
 * The moment an ISO 8601 date (with or without time and zone) names. Without zone or offset it is local to `timeZone`;
 * a local time that a clock change skips moves forward, one that occurs twice is the first.
 * Throws `TimerError` when it is none.
 */
export const parseMoment = (text: string, timeZone: string): Date => {
  const groups = PATTERN.exec(text.trim())?.groups;
  if (groups === undefined) throw new TimerError(text, DATE);
  const { date, time = '00:00', offset, feelZone, zone = feelZone } = groups;
  try {
    const local = Temporal.PlainDateTime.from(`${date}T${time.replace(',', '.')}`);
    const fixed = offset === undefined ? undefined : offset.toUpperCase() === 'Z' ? 'UTC' : offset;
    return new Date(local.toZonedDateTime(fixed ?? zone ?? timeZone).epochMilliseconds);
  } catch {
    throw new TimerError(text, DATE);
  }
};

/** Adds calendar units in the zone (a day may have 23 or 25 hours, a month ends earlier than the one before). */
export const addCalendarUnits = (
  from: Date,
  units: { readonly months: number; readonly days: number },
  timeZone: string,
): Date => {
  if (units.months === 0 && units.days === 0) return from;
  const zoned = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(timeZone);
  return new Date(zoned.add(units).epochMilliseconds);
};
