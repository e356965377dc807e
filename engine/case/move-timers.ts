/** Moves the due moments of a case that stood still: of timers, of the limits of open work, and of its tasks. */
import type { Case } from './case.ts';
import { isOpen } from './task.ts';

/**
 * What was still to come at `from` comes `byMs` later. What was overdue by then stays so.
 */
export const moveTimers = (current: Case, from: Date, byMs: number): Case => {
  const moved = <Moment extends Date | undefined>(moment: Moment): Moment =>
    (moment !== undefined && moment > from ? new Date(moment.getTime() + byMs) : moment) as Moment;
  return {
    ...current,
    timers: current.timers.map((timer) => ({ ...timer, dueAt: moved(timer.dueAt) })),
    slaTargets: current.slaTargets.map((target) =>
      target.endedAt || target.breachedAt
        ? target
        : {
            ...target,
            ...(target.dueAt && { dueAt: moved(target.dueAt) }),
            ...(target.remindAt && { remindAt: moved(target.remindAt) }),
          },
    ),
    tasks: current.tasks.map((task) => (isOpen(task) && task.dueAt ? { ...task, dueAt: moved(task.dueAt) } : task)),
  };
};
