/** Turns FEEL's own values into plain JSON data, the only thing a scope may hold. */
import { FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelRange, FeelTime } from 'feelin';

type Temporal = FeelDate | FeelTime | FeelDateTime | FeelDuration;

const isTemporal = (value: object): value is Temporal =>
  value instanceof FeelDate ||
  value instanceof FeelTime ||
  value instanceof FeelDateTime ||
  value instanceof FeelDuration;

/** Dates, times and durations become ISO 8601 text; functions and what is no number become null. */
export const toData = (value: unknown): unknown => {
  if (value === undefined || value === null || value instanceof FeelFunction || typeof value === 'function')
    return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object') return value;
  if (isTemporal(value)) return value.toString();
  if (Array.isArray(value)) return value.map(toData);
  if (value instanceof FeelRange) return value.toString();
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toData(entry)]));
};
