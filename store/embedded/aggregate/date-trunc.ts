/** `$dateTrunc`, in any time zone and with bins; mingo's is off by a day where the zone's date differs from UTC's. */
import { CommandError } from '../command-error.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const fixed: Record<string, number> = {
  millisecond: 1,
  second: SECOND,
  minute: MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
};
const months: Record<string, number> = { month: 1, quarter: 3, year: 12 };
const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Bins are counted from here (2000-01-01, a Saturday), as MongoDB does. */
const EPOCH = Date.UTC(2000, 0, 1);
const EPOCH_WEEKDAY = 6;

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
    formats.set(timeZone, format);
    return format;
  } catch {
    throw new CommandError(40485, `unrecognized time zone identifier: "${timeZone}"`);
  }
};

/** What to add to UTC to read the clock on the wall, at that moment. */
const offsetAt = (at: number, timeZone: string): number => {
  const given = /^([+-])(\d{2}):?(\d{2})?$/.exec(timeZone);
  if (given) return (given[1] === '-' ? -1 : 1) * (Number(given[2]) * HOUR + Number(given[3] ?? 0) * MINUTE);
  if (timeZone === 'UTC' || timeZone === 'GMT') return 0;
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const wall = Date.UTC(
    parts['year']!,
    parts['month']! - 1,
    parts['day'],
    parts['hour'],
    parts['minute'],
    parts['second'],
  );
  return wall - Math.floor(at / SECOND) * SECOND;
};

const floorTo = (value: number, size: number, origin: number): number =>
  Math.floor((value - origin) / size) * size + origin;

const truncateMonths = (wall: number, size: number): number => {
  const date = new Date(wall);
  const since2000 = (date.getUTCFullYear() - 2000) * 12 + date.getUTCMonth();
  return Date.UTC(2000, floorTo(since2000, size, 0), 1);
};

export const dateTrunc = (date: Date, unit: string, binSize: number, timeZone: string, startOfWeek: string): Date => {
  const offset = offsetAt(date.getTime(), timeZone);
  const wall = date.getTime() + offset;
  const weekday = days.findIndex((day) => day.startsWith(startOfWeek.toLowerCase().slice(0, 3)));
  const origin = unit === 'week' ? EPOCH + ((weekday - EPOCH_WEEKDAY + 7) % 7) * DAY : EPOCH;
  const truncated =
    unit in months
      ? truncateMonths(wall, months[unit]! * binSize)
      : floorTo(wall, (fixed[unit] ?? Number.NaN) * binSize, origin);
  if (Number.isNaN(truncated) || weekday === -1 || !(binSize >= 1))
    throw new CommandError(
      5439006,
      `$dateTrunc does not know unit '${unit}', binSize ${binSize} or startOfWeek '${startOfWeek}'`,
    );
  // Below a day the offset stays that of the moment; from a day on it is that of the result, which a clock change may have moved.
  const isSubDay = (fixed[unit] ?? DAY) < DAY;
  return new Date(truncated - (isSubDay ? offset : offsetAt(truncated - offset, timeZone)));
};
