/**
 * The clock of a case: it stands still and goes on for all running targets at once. Due moments move by exactly the working
 * time that passed meanwhile, in the calendar each counts by. Timers that stand still are kept apart, so that nothing fires them.
 */
import type { CalendarBook } from '../calendar/calendar-book.ts';
import type { Case, ClockPause, Timer } from './case.ts';
import { change, type Draft } from './draft.ts';
import { isPaused, type SlaTarget } from './sla-target.ts';
import { isOpen } from './task.ts';

/** The pause in which the clock is now. */
export const openPause = ({ pauses = [] }: Case): ClockPause | undefined =>
  pauses.findLast(({ resumedAt }) => resumedAt === undefined);

/** A due moment later by what passed from one moment to another; one that was due by then stays. */
export const laterBy = (
  calendars: CalendarBook,
  calendarId: string | undefined,
  dueAt: Date,
  from: Date,
  to: Date,
): Date => {
  if (dueAt <= from || to <= from) return dueAt;
  if (calendarId === undefined) return new Date(dueAt.getTime() + to.getTime() - from.getTime());
  return calendars.addWorkingTime(calendarId, dueAt, calendars.workingTimeBetween(calendarId, from, to));
};

const movedTimer = (calendars: CalendarBook, timer: Timer, from: Date, to: Date): Timer => {
  const dueAt = laterBy(calendars, timer.calendarId, timer.dueAt, from, to);
  return dueAt === timer.dueAt ? timer : { ...timer, dueAt, armedFor: timer.armedFor ?? timer.dueAt };
};

/** A target whose clock stood still in between; a breach stays a breach. */
const movedTarget = (calendars: CalendarBook, target: SlaTarget, from: Date, to: Date): SlaTarget => {
  const { calendarId, dueAt, remindAt, breachedAt } = target;
  if (breachedAt) return target;
  return {
    ...target,
    ...(dueAt && { dueAt: laterBy(calendars, calendarId, dueAt, from, to) }),
    ...(remindAt && { remindAt: laterBy(calendars, calendarId, remindAt, from, to) }),
  };
};

const stopped = (target: SlaTarget, at: Date): SlaTarget =>
  target.endedAt || isPaused(target)
    ? target
    : {
        ...target,
        intervals: (target.intervals ?? [{ from: target.startedAt }]).map((interval) =>
          interval.to ? interval : { ...interval, to: at },
        ),
      };

const restarted = (target: SlaTarget, at: Date): SlaTarget => ({
  ...target,
  intervals: [...(target.intervals ?? []), { from: at }],
});

/** Shows the due moments of targets on their tasks. */
export const withDueMoments = (draft: Draft): Draft => {
  const dueAts = new Map(draft.case.slaTargets.map(({ taskId, dueAt }) => [taskId, dueAt]));
  return change(draft, {
    tasks: draft.case.tasks.map((task) => {
      const dueAt = isOpen(task) ? dueAts.get(task.targetId ?? task.id) : undefined;
      return dueAt && dueAt.getTime() !== task.dueAt?.getTime() ? { ...task, dueAt } : task;
    }),
  });
};

/** Stops every running target and holds the timers on the clock; those that stand still already are left alone. */
export const stopClock = (draft: Draft, at: Date): Draft => {
  const { timers, heldTimers = [], slaTargets } = draft.case;
  return change(draft, {
    timers: timers.filter(({ onClock }) => !onClock),
    heldTimers: [
      ...heldTimers,
      ...timers.filter(({ onClock }) => onClock).map((timer) => ({ ...timer, heldSince: at })),
    ],
    slaTargets: slaTargets.map((target) => stopped(target, at)),
  });
};

/** Lets the clock go on: what was held is due later by what passed since. */
export const startClock = (calendars: CalendarBook, draft: Draft, at: Date): Draft => {
  const { timers, heldTimers = [], slaTargets } = draft.case;
  const released = heldTimers.map(({ heldSince, ...timer }) => movedTimer(calendars, timer, heldSince ?? at, at));
  const started = change(draft, {
    timers: [...timers, ...released],
    heldTimers: [],
    slaTargets: slaTargets.map((target) => {
      const since = target.intervals?.at(-1)?.to;
      return isPaused(target) && since ? restarted(movedTarget(calendars, target, since, at), at) : target;
    }),
  });
  return withDueMoments(started);
};

/**
 * A case that stood still altogether, as while it was suspended: every timer, on the clock or not, is due later. What a pause
 * holds anyway moves when the pause ends.
 */
export const moveStoodStill = (calendars: CalendarBook, draft: Draft, from: Date, at: Date): Draft => {
  const { timers, slaTargets, tasks } = draft.case;
  return withDueMoments(
    change(draft, {
      timers: timers.map((timer) => movedTimer(calendars, timer, from, at)),
      slaTargets: slaTargets.map((target) =>
        target.endedAt || isPaused(target)
          ? target
          : restarted(stopped(movedTarget(calendars, target, from, at), from), at),
      ),
      tasks: tasks.map((task) =>
        isOpen(task) && task.dueAt ? { ...task, dueAt: laterBy(calendars, undefined, task.dueAt, from, at) } : task,
      ),
    }),
  );
};
