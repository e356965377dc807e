/** The only door to croner, of which only the computation of the next run is used; nothing is ever scheduled here. */
import { Cron } from 'croner';
import { TimerError } from './timer-error.ts';

/** Gives the first run after a moment; undefined when there is none any more (a year in the past). */
export type CronSchedule = (after: Date) => Date | undefined;

const ALLOWED = 'write a cron pattern of 5, 6 (with seconds) or 7 fields (with year), such as 0 9 * * MON-FRI';

export const isCron = (text: string): boolean => /^@[a-z]+$/i.test(text) || text.trim().split(/\s+/).length >= 5;

/**
 * Compiles a cron pattern: 5 fields, 6 with leading seconds, 7 with a year; names, lists, steps, `L`, `W`, `#`, `@daily`.
 * Weekdays count from 0 (Sunday) to 7 (Sunday again). A time that a clock change skips runs right after the gap.
 */
export const parseCron = (text: string, timeZone: string): CronSchedule => {
  try {
    // Quartz writes ? for "no matter"; croner would put the current time there
    const cron = new Cron(text.trim().replaceAll('?', '*'), { timezone: timeZone, paused: true, sloppyRanges: true });
    return (after) => cron.nextRun(after) ?? undefined;
  } catch {
    throw new TimerError(text, ALLOWED);
  }
};
