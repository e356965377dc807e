/** Who, what, when and which datum, within the journal of one case. */
import { parseMoment, type ShownEntry } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import { changedData, changedDetails, datumName } from './datum.ts';
import { actorName, entryTypeName } from './entry-words.ts';

export type TraceFilter = {
  readonly who?: string;
  readonly what?: string;
  readonly datum?: string;
  /** Days of the reader's zone, both inclusive. */
  readonly from?: string;
  readonly to?: string;
  /** Leaves out how the process moved inside. */
  readonly plain?: 'yes';
};

type Choice = { readonly value: string; readonly label: string; readonly isCurrent: boolean };

const dayMs = 24 * 60 * 60 * 1000;

const dataOf = (entry: ShownEntry): string[] => {
  const { data } = entry.details ?? {};
  const given = data !== null && typeof data === 'object' ? Object.keys(data) : [];
  return [...changedData(entry), ...changedDetails(entry)].map(({ name }) => name).concat(given);
};

/** A day is as long as it is in the zone; 23 or 25 hours are covered by asking for the next day's beginning. */
const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);

export const filterEntries = (
  entries: readonly ShownEntry[],
  { who, what, datum, from, to, plain }: TraceFilter,
  timeZone: string,
): ShownEntry[] => {
  const begin = from === undefined ? undefined : parseMoment(from, timeZone);
  const end = to === undefined ? undefined : parseMoment(dayAfter(to), timeZone);
  return entries.filter(
    (entry) =>
      (who === undefined || entry.actor.id === who) &&
      (what === undefined || entry.type === what) &&
      (datum === undefined || dataOf(entry).includes(datum)) &&
      (begin === undefined || entry.at >= begin) &&
      (end === undefined || entry.at < end) &&
      (plain === undefined || entry.type !== 'ProcessAdvanced'),
  );
};

const choicesOf = (
  values: readonly string[],
  current: string | undefined,
  labelOf: (value: string) => string,
): Choice[] =>
  [...new Set([...values, ...(current === undefined ? [] : [current])])]
    .map((value) => ({ value, label: labelOf(value), isCurrent: value === current }))
    .toSorted((left, right) => left.label.localeCompare(right.label));

/** What there is to choose from: what occurs in this journal. */
export const filterChoices = (
  entries: readonly ShownEntry[],
  { who, what, datum }: TraceFilter,
  reader: Reader,
  t: Translate,
): Record<'whos' | 'whats' | 'data', Choice[]> => {
  const actors = new Map(entries.map(({ actor }) => [actor.id, actorName(actor, t)]));
  return {
    whos: choicesOf([...actors.keys()], who, (id) => actors.get(id) ?? id),
    whats: choicesOf(
      entries.map(({ type }) => type),
      what,
      (type) => entryTypeName(type, reader.locale),
    ),
    data: choicesOf(entries.flatMap(dataOf), datum, (name) => datumName(name, reader)),
  };
};
