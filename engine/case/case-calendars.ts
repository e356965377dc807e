/** The calendars of a case: `centre` and `branch` in its models mean the calendars of its own centre and branch company. */
import type { CalendarBook } from '../calendar/calendar-book.ts';
import { everyHour } from '../model/timer/calendar-of.ts';
import type { Calendars } from '../model/timer/iso-duration.ts';
import type { Context } from '../ports.ts';
import type { Case } from './case.ts';
import { branchOf, isBranch, lineOf, type Organisation } from './organisation.ts';
import { branchIn } from './step-outcome.ts';

type Known = Pick<Context, 'calendars' | 'organisation'>;

/** The calendar of a node, or of the nearest node above it that has one. */
const calendarOfNode = ({ calendars, organisation }: Known, node: string | undefined): string | undefined =>
  node === undefined ? undefined : lineOf(organisation, node).find((id) => calendars.find(id));

const branchNode = (organisation: Organisation, current: Case, runId: string): string | undefined => {
  const named = branchIn(current, runId);
  return isBranch(organisation, named) ? named : branchOf(organisation, current.contact.centre);
};

/** The id of the calendar that a model's word stands for in a run of this case. */
export const calendarIdIn = (known: Known, current: Case, runId: string, word: string): string => {
  const { centre } = current.contact;
  if (word === 'centre') return calendarOfNode(known, centre) ?? word;
  if (word !== 'branch') return word;
  return calendarOfNode(known, branchNode(known.organisation, current, runId) ?? centre) ?? word;
};

/** What an executor may ask for a run of this case. */
export const calendarsOf = (known: Known, current: Case, runId: string): Calendars => {
  const idOf = (word: string): string => calendarIdIn(known, current, runId, word);
  return {
    addWorkingTime: (word, from, ms) => known.calendars.addWorkingTime(idOf(word), from, ms),
    addWorkingDays: (word, from, days) => known.calendars.addWorkingDays(idOf(word), from, days),
  };
};

/** All words `ladder:calendar` may use. */
export const namedCalendars = (calendars: CalendarBook): ReadonlySet<string> =>
  new Set(['centre', 'branch', everyHour, ...calendars.all().map(({ id }) => id)]);
