/** The moment at which the clocks of a time zone show a given date and time. */
import type { DateTimeParts } from './date-time-format.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterFor = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone);
  if (known) return known;
  const created = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, created);
  return created;
};

/** How far the zone's clocks are ahead of UTC at the moment, in ms. */
const offsetMs = (at: number, timeZone: string): number => {
  const shown: Record<string, number> = {};
  for (const { type, value } of formatterFor(timeZone).formatToParts(at)) shown[type] = Number(value);
  const { year = 0, month = 1, day, hour, minute, second } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) - at;
};

const DAY = 86_400_000;

/**
 * A time that the clocks show twice (end of summer time) means the first of the two; one that they skip (start of summer time) is moved
 * on by what they skip, as a clock that was not put forward would show it.
 */
export const momentInZone = (parts: DateTimeParts, timeZone: string): Date => {
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  const before = offsetMs(asUtc - DAY, timeZone);
  const after = offsetMs(asUtc + DAY, timeZone);
  const candidates = [asUtc - before, asUtc - after].filter((at) => at + offsetMs(at, timeZone) === asUtc);
  return new Date(candidates[0] ?? asUtc - before);
};
