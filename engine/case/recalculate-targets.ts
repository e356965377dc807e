/** What a case has promised by calendars that were changed, counted anew: due moments, reminders, and the timers behind both. */
import type { CalendarBook } from '../calendar/calendar-book.ts';
import type { Timer } from './case.ts';
import { withDueMoments } from './clock.ts';
import { change, record, type Draft } from './draft.ts';
import { recountTarget } from './recount-target.ts';
import { targetFacts, type SlaTarget } from './sla-target.ts';

type Moved = { readonly before: SlaTarget; readonly after: SlaTarget };

const time = (moment: Date | undefined): number | undefined => moment?.getTime();

/** The running targets whose moments are no longer what their calendar says; `isMeant` picks the calendars. */
const movedTargets = (
  calendars: CalendarBook,
  targets: readonly SlaTarget[],
  isMeant: (calendarId: string) => boolean,
): Moved[] =>
  targets
    .filter(({ calendarId }) => calendarId !== undefined && calendars.find(calendarId) && isMeant(calendarId))
    .flatMap((before) => {
      const after = recountTarget(calendars, before);
      return after && (time(after.dueAt) !== time(before.dueAt) || time(after.remindAt) !== time(before.remindAt))
        ? [{ before, after }]
        : [];
    });

const movedTimer =
  (moved: ReadonlyMap<string, Moved>) =>
  (timer: Timer): Timer => {
    const target = timer.onClock === true && timer.taskId !== undefined ? moved.get(timer.taskId) : undefined;
    if (!target) return timer;
    const { before, after } = target;
    const dueAt =
      time(timer.dueAt) === time(before.dueAt)
        ? after.dueAt
        : time(timer.dueAt) === time(before.remindAt)
          ? after.remindAt
          : undefined;
    return dueAt ? { ...timer, dueAt, armedFor: timer.armedFor ?? timer.dueAt } : timer;
  };

/** `undefined` when every moment is still right. What was breached stays so. */
export const recalculateTargets = (
  calendars: CalendarBook,
  draft: Draft,
  reason: string,
  isMeant: (calendarId: string) => boolean,
): Draft | undefined => {
  const { slaTargets, timers, heldTimers } = draft.case;
  const found = movedTargets(calendars, slaTargets, isMeant);
  if (found.length === 0) return undefined;
  const moved = new Map(found.map((one) => [one.before.taskId, one]));
  const changed = withDueMoments(
    change(draft, {
      slaTargets: slaTargets.map((target) => moved.get(target.taskId)?.after ?? target),
      timers: timers.map(movedTimer(moved)),
      ...(heldTimers && { heldTimers: heldTimers.map(movedTimer(moved)) }),
    }),
  );
  return record(changed, {
    type: 'TargetsRecalculated',
    reason,
    details: {
      calendars: [...new Set(found.map(({ before }) => before.calendarId))],
      targets: found.map(({ before, after }) => ({ ...targetFacts(after), before: targetFacts(before) })),
    },
  });
};
