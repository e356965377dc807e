/** FEEL types of inputs and outputs (DMN 1.3 §10.3.2.3), and Camunda 7's names for them. */
import { date, dateAndTime, duration, FeelDate, FeelDateTime, FeelDuration, FeelTime, time } from 'feelin';

type Type = {
  /** The value as this type; undefined when it is none. Text becomes a date or duration: JSON has no other way to write one. */
  readonly cast: (value: unknown) => unknown;
};

const parsed = (parse: (text: string) => unknown, isAlready: (value: unknown) => boolean): Type => ({
  cast: (value) => {
    if (isAlready(value)) return value;
    return typeof value === 'string' ? (parse(value) ?? undefined) : undefined;
  },
});

const primitive = (type: 'string' | 'number' | 'boolean'): Type => ({
  // oxlint-disable-next-line valid-typeof -- the three names are typeof's own
  cast: (value) => (typeof value === type ? value : undefined),
});

const number = primitive('number');
const days = parsed(date, (value) => value instanceof FeelDate || value instanceof FeelDateTime);
const moments = parsed(dateAndTime, (value) => value instanceof FeelDateTime);
const durations = parsed(duration, (value) => value instanceof FeelDuration);

const TYPES: ReadonlyMap<string, Type> = new Map([
  ['string', primitive('string')],
  ['boolean', primitive('boolean')],
  ['number', number],
  ['integer', number],
  ['long', number],
  ['double', number],
  ['date', days],
  ['time', parsed(time, (value) => value instanceof FeelTime)],
  ['dateTime', moments],
  ['date and time', moments],
  ['days and time duration', durations],
  ['dayTimeDuration', durations],
  ['years and months duration', durations],
  ['yearMonthDuration', durations],
]);

/** `feel:string` and `string` are the same; names the model defines itself stand for their base type. */
export const baseType = (typeRef: string | undefined, defined: ReadonlyMap<string, string>): string | undefined => {
  let name = typeRef;
  for (let depth = 0; name !== undefined && depth < 10; depth++) {
    const local = name.replace(/^feel:/, '');
    if (TYPES.has(local)) return local;
    name = defined.get(local);
  }
  return undefined;
};

/** The value as the type, null for null, undefined when it is of another one. Without a type anything goes. */
export const castTo = (type: string | undefined, value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  const known = type === undefined ? undefined : TYPES.get(type);
  return known === undefined ? value : known.cast(value);
};
