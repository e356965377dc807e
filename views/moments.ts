/** Moments and durations as a reader reads them: in their language and time zone. */
import type { Locale } from './locale.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { timeZone, ...options });
  formats.set(key, made);
  return made;
};

/** `2026-03-02 16:00`: short, sortable by eye, the same in both languages. */
export const shortMoment = (at: Date, timeZone: string): string => {
  const parts = formatOf('en', timeZone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string): string => parts.find((found) => found.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
};

/** The moment in full, with weekday, seconds and zone, for a hint. */
export const fullMoment = (at: Date, locale: Locale, timeZone: string): string =>
  formatOf(locale, timeZone, { dateStyle: 'full', timeStyle: 'long' }).format(at);

export const isTimeZone = (text: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const minuteMs = 60_000;

/** How far a zone's clocks are ahead of UTC at a moment. */
const offsetMs = (at: Date, timeZone: string): number => {
  const shown = shortMoment(at, timeZone).replace(' ', 'T');
  return new Date(`${shown}Z`).getTime() - Math.floor(at.getTime() / minuteMs) * minuteMs;
};

/** The moment a reader means by `2026-03-02T16:00`, as a date field sends it; undefined when it is none. */
export const momentIn = (text: string, timeZone: string): Date | undefined => {
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? new Date(`${text.slice(0, 16)}Z`) : undefined;
  if (!asUtc || Number.isNaN(asUtc.getTime())) return undefined;
  const guess = new Date(asUtc.getTime() - offsetMs(asUtc, timeZone));
  return new Date(asUtc.getTime() - offsetMs(guess, timeZone));
};
