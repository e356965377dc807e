/**
 * Reads dates and times written in one known way. A format is made of `yyyy` or `yy` (20yy), `MM` or `M`, `MMM` (English month name,
 * three letters), `dd` or `d`, `HH` or `H` (0–23), `hh` or `h` (1–12, with `a` for AM/PM), `mm`, `ss`; everything else stands for itself.
 */

/** What a text says; a part its format does not mention is absent. Months 1–12, hours 0–23. */
export type DateTimeParts = {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
};

export type DateTimeFormat = {
  readonly format: string;
  /** Whether year, month and day are all part of it. */
  readonly namesDay: boolean;
  /** Returns `undefined` for a text that is not in the format or names a day or time that does not exist. */
  readonly read: (text: string) => DateTimeParts | undefined;
};

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const tokens: Record<string, { readonly part: string; readonly pattern: string }> = {
  yyyy: { part: 'year', pattern: '\\d{4}' },
  yy: { part: 'shortYear', pattern: '\\d{2}' },
  MMM: { part: 'monthName', pattern: '[A-Za-z]{3}' },
  MM: { part: 'month', pattern: '\\d{2}' },
  M: { part: 'month', pattern: '\\d{1,2}' },
  dd: { part: 'day', pattern: '\\d{2}' },
  d: { part: 'day', pattern: '\\d{1,2}' },
  HH: { part: 'hour', pattern: '\\d{2}' },
  H: { part: 'hour', pattern: '\\d{1,2}' },
  hh: { part: 'halfDayHour', pattern: '\\d{2}' },
  h: { part: 'halfDayHour', pattern: '\\d{1,2}' },
  mm: { part: 'minute', pattern: '\\d{2}' },
  ss: { part: 'second', pattern: '\\d{2}' },
  a: { part: 'halfDay', pattern: '[AaPp]\\.?[Mm]\\.?' },
};

const tokenPattern = /yyyy|yy|MMM|MM|M|dd|d|HH|H|hh|h|mm|ss|a/g;

const hourOf = (groups: Record<string, string>): number | undefined => {
  const { hour, halfDayHour, halfDay } = groups;
  if (hour !== undefined) return Number(hour);
  if (halfDayHour === undefined) return undefined;
  const onDial = Number(halfDayHour);
  if (onDial < 1 || onDial > 12) return Number.NaN;
  return (onDial % 12) + (halfDay?.toLowerCase().startsWith('p') ? 12 : 0);
};

const monthOf = ({ month, monthName }: Record<string, string>): number | undefined => {
  if (monthName !== undefined) return months.indexOf(monthName.toLowerCase()) + 1;
  return month === undefined ? undefined : Number(month);
};

const yearOf = ({ year, shortYear }: Record<string, string>): number | undefined => {
  if (shortYear !== undefined) return 2000 + Number(shortYear);
  return year === undefined ? undefined : Number(year);
};

const isWithin = (value: number | undefined, least: number, most: number): boolean =>
  value === undefined || (value >= least && value <= most);

const exists = ({ year, month, day, hour, minute, second }: DateTimeParts): boolean => {
  const lastDay = month === undefined ? 31 : new Date(Date.UTC(year ?? 2000, month, 0)).getUTCDate();
  return (
    isWithin(month, 1, 12) &&
    isWithin(day, 1, lastDay) &&
    isWithin(hour, 0, 23) &&
    isWithin(minute, 0, 59) &&
    isWithin(second, 0, 59)
  );
};

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

const partsOf = (groups: Record<string, string>): DateTimeParts => {
  const parts = {
    year: yearOf(groups),
    month: monthOf(groups),
    day: numberOf(groups['day']),
    hour: hourOf(groups),
    minute: numberOf(groups['minute']),
    second: numberOf(groups['second']),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
};

/** Throws a sentence when the format names a part twice, or a 12-hour clock without AM/PM. */
export const compileFormat = (format: string): DateTimeFormat => {
  const seen: string[] = [];
  const escaped = format.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const pattern = escaped.replace(tokenPattern, (token) => {
    const { part, pattern: digits } = tokens[token]!;
    if (seen.includes(part)) throw new Error(`The format '${format}' names the ${part} twice.`);
    seen.push(part);
    return `(?<${part}>${digits})`;
  });
  if (seen.length === 0)
    throw new Error(`The format '${format}' names no part of a date or time; for instance 'dd-MMM-yy'.`);
  if (seen.includes('halfDayHour') !== seen.includes('halfDay'))
    throw new Error(`The format '${format}' needs both 'h' and 'a' for a 12-hour clock, or 'H' for a 24-hour clock.`);
  const expression = new RegExp(`^${pattern}$`);
  const read = (text: string): DateTimeParts | undefined => {
    const groups = expression.exec(text)?.groups;
    if (!groups) return undefined;
    const parts = partsOf(groups);
    return exists(parts) ? parts : undefined;
  };
  const has = (...parts: string[]): boolean => parts.some((part) => seen.includes(part));
  return { format, namesDay: has('year', 'shortYear') && has('month', 'monthName') && has('day'), read };
};
