/** How long is left until a promise is due, in words; used on the server and, while the page stays open, in the browser. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Gives the text of a name under `browser.`, filled in. */
type Words = (name: string, values: Readonly<Record<string, number | string>>) => string;

/**
 * A span in its two largest units: days and hours, hours and minutes, minutes. Never shorter than a minute. Working time has no
 * days: one of eight hours and one of twenty-four would read the same.
 */
export const spanText = (ms: number, words: Words, isWorkingTime = false): string => {
  const days = isWorkingTime ? 0 : Math.floor(ms / dayMs);
  const hours = Math.floor((ms - days * dayMs) / hourMs);
  const minutes = Math.floor((ms % hourMs) / minuteMs);
  if (days > 0) return words(hours > 0 ? 'span.daysHours' : 'span.days', { days, hours });
  if (hours > 0) return words(minutes > 0 ? 'span.hoursMinutes' : 'span.hours', { hours, minutes });
  return words('span.minutes', { minutes: Math.max(1, minutes) });
};

export type Urgency = 'late' | 'soon' | 'calm' | 'paused' | 'none';

/** Without a reminder of its own a task is soon due within its last two hours. */
const soonMs = 2 * hourMs;

export type Promised = {
  readonly dueAt?: Date;
  readonly remindAt?: Date;
  readonly isPaused?: boolean;
  /** Working time that is left, where not every hour counts; below zero: by how much the limit has passed. */
  readonly leftMs?: number;
};

/** When people work, in milliseconds since 1970. */
export type Spans = readonly (readonly [from: number, to: number])[];

/** How much of the spans lies between two moments. */
export const workedBetween = (spans: Spans, from: number, to: number): number =>
  spans.reduce((sum, [start, end]) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0);

export const urgencyOf = ({ dueAt, remindAt, isPaused }: Promised, now: Date): Urgency => {
  if (isPaused) return 'paused';
  if (!dueAt) return 'none';
  if (dueAt <= now) return 'late';
  const soonFrom = remindAt ?? new Date(dueAt.getTime() - soonMs);
  return soonFrom <= now ? 'soon' : 'calm';
};

export const remainingText = (promised: Promised, now: Date, words: Words): string => {
  const { dueAt } = promised;
  const urgency = urgencyOf(promised, now);
  if (urgency === 'paused') return words('due.paused', {});
  if (urgency === 'none' || !dueAt) return words('due.none', {});
  const { leftMs } = promised;
  const span = spanText(Math.abs(leftMs ?? dueAt.getTime() - now.getTime()), words, leftMs !== undefined);
  return words(urgency === 'late' ? 'due.late' : 'due.left', { span });
};
