/** Who works at a node, as the staff page shows it; and what a filled-in roster means day by day. */
import {
  roleNames,
  type Absence,
  type HeldTasks,
  type Organisation,
  type Person,
  type RoleHolding,
  type RosterDay,
  type RosterEntry,
  type Shift,
  type ShiftPlan,
} from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import { shortMoment } from '../moments.ts';
import type { Translate } from '../texts.ts';
import { casesHref } from './case-list.ts';
import { centreName } from './centre-name.ts';
import { codeName } from './code-name.ts';
import { shiftPlanModel } from './shift-plan.ts';

const dayMs = 24 * 60 * 60_000;

const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** The seven local dates, Monday first, of the week that holds a date, or now. */
export const weekOf = (date: string | undefined, now: Date, timeZone: string): readonly string[] => {
  const given = date ?? shortMoment(now, timeZone).slice(0, 10);
  const sinceMonday = (new Date(`${given}T00:00:00Z`).getUTCDay() + 6) % 7;
  return Array.from({ length: 7 }, (_, index) => dateAfter(given, index - sinceMonday));
};

/** A person's shifts of a day as one choice. */
const cellOf = (entries: readonly RosterEntry[], id: string): string =>
  entries
    .filter(({ personId }) => personId === id)
    .map(({ shiftId }) => shiftId)
    .toSorted()
    .join(',');

const entriesOn = (kept: readonly RosterDay[], date: string): readonly RosterEntry[] =>
  kept.find((day) => day.date === date)?.entries ?? [];

type Cell = { readonly date: string; readonly personId: string; readonly shifts: string };

/** The cells that were filled in otherwise than the form showed them. */
const changedCells = (fields: Readonly<Record<string, string | string[]>>): Cell[] =>
  Object.entries(fields).flatMap(([name, value]) => {
    const [kind, date = '', personId = ''] = name.split(':');
    const shown = fields[`shown:${date}:${personId}`];
    return kind !== 'cell' || String(value) === shown ? [] : [{ date, personId, shifts: String(value) }];
  });

type FilledRoster = {
  /** The days whose entries differ from what is kept; people and cells that were not touched stay as they are kept. */
  readonly days: readonly { readonly date: string; readonly entries: readonly RosterEntry[] }[];
  /** Cells somebody else has changed otherwise since the form was shown; they are left to whom was first. */
  readonly conflicts: readonly { readonly date: string; readonly personId: string }[];
};

/** What a filled-in form means beside what is kept by now: two people may plan one week. */
export const rosterOf = (
  fields: Readonly<Record<string, string | string[]>>,
  kept: readonly RosterDay[],
): FilledRoster => {
  const changed = changedCells(fields);
  const isConflict = ({ date, personId, shifts }: Cell): boolean => {
    const now = cellOf(entriesOn(kept, date), personId);
    const shown = fields[`shown:${date}:${personId}`];
    return shown !== undefined && now !== shown && now !== shifts;
  };
  const chosen = changed.filter((cell) => !isConflict(cell));
  const days = [...new Set(chosen.map(({ date }) => date))].flatMap((date) => {
    const before = entriesOn(kept, date);
    const ofDay = chosen.filter((one) => one.date === date);
    if (ofDay.every(({ personId, shifts }) => cellOf(before, personId) === shifts)) return [];
    const asked = new Set(ofDay.map(({ personId }) => personId));
    const entries = [
      ...before.filter(({ personId }) => !asked.has(personId)),
      ...ofDay.flatMap(({ personId, shifts }) =>
        shifts === '' ? [] : shifts.split(',').map((shiftId) => ({ personId, shiftId })),
      ),
    ];
    return [{ date, entries }];
  });
  return { days, conflicts: changed.filter(isConflict) };
};

type Found = {
  readonly node: string;
  readonly nodes: readonly string[];
  readonly plan: ShiftPlan;
  readonly dates: readonly string[];
  readonly people: readonly Person[];
  readonly load: readonly HeldTasks[];
  readonly onDuty: readonly Person[];
  readonly roster: readonly RosterDay[];
  readonly absences: readonly Absence[];
};

