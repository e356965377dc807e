/** Working calendars as their pages show them: hours, special days, what a stretch of time amounts to, history. */
import {
  lineOf,
  weekdays,
  type CalendarPreview,
  type CalendarVersion,
  type CalendarView,
  type Organisation,
  type RoleHolding,
  type WorkingCalendar,
} from '../../engine/index.ts';
import { shortMoment } from '../moments.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import { centreName } from './centre-name.ts';

const named = ({ zh, en }: { readonly zh: string; readonly en: string }, { locale }: Reader): string =>
  locale === 'en' ? en : zh;

const keepers = new Set(['administrator', 'manager-hotline', 'provincial-hotline']);

/** A hint only: whether a change is made is decided by the engine. */
const keepsAt = (roles: readonly RoleHolding[], organisation: Organisation, node: string): boolean =>
  roles.some((held) => keepers.has(held.role) && lineOf(organisation, node).includes(held.node));

export const calendarsModel = (
  found: readonly { readonly calendar: WorkingCalendar; readonly version: number }[],
  {
    organisation,
    reader,
    roles,
  }: { readonly organisation: Organisation; readonly reader: Reader; readonly roles: readonly RoleHolding[] },
): Record<string, unknown> => {
  const names = new Map(found.map(({ calendar }) => [calendar.id, named(calendar.name, reader)]));
  const lines = found.map(({ calendar, version }) => ({
    href: `/calendars/${calendar.id}`,
    id: calendar.id,
    name: names.get(calendar.id),
    node: centreName(organisation, calendar.node, reader.locale),
    parent: names.get(calendar.parentId ?? ''),
    version,
  }));
  const nodes = [...organisation.keys()].filter((id) => keepsAt(roles, organisation, id));
  return {
    calendars: lines,
    mayAdd: nodes.length > 0,
    nodes: nodes.map((id) => ({ id, name: centreName(organisation, id, reader.locale) })),
  };
};

/** Days of an account that say something; a long stretch is cut. */
const mostDays = 40;

export const calendarModel = (
  found: {
    readonly view: CalendarView;
    readonly calendar: WorkingCalendar;
    readonly dayLines: readonly string[];
    readonly preview: CalendarPreview;
    readonly history: readonly CalendarVersion[];
    readonly durations: readonly string[];
    readonly duration: string;
    readonly from: Date;
    readonly isDraft: boolean;
    /** Open cases whose limits count by it. */
    readonly counting: number;
    readonly roles: readonly RoleHolding[];
  },
  { organisation, reader, t }: { readonly organisation: Organisation; readonly reader: Reader; readonly t: Translate },
): Record<string, unknown> => {
  const { view, calendar, dayLines, preview, history, durations, duration, from, isDraft, counting, roles } = found;
  const account = preview.after ?? preview.before;
  return {
    id: calendar.id,
    href: `/calendars/${calendar.id}`,
    name: named(view.calendar.name, reader),
    node: centreName(organisation, calendar.node, reader.locale),
    timeZone: view.effective.timeZone,
    inherits: view.inherits.join(' → '),
    version: view.version,
    nameZh: calendar.name.zh,
    nameEn: calendar.name.en,
    week: weekdays.map((weekday) => ({
      weekday,
      label: t(`calendar.day.${weekday}`),
      own: (calendar.week?.[weekday] ?? []).join(' '),
      inForce: (view.effective.week[weekday] ?? []).join(' ') || '–',
    })),
    days: dayLines.join('\n'),
    dayRows: Math.max(4, dayLines.length + 1),
    special: view.effective.days.slice(-mostDays).map((day) => ({
      from: day.from,
      to: day.to,
      kind: t(`calendar.kind.${day.kind}`),
      name: named(day.name, reader),
      calendarId: day.calendarId,
    })),
    isDraft,
    problems: preview.problems,
    isSound: isDraft && preview.problems.length === 0,
    mayChange: keepsAt(roles, organisation, view.calendar.node),
    counting,
    countingText: t('calendar.counting', { count: counting }),
    fromText: shortMoment(from, reader.timeZone).replace(' ', 'T'),
    from,
    durations: durations.map((value) => ({
      value,
      label: t(`calendar.duration.${value}`),
      isCurrent: value === duration,
    })),
    before: preview.before.to,
    after: preview.after?.to,
    isMoved: preview.after !== undefined && preview.after.to.getTime() !== preview.before.to.getTime(),
    account: account.days.slice(0, mostDays).map(({ text }) => named(text, reader)),
    history: history.map(({ version, changedAt, changedBy, reason }) => ({ version, changedAt, changedBy, reason })),
  };
};
