/** ISO 8601 durations: `P1Y2M3DT4H5M6.5S`, `P2W`, a fraction in the last part. */
import { TimerError } from './timer-error.ts';
import { addCalendarUnits } from './zoned-time.ts';

/** Working-time arithmetic, supplied by whoever knows the calendars. */
export type Calendars = {
  /** The moment at which `ms` milliseconds of the calendar's working time have passed since `from`. */
  addWorkingTime(calendarId: string, from: Date, ms: number): Date;
  /** The same for whole working days; without it a day counts as 24 hours of working time. */
  addWorkingDays?(calendarId: string, from: Date, days: number): Date;
};

/** Months and days depend on where they are added, the rest is exact. */
export type Duration = { readonly months: number; readonly days: number; readonly ms: number };

/** Where a duration is added: in a zone, or in a calendar's working time. */
export type TimeFrame = { readonly timeZone: string; readonly calendar?: string };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Twenty centuries; beyond it `Date` runs out before long and the model is surely mistaken. */
const MAX_DAYS = 730_000;

const ALLOWED = 'write a duration as PT30M, PT4H, P1D, P2W or P1Y2M3DT4H5M6S';

const PART = String.raw`\d+(?:[.,]\d+)?`;
const PATTERN = new RegExp(
  `^P(?=.)(?:(?<years>${PART})Y)?(?:(?<months>${PART})M)?(?:(?<weeks>${PART})W)?(?:(?<days>${PART})D)?` +
    `(?:T(?=.)(?:(?<hours>${PART})H)?(?:(?<minutes>${PART})M)?(?:(?<seconds>${PART})S)?)?$`,
  'i',
);

const quantity = (text: string | undefined): number => (text === undefined ? 0 : Number(text.replace(',', '.')));

/** Only the last part may have a fraction (ISO 8601-1 §5.5.2.4). */
const hasMisplacedFraction = (text: string): boolean => /[.,]\d+[A-Z].*\d/i.test(text);

/** Reads a duration. Throws `TimerError`; a negative one is none, because a timer cannot fire before it is set. */
export const parseDuration = (text: string): Duration => {
  const trimmed = text.trim();
  const groups = PATTERN.exec(trimmed)?.groups;
  if (groups === undefined || hasMisplacedFraction(trimmed)) throw new TimerError(text, ALLOWED);
  const months = quantity(groups['years']) * 12 + quantity(groups['months']);
  const days = quantity(groups['weeks']) * 7 + quantity(groups['days']);
  if (!Number.isInteger(months)) throw new TimerError(text, 'a part of a month has no fixed length, write it in days');
  const ms =
    (days - Math.trunc(days)) * DAY +
    quantity(groups['hours']) * HOUR +
    quantity(groups['minutes']) * MINUTE +
    quantity(groups['seconds']) * SECOND;
  const duration = { months, days: Math.trunc(days), ms: Math.round(ms) };
  if (duration.months * 31 + duration.days + duration.ms / DAY > MAX_DAYS)
    throw new TimerError(text, 'at most 2,000 years are allowed');
  return duration;
};

export const isZero = ({ months, days, ms }: Duration): boolean => months === 0 && days === 0 && ms === 0;

/** The duration taken `count` times, as one duration: month ends are cut once, not at each step. */
export const times = ({ months, days, ms }: Duration, count: number): Duration => ({
  months: months * count,
  days: days * count,
  ms: ms * count,
});

/** `from` plus the duration. With a calendar, days and time are working days and working time; months stay months. */
export const addDuration = (from: Date, duration: Duration, frame: TimeFrame, calendars?: Calendars): Date => {
  const { timeZone, calendar } = frame;
  if (calendar === undefined || calendars === undefined) {
    const date = addCalendarUnits(from, duration, timeZone);
    return new Date(date.getTime() + duration.ms);
  }
  let at = addCalendarUnits(from, { months: duration.months, days: 0 }, timeZone);
  let { ms } = duration;
  if (duration.days > 0 && calendars.addWorkingDays) at = calendars.addWorkingDays(calendar, at, duration.days);
  else ms += duration.days * DAY;
  return ms > 0 || isZero(duration) ? calendars.addWorkingTime(calendar, at, ms) : at;
};
