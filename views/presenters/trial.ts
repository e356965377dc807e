/** A trial run as a table: the version in force, the design, and which way the difference goes. */
import type { CalendarView, Trial, WorkingCalendar } from '../../engine/index.ts';
import { weekdays } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import { codeName } from './code-name.ts';
import { localName } from './local-name.ts';

type Row = {
  readonly label: string;
  readonly current: string;
  readonly changed: string;
  readonly trend: 'better' | 'worse' | 'same';
  readonly trendText: string;
};

const shown = (value: number | undefined): string => (value === undefined ? '–' : String(Math.round(value * 10) / 10));

const workOf = (figures: Trial['current'], role: string): Trial['current']['work'][number] | undefined =>
  figures.work.find((one) => one.role === role);

const standingAt = (figures: Trial['current'], id: string): number =>
  figures.standing.find(({ activityId }) => activityId === id)?.cases ?? 0;

export const trialModel = (trial: Trial, { locale }: Reader, t: Translate) => {
  const { current, changed, names } = trial;
  const nameOf = (id: string): string => localName(names[id] ?? id, locale);
  const row = (label: string, before: number | undefined, after: number | undefined, isMoreBetter = false): Row => {
    const change = shown(before) === shown(after) ? 0 : (after ?? 0) - (before ?? 0);
    const trend = change === 0 ? 'same' : change > 0 === isMoreBetter ? 'better' : 'worse';
    return { label, current: shown(before), changed: shown(after), trend, trendText: t(`trial.trend.${trend}`) };
  };
  const roles = [...new Set([...current.work, ...changed.work].map(({ role }) => role))].toSorted();
  const places = [...new Set([...current.standing, ...changed.standing].map(({ activityId }) => activityId))];
  return {
    currentRef: trial.currentRef,
    cases: current.cases,
    isEmpty: current.cases === 0,
    rows: [
      row(t('trial.closed'), current.closed, changed.closed, true),
      row(t('trial.breaches'), current.breaches, changed.breaches),
      row(t('trial.breachedCases'), current.breachedCases, changed.breachedCases),
      row(t('trial.escalations'), current.escalations, changed.escalations),
      row(t('trial.incidents'), current.incidents, changed.incidents),
      row(t('trial.medianHours'), current.medianHours, changed.medianHours),
      row(t('trial.ninetiethHours'), current.ninetiethHours, changed.ninetiethHours),
    ],
    work: roles.map((role) => {
      const [before, after] = [workOf(current, role), workOf(changed, role)];
      return {
        role: role === '–' ? role : codeName('role', role, locale),
        tasks: `${shown(before?.tasks ?? 0)} → ${shown(after?.tasks ?? 0)}`,
        hours: `${shown(before?.hours ?? 0)} → ${shown(after?.hours ?? 0)}`,
      };
    }),
    standing: places.map((activityId) => ({
      name: nameOf(activityId),
      current: standingAt(current, activityId),
      changed: standingAt(changed, activityId),
    })),
    differing: trial.differing,
    differences: trial.differences.map(({ number, current: before, changed: after }) => ({
      number,
      href: `/cases/${number}`,
      breaches: `${before.breaches} → ${after.breaches}`,
      hours: `${shown(before.hours)} → ${shown(after.hours)}`,
      ends: after.isClosed
        ? t('trial.ends')
        : t('trial.standsAt', { places: after.standsAt.map(nameOf).join(', ') || '–' }),
    })),
  };
};

/** A calendar that is tried, with fields named `calendar:<id>:…`. */
export const triedCalendar = (
  { calendar, effective }: CalendarView,
  draft: WorkingCalendar,
  dayLines: readonly string[],
  { locale }: Reader,
  t: Translate,
) => ({
  id: calendar.id,
  name: locale === 'en' ? calendar.name.en : calendar.name.zh,
  week: weekdays.map((weekday) => ({
    field: `calendar:${calendar.id}:week:${weekday}`,
    label: t(`calendar.day.${weekday}`),
    own: (draft.week?.[weekday] ?? []).join(' '),
    inForce: (effective.week[weekday] ?? []).join(' ') || '–',
  })),
  daysField: `calendar:${calendar.id}:days`,
  days: dayLines.join('\n'),
  dayRows: Math.min(12, Math.max(3, dayLines.length + 1)),
});
