/** The promises about time of a case, each with the arithmetic that leads to its due moment. */
import type { CalendarBook } from '../calendar/calendar-book.ts';
import { describeDay, describeDuration } from '../calendar/describe-days.ts';
import type { LocalName } from '../calendar/working-calendar.ts';
import type { DayCount } from '../calendar/working-time.ts';
import type { Actor } from '../case/actor.ts';
import type { Case, ClockPause } from '../case/case.ts';
import { pauseReasons } from '../model/pause-reasons.ts';
import { slaState, type ClockInterval, type SlaState, type SlaTarget } from '../case/sla-target.ts';
import { viewCase, type ReadContext } from './view-case.ts';

/** A stretch in which the clock ran, day by day where a calendar counts. */
export type CountedInterval = ClockInterval & {
  /** Milliseconds counted. */
  readonly countedMs: number;
  readonly days: readonly (DayCount & { readonly text: LocalName })[];
};

export type TargetView = Omit<SlaTarget, 'intervals'> & {
  readonly state: SlaState;
  readonly timeZone: string;
  /** From the first moment to the due moment, or to the end where that is later. */
  readonly intervals: readonly CountedInterval[];
  /** What was promised, in working time where a calendar counts. */
  readonly limitMs?: number;
  /** Working time left from now on, 0 when it is over; absent when the target has ended. */
  readonly remainingMs?: number;
  /** The arithmetic, a line each. */
  readonly lines: readonly LocalName[];
};

export type SlaView = {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly rev: number;
  readonly at: Date;
  readonly targets: readonly TargetView[];
  readonly pauses: readonly (ClockPause & { readonly name: LocalName })[];
};

const between = (calendars: CalendarBook, calendarId: string | undefined, from: Date, to: Date): number =>
  calendarId === undefined
    ? Math.max(0, to.getTime() - from.getTime())
    : calendars.workingTimeBetween(calendarId, from, to);

const countInterval = (
  calendars: CalendarBook,
  { calendarId }: SlaTarget,
  { from, to }: ClockInterval,
  until: Date,
): CountedInterval => {
  const end = to ?? (until > from ? until : from);
  const days =
    calendarId === undefined
      ? []
      : calendars
          .countDays(calendarId, from, end)
          .map((day) => ({ ...day, text: describeDay(day, calendars.timeZone(calendarId)) }));
  return { from, ...(to && { to }), countedMs: between(calendars, calendarId, from, end), days };
};

/** Local time of a zone, `2026-03-02 16:00`. */
const shown = (moment: Date, timeZone: string): string =>
  moment.toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });

const intervalLines = (target: SlaTarget, interval: CountedInterval, timeZone: string, until: Date): LocalName[] => {
  const end = interval.to ?? until;
  const counted = describeDuration(interval.countedMs);
  const span = `${shown(interval.from, timeZone)} – ${shown(end, timeZone)}`;
  const head = { zh: `计时 ${span}：${counted.zh}`, en: `Clock ran ${span}: ${counted.en}` };
  const stop =
    interval.to && !target.endedAt
      ? [{ zh: `${shown(interval.to, timeZone)} 停表`, en: `Clock stopped at ${shown(interval.to, timeZone)}` }]
      : [];
  return [head, ...interval.days.map(({ text }) => text), ...stop];
};

const viewTarget = (calendars: CalendarBook, current: Case, target: SlaTarget, at: Date): TargetView => {
  const { intervals = [{ from: target.startedAt }], ...facts } = target;
  const { calendarId, dueAt, endedAt } = target;
  const timeZone = calendarId === undefined ? 'UTC' : calendars.timeZone(calendarId);
  const until = dueAt ?? at;
  const counted = intervals.map((interval) => countInterval(calendars, target, interval, until));
  const wasCompleted = current.tasks.find(({ id }) => id === target.taskId)?.status === 'completed';
  const last = intervals.at(-1);
  const standing = last?.to && !endedAt ? last.to : at;
  const remainingMs = endedAt || !dueAt ? undefined : between(calendars, calendarId, standing, dueAt);
  const limitMs =
    dueAt && !endedAt
      ? counted.reduce((sum, { countedMs }) => sum + countedMs, 0) +
        (last?.to ? between(calendars, calendarId, last.to, dueAt) : 0)
      : undefined;
  const extensions = (target.extensions ?? []).map(({ by, reason, from, to }) => ({
    zh: `${by} 延长：${shown(from, timeZone)} → ${shown(to, timeZone)}（${reason}）`,
    en: `${by} extended it: ${shown(from, timeZone)} → ${shown(to, timeZone)} (${reason})`,
  }));
  const due = dueAt
    ? [{ zh: `到期时间 ${shown(dueAt, timeZone)}（${timeZone}）`, en: `Due ${shown(dueAt, timeZone)} (${timeZone})` }]
    : [];
  return {
    ...facts,
    state: slaState(target, wasCompleted),
    timeZone,
    intervals: counted,
    ...(limitMs !== undefined && { limitMs }),
    ...(remainingMs !== undefined && { remainingMs }),
    lines: [...counted.flatMap((interval) => intervalLines(target, interval, timeZone, until)), ...extensions, ...due],
  };
};

/** Every target of a case explained, as far as the actor sees the case. Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`. */
export const viewSla = async (
  context: ReadContext & { readonly calendars: CalendarBook },
  actor: Actor,
  idOrNumber: string,
  at: Date,
): Promise<SlaView> => {
  const current = await viewCase(context, actor, idOrNumber);
  return {
    caseId: current.id,
    caseNumber: current.number,
    rev: current.rev,
    at,
    targets: current.slaTargets.map((target) => viewTarget(context.calendars, current, target, at)),
    pauses: (current.pauses ?? []).map((pause) => ({
      ...pause,
      name: pauseReasons.find(({ id }) => id === pause.reason)?.name ?? { zh: pause.reason, en: pause.reason },
    })),
  };
};
