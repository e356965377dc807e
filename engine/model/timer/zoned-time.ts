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

/** A moment as the clocks of a zone show it. */
export type LocalTime = {
  /** Days since 1970-01-01 of the local date. */
  readonly day: number;
  /** What the clock shows, in milliseconds after midnight: less than 24 hours on every day. */
  readonly clockMs: number;
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** Between two changes of its clocks a zone differs from UTC by the same. */
type Stretch = { readonly fromMs: number; readonly toMs: number; readonly offsetMs: number };

/** The stretch of each zone that was asked for last: almost always the one that is asked for next. */
const stretches = new Map<string, Stretch>();

const stretchAt = (ms: number, timeZone: string): Stretch => {
  const known = stretches.get(timeZone);
  if (known && ms >= known.fromMs && ms < known.toMs) return known;
  const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  const fresh: Stretch = {
    // A change at this very moment has happened.
    fromMs: zoned.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity,
    toMs: zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
    offsetMs: Math.round(zoned.offsetNanoseconds / 1e6),
  };
  stretches.set(timeZone, fresh);
  return fresh;
};

export const localTimeOf = (moment: Date, timeZone: string): LocalTime => {
  const shown = moment.getTime() + stretchAt(moment.getTime(), timeZone).offsetMs;
  const day = Math.floor(shown / DAY_MS);
  return { day, clockMs: shown - day * DAY_MS };
};

/** Moments further than this from every change of the clocks are shown once and never skipped. */
const clearMs = 2 * DAY_MS;

/**
 * When the clocks of a zone show this time: the first of two, and the end of the gap for a time that a clock change skips.
 * So adjoining times of a day stay adjoining, and a day’s hours add up to what really passes.
 */
export const momentShowing = ({ day, clockMs }: LocalTime, timeZone: string): Date => {
  const shownMs = day * DAY_MS + clockMs;
  const { fromMs, toMs, offsetMs } = stretchAt(shownMs, timeZone);
  if (shownMs - clearMs > fromMs && shownMs + clearMs < toMs) return new Date(shownMs - offsetMs);
  const shown = Temporal.Instant.fromEpochMilliseconds(shownMs).toZonedDateTimeISO('UTC').toPlainDateTime();
  const first = shown.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (first.toPlainDateTime().equals(shown)) return new Date(first.epochMilliseconds);
  return new Date((first.getTimeZoneTransition('next') ?? first).epochMilliseconds);
};
