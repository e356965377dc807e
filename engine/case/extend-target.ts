/** Gives a target more time: its due moment, its reminder if that is still to come, and the timers behind both. */
import type { CalendarBook } from '../calendar/calendar-book.ts';
import type { Timer } from './case.ts';
import { change, record, replaceTask, type Draft } from './draft.ts';
import { targetFacts, type SlaTarget } from './sla-target.ts';
import { isOpen } from './task.ts';

export type Extension = {
  /** The new due moment, later than the one there is. */
  readonly dueAt: Date;
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
};

export const extendTarget = (
  calendars: CalendarBook,
  draft: Draft,
  target: SlaTarget & { readonly dueAt: Date },
  { dueAt, by, at, reason }: Extension,
): Draft => {
  const { taskId, calendarId, dueAt: from, remindAt, remindedAt } = target;
  const movedReminder = remindAt && !remindedAt ? shifted(calendars, calendarId, remindAt, from, dueAt) : remindAt;
  const moved = (timer: Timer): Timer => {
    if (timer.taskId !== taskId || timer.onClock !== true) return timer;
    const isLimit = timer.dueAt.getTime() === from.getTime();
    const next = isLimit ? dueAt : shifted(calendars, calendarId, timer.dueAt, from, dueAt);
    return { ...timer, dueAt: next, armedFor: timer.armedFor ?? timer.dueAt };
  };
  const extended: SlaTarget = {
    ...target,
    dueAt,
    ...(movedReminder && { remindAt: movedReminder }),
    extensions: [...(target.extensions ?? []), { at, by, reason, from, to: dueAt }],
  };
  const { timers, heldTimers, slaTargets, tasks } = draft.case;
  const task = tasks.find(({ id }) => id === taskId);
  const changed = change(draft, {
    slaTargets: slaTargets.map((other) => (other.taskId === taskId ? extended : other)),
    timers: timers.map(moved),
    ...(heldTimers && { heldTimers: heldTimers.map(moved) }),
  });
  const shown = tasks
    .filter(isOpen)
    .filter(({ id, targetId = id }) => targetId === taskId)
    .reduce((current, one) => replaceTask(current, { ...one, dueAt }), changed);
  return record(shown, {
    type: 'TargetExtended',
    reason,
    ...(task && { taskId: task.id, activityId: task.activityId }),
    details: { ...targetFacts(extended), before: targetFacts(target) },
  });
};

/** A moment later by the working time from one due moment to the next. */
const shifted = (calendars: CalendarBook, calendarId: string | undefined, moment: Date, from: Date, to: Date): Date =>
  calendarId === undefined
    ? new Date(moment.getTime() + to.getTime() - from.getTime())
    : calendars.addWorkingTime(calendarId, moment, calendars.workingTimeBetween(calendarId, from, to));