type Around = {
  readonly organisation: Organisation;
  readonly reader: Reader;
  readonly t: Translate;
  readonly now: Date;
  readonly roles: readonly RoleHolding[];
};

const shiftName = ({ name }: Shift, { reader }: Around): string => (reader.locale === 'en' ? name.en : name.zh);

const gridOf = ({ people, dates, roster, plan }: Found, around: Around) =>
  people.map(({ id, name }) => ({
    id,
    name,
    cells: dates.map((date) => {
      const current = cellOf(entriesOn(roster, date), id);
      const several = current.includes(',') ? [{ value: current, label: current }] : [];
      return {
        field: `cell:${date}:${id}`,
        shownField: `shown:${date}:${id}`,
        shown: current,
        label: `${name}, ${date}`,
        choices: [
          ...plan.shifts.map((shift) => ({ value: shift.id, label: shiftName(shift, around) })),
          ...several,
        ].map((choice) => ({ ...choice, isCurrent: choice.value === current })),
      };
    }),
  }));

const absenceLines = ({ absences, node, people }: Found, { t, now }: Around) => {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return absences
    .filter(({ nodes, endedAt, until }) => nodes.includes(node) && !endedAt && (!until || until > now))
    .map(({ id, personId, from, until, reason, deputyId, handOver }) => ({
      id,
      personId,
      name: names.get(personId) ?? personId,
      from,
      until,
      reason,
      deputy: deputyId === undefined ? undefined : (names.get(deputyId) ?? deputyId),
      handOver: t(`staff.handOver.${handOver.status}`),
      passed: handOver.tasks.length,
      isNow: from <= now,
    }));
};

const planners = new Set(['administrator', 'manager-hotline', 'centre-leader', 'provincial-hotline']);

export const staffModel = (found: Found, around: Around): Record<string, unknown> => {
  const { node, nodes, plan, dates, people, load, onDuty } = found;
  const { organisation, reader, roles, t } = around;
  const nameOf = (id: string): string => centreName(organisation, id, reader.locale);
  const held = new Map(load.map((one) => [one.userId, one]));
  const duty = new Set(onDuty.map(({ id }) => id));
  const absences = absenceLines(found, around);
  const away = new Set(absences.filter(({ isNow }) => isNow).map(({ personId }) => personId));
  const weekday = new Intl.DateTimeFormat(reader.locale === 'en' ? 'en-GB' : reader.locale, {
    weekday: 'short',
    timeZone: 'UTC',
  });
  const hrefOf = (week: string): string => casesHref({ node, week }, '/staff');
  return {
    node,
    nodeName: nameOf(node),
    week: dates[0],
    nodes: nodes.map((id) => ({ id, name: nameOf(id), isCurrent: id === node })),
    people: people.map(({ id, name, roles: holdings, skills }) => ({
      id,
      name,
      roles: [...new Set(holdings.map(({ role }) => codeName('role', role, reader.locale)))].join(', '),
      skills: skills.join(', '),
      isOnDuty: duty.has(id),
      isAway: away.has(id),
      count: held.get(id)?.count ?? 0,
      overdue: held.get(id)?.overdue ?? 0,
      href: casesHref({ status: 'open', assignee: id }),
      personHref: `/staff/people/${encodeURIComponent(id)}`,
    })),
    absences,
    days: dates.map((date) => ({ date, label: `${weekday.format(new Date(`${date}T00:00:00Z`))} ${date.slice(5)}` })),
    grid: gridOf(found, around),
    plan: shiftPlanModel(plan, reader),
    shifts: plan.shifts.map((shift) => ({ name: shiftName(shift, around), hours: `${shift.start}–${shift.end}` })),
    previousHref: `${hrefOf(dateAfter(dates[0]!, -7))}#roster`,
    nextHref: `${hrefOf(dateAfter(dates[0]!, 7))}#roster`,
    mayPlan: roles.some(({ role }) => planners.has(role)),
    mayKeepPeople: roles.some(({ role }) => role === 'administrator'),
    roles: roleNames.map((role) => ({ value: role, label: codeName('role', role, reader.locale) })),
    rosterTitle: t('staff.rosterOf', { from: dates[0] ?? '', to: dates.at(-1) ?? '' }),
  };
};
