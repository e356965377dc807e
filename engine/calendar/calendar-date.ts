/** Dates as text and as days since 1970-01-01, and hours of a day as text. */
import { weekdays, type Weekday } from './working-calendar.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Days since 1970-01-01; `undefined` for a date that does not exist or is not written `YYYY-MM-DD`. */
export const dayOf = (date: string): number | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const moment = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(moment.getTime()) || dateOf(moment.getTime() / DAY_MS) !== date
    ? undefined
    : moment.getTime() / DAY_MS;
};

export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): Weekday => weekdays[(((day + 3) % 7) + 7) % 7]!;

/** Part of a day as the clock shows it, in milliseconds after midnight. */
export type ClockSpan = { readonly fromMs: number; readonly toMs: number };

const clockMs = (hours: string, minutes: string): number => (Number(hours) * 60 + Number(minutes)) * 60_000;

/** `08:30-12:00`; `undefined` when it is none, or ends before it begins. */
export const clockSpanOf = (text: string): ClockSpan | undefined => {
  const match = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text);
  if (match === null) return undefined;
  const fromMs = clockMs(match[1]!, match[2]!);
  const toMs = match[3] === undefined ? DAY_MS : clockMs(match[3], match[4]!);
  return fromMs < toMs ? { fromMs, toMs } : undefined;
};
