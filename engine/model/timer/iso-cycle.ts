/** Repeating intervals: `R3/PT10M`, `R/2026-01-01T00:00Z/PT1H`, `R5/PT1H/2026-12-31T00:00Z`, and cron patterns. */
import { isCron, parseCron } from './cron.ts';
import {
  addDuration,
  isZero,
  parseDuration,
  times,
  type Calendars,
  type Duration,
  type TimeFrame,
} from './iso-duration.ts';
import { TimerError } from './timer-error.ts';
import { parseMoment } from './zoned-time.ts';

/** When a timer fires next. */
export type Due = {
  readonly dueAt: Date;
  /** Firings left after this one: 0 for the last (or only) one, -1 without end. */
  readonly repeats: number;
  /** The text an expression gave when the timer was set; pass it back so that later firings follow the same cycle. */
  readonly body?: string;
};

export type Cycle = {
  first(moment: Date, calendars?: Calendars): Due;
  /** Undefined after the last firing. */
  next(due: Due, moment: Date, calendars?: Calendars): Due | undefined;
};

const ALLOWED = 'write a cycle as R3/PT10M, R/2026-01-01T09:00Z/P1D, R5/PT1H/2026-12-31T18:00Z or a cron pattern';

/** How often it fires in all; undefined without end. R0 has no repetition, but still the firing itself. */
const countOf = (text: string, recurrence: string): number | undefined => {
  const match = /^R(-1|\d*)$/i.exec(recurrence.trim());
  if (match === null) throw new TimerError(text, ALLOWED);
  const count = match[1]!;
  if (count.length > 9) throw new TimerError(text, 'leave the number away for a cycle without end');
  return count === '' || count === '-1' ? undefined : Math.max(1, Number(count));
};

const left = (repeats: number): number => (repeats < 0 ? -1 : repeats - 1);

const cronCycle = (text: string, timeZone: string): Cycle => {
  const schedule = parseCron(text, timeZone);
  return {
    first: (moment) => {
      const dueAt = schedule(moment);
      if (dueAt === undefined) throw new TimerError(text, 'its last run is past, so it would never fire');
      return { dueAt, repeats: -1 };
    },
    next: (due, moment) => {
      const dueAt = schedule(moment > due.dueAt ? moment : due.dueAt);
      return dueAt === undefined ? undefined : { dueAt, repeats: -1 };
    },
  };
};

/** Each firing one interval after the one before, from the moment the timer is set, not beyond `end`. */
const floating = (interval: Duration, count: number | undefined, end: Date | undefined, frame: TimeFrame): Cycle => ({
  first: (moment, calendars) => {
    const dueAt = addDuration(moment, interval, frame, calendars);
    if (end !== undefined && dueAt > end) return { dueAt: end, repeats: 0 };
    return { dueAt, repeats: count === undefined ? -1 : count - 1 };
  },
  next: (due, moment, calendars) => {
    if (due.repeats === 0) return undefined;
    let dueAt = addDuration(due.dueAt, interval, frame, calendars);
    // without end, what was missed while nobody fired is skipped; a counted cycle fires as often as it says
    if (due.repeats < 0 && dueAt <= moment) dueAt = addDuration(moment, interval, frame, calendars);
    return end !== undefined && dueAt > end ? undefined : { dueAt, repeats: left(due.repeats) };
  },
});

/** Occurrences start + k × interval, computed from the start so that the last day of a month stays one. */
const anchored = (start: Date, interval: Duration, count: number | undefined, frame: TimeFrame): Cycle => {
  const occurrence = (index: number, calendars?: Calendars): Date =>
    index === 0 ? start : addDuration(start, times(interval, index), frame, calendars);
  /** The smallest index whose occurrence lies after the moment (or on it, when `inclusive`). */
  const indexAfter = (moment: Date, inclusive: boolean, calendars?: Calendars): number => {
    const isAfter = (index: number): boolean => {
      const at = occurrence(index, calendars);
      return at > moment || (inclusive && at.getTime() === moment.getTime());
    };
    if (isAfter(0)) return 0;
    let above = 1;
    while (!isAfter(above)) above *= 2;
    let below = Math.trunc(above / 2);
    while (above - below > 1) {
      const middle = Math.trunc((above + below) / 2);
      if (isAfter(middle)) above = middle;
      else below = middle;
    }
    return above;
  };
  const dueOf = (index: number, calendars?: Calendars): Due => ({
    dueAt: occurrence(index, calendars),
    repeats: count === undefined ? -1 : count - 1 - index,
  });
  return {
    // a counted cycle that is all past still fires once, so that nothing waits for ever
    first: (moment, calendars) =>
      dueOf(Math.min(indexAfter(moment, true, calendars), (count ?? Infinity) - 1), calendars),
    next: (due, moment, calendars) => {
      if (due.repeats === 0) return undefined;
      const passed = due.repeats < 0 && moment > due.dueAt ? moment : due.dueAt;
      return dueOf(indexAfter(passed, false, calendars), calendars);
    },
  };
};

const isDuration = (text: string): boolean => /^\s*P/i.test(text);

/** Reads a cycle. Throws `TimerError` when it is none. */
export const parseCycle = (text: string, frame: TimeFrame): Cycle => {
  const trimmed = text.trim();
  if (!/^R/i.test(trimmed) && isCron(trimmed)) return cronCycle(trimmed, frame.timeZone);
  const [recurrence = '', second, third, ...rest] = trimmed.split('/');
  const count = countOf(text, recurrence);
  if (second === undefined || rest.length > 0) throw new TimerError(text, ALLOWED);
  const startsWithDate = !isDuration(second);
  const durationText = startsWithDate ? third : second;
  if (durationText === undefined) throw new TimerError(text, ALLOWED);
  const interval = parseDuration(durationText);
  if (isZero(interval)) throw new TimerError(text, 'the interval must be longer than nothing');
  if (startsWithDate) return anchored(parseMoment(second, frame.timeZone), interval, count, frame);
  return floating(interval, count, third === undefined ? undefined : parseMoment(third, frame.timeZone), frame);
};
