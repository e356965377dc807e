/** Shifts of a node and who works them: data, per centre, in the time zone of the plan (requirement O4). */
import type { RoleName } from '../case/actor.ts';
import { localTimeOf, momentShowing } from '../model/timer/zoned-time.ts';
import type { DeskRecord } from './desk-record.ts';

export type Shift = {
  /** For instance `early`, `late`, `night`. */
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** `HH:MM` of the local day. A shift that ends at or before its start ends on the day after. */
  readonly start: string;
  readonly end: string;
};

/** The plan of a node; its id is the node's. */
export type ShiftPlan = DeskRecord & {
  readonly timeZone: string;
  readonly shifts: readonly Shift[];
  /** Roles whose tasks at this node are given out rather than claimed. */
  readonly pushRoles: readonly RoleName[];
};

export type RosterEntry = { readonly personId: string; readonly shiftId: string };

/** Who works a local day; its id is `<node>:<date>`. */
export type RosterDay = DeskRecord & {
  readonly node: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly entries: readonly RosterEntry[];
};

export type Span = { readonly startsAt: Date; readonly endsAt: Date };

const MINUTE = 60_000;
const DAY_MS = 24 * 60 * MINUTE;

const clockMsOf = (text: string): number => {
  const [hours, minutes] = text.split(':');
  return (Number(hours) * 60 + Number(minutes)) * MINUTE;
};

export const rosterDayId = (node: string, date: string): string => `${node}:${date}`;

const dayOf = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);

const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** When a shift of a local day begins and ends. */
export const spanOf = ({ start, end }: Pick<Shift, 'start' | 'end'>, date: string, timeZone: string): Span => {
  const day = dayOf(date);
  const endDay = clockMsOf(end) <= clockMsOf(start) ? day + 1 : day;
  return {
    startsAt: momentShowing({ day, clockMs: clockMsOf(start) }, timeZone),
    endsAt: momentShowing({ day: endDay, clockMs: clockMsOf(end) }, timeZone),
  };
};

/** The local date of a moment, and the one before it, whose night shift may still go on. */
export const datesAround = (at: Date, timeZone: string): readonly string[] => {
  const { day } = localTimeOf(at, timeZone);
  return [dateOf(day), dateOf(day - 1)];
};

export type ShiftOfDay = Span & { readonly shift: Shift; readonly date: string };

/** Every shift of the plan on the local day of a moment and the day before, earliest first. */
export const shiftsAround = ({ shifts, timeZone }: ShiftPlan, at: Date): ShiftOfDay[] =>
  datesAround(at, timeZone)
    .flatMap((date) => shifts.map((shift) => ({ shift, date, ...spanOf(shift, date, timeZone) })))
    .toSorted((left, right) => left.startsAt.getTime() - right.startsAt.getTime());

export const covers = ({ startsAt, endsAt }: Span, at: Date): boolean => startsAt <= at && at < endsAt;
