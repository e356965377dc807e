/** ISO 8601 dates, durations and repeating intervals as timers use them. All arithmetic is in UTC. */

export type Duration = {
  readonly sign: 1 | -1;
  readonly years: number;
  readonly months: number;
  readonly days: number;
  readonly ms: number;
};

/** `repeats` counts all firings; -1 is without end. */
export type Cycle = { readonly repeats: number; readonly startAt?: Date; readonly every: Duration };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const durationPattern =
  /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;

/** Throws when the text is no ISO 8601 duration. */
export const parseDuration = (text: string): Duration => {
  const match = durationPattern.exec(text.trim());
  if (!match || /[PT]$/.test(text.trim()))
    throw new Error(`'${text}' is no ISO 8601 duration; write for instance PT4H or P1D.`);
  const part = (index: number): number => Number((match[index] ?? '0').replace(',', '.'));
  return {
    sign: match[1] ? -1 : 1,
    years: part(2),
    months: part(3),
    days: part(4) * 7 + part(5),
    ms: part(6) * HOUR + part(7) * MINUTE + Math.round(part(8) * SECOND),
  };
};

/** Calendar arithmetic: a month after 31 January is the last day of February. */
export const addDuration = (from: Date, { sign, years, months, days, ms }: Duration): Date => {
  const result = new Date(from.getTime());
  const monthsToAdd = sign * (years * 12 + months);
  if (monthsToAdd !== 0) {
    const day = result.getUTCDate();
    result.setUTCDate(1);
    result.setUTCMonth(result.getUTCMonth() + monthsToAdd);
    const lastDay = new Date(Date.UTC(result.getUTCFullYear(), result.getUTCMonth() + 1, 0)).getUTCDate();
    result.setUTCDate(Math.min(day, lastDay));
  }
  result.setUTCDate(result.getUTCDate() + sign * days);
  return new Date(result.getTime() + sign * ms);
};

const zonePattern = /(?:Z|[+-]\d{2}:?\d{2})$/;

/** A date without time is its first moment, a time without zone is UTC. Throws when the text is neither. */
export const parseMoment = (text: string): Date => {
  const trimmed = text.trim();
  const isZoned = !trimmed.includes('T') || zonePattern.test(trimmed);
  const moment = new Date(isZoned ? trimmed : `${trimmed}Z`);
  if (!/^\d{4}-\d{2}-\d{2}/.test(trimmed) || Number.isNaN(moment.getTime()))
    throw new Error(`'${text}' is no ISO 8601 date; write for instance 2026-03-01T09:00:00Z.`);
  return moment;
};

/** Reads `R3/PT1H`, `R/PT1H` and `R3/2026-03-01T09:00:00Z/PT1H`. */
export const parseCycle = (text: string): Cycle => {
  const [head = '', ...rest] = text.trim().split('/');
  const repeat = /^R(-1|\d+)?$/.exec(head);
  const every = rest.at(-1);
  if (!repeat || every === undefined || rest.length > 2)
    throw new Error(`'${text}' is no repeating interval; write for instance R3/PT1H.`);
  return {
    repeats: repeat[1] === undefined ? -1 : Number(repeat[1]),
    every: parseDuration(every),
    ...(rest.length === 2 ? { startAt: parseMoment(rest[0]!) } : {}),
  };
};
