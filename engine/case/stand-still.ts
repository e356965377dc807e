/** Takes a case out of work without ending its tokens, and gives everything back as it was (requirement C10: merge and its undo). */
import type { CalendarBook } from '../calendar/calendar-book.ts';
import { moveStoodStill } from './clock.ts';
import { change, record, type Draft } from './draft.ts';
import { externalTasksOf } from './external-task.ts';
import type { Merged } from './merged.ts';
import { endedTarget } from './sla-target.ts';
import { isOpen, type Task } from './task.ts';

export type StoodBefore = Merged['before'];

export const standingOf = ({
  tasks,
  timers,
  heldTimers,
  slaTargets,
  incidents,
  externalTasks,
  runs,
}: Draft['case']): StoodBefore => ({
  tasks: tasks.filter(isOpen),
  timers,
  slaTargets,
  incidents,
  ...(heldTimers && { heldTimers }),
  ...(externalTasks && { externalTasks }),
  runningRuns: runs.filter(({ execution }) => execution.status === 'running').map(({ id }) => id),
});

/** Open tasks and outside work are cancelled, clocks stop, no timer is left; the case closes. */
export const standStill = (draft: Draft, cause: string, at: Date): Draft => {
  const { tasks, slaTargets, heldTimers, runs } = draft.case;
  const open = tasks.filter(isOpen);
  const works = externalTasksOf(draft.case);
  const still = change(draft, {
    status: 'closed',
    closedAt: at,
    tasks: tasks.map((task): Task => (isOpen(task) ? { ...task, status: 'cancelled', cause, endedAt: at } : task)),
    timers: [],
    ...(heldTimers && { heldTimers: [] }),
    slaTargets: slaTargets.map((target) => endedTarget(target, at)),
    incidents: [],
    ...(works.length > 0 && { externalTasks: [] }),
    runs: runs.map((run) =>
      run.execution.status === 'running' ? { ...run, execution: { ...run.execution, status: 'terminated' } } : run,
    ),
  });
  return record(
    still,
    ...open.map(({ id, activityId }) => ({ type: 'TaskCancelled' as const, taskId: id, activityId, cause })),
    ...works.map(({ id, activityId, topic }) => ({
      type: 'WorkCancelled' as const,
      workId: id,
      activityId,
      cause,
      details: { topic },
    })),
    { type: 'CaseClosed', details: { outcome: cause, ended: 'terminated' } },
  );
};

/** The case goes on where it stood; what was still to come comes later by the time it stood still, so nothing is overdue for it. */
export const goOn = (
  calendars: CalendarBook,
  draft: Draft,
  before: StoodBefore,
  stoodSince: Date,
  cause: string,
  at: Date,
): Draft => {
  const { closedAt: _, ...open } = draft.case;
  const restored = {
    ...open,
    status: 'open' as const,
    tasks: [...open.tasks.filter(({ id }) => !before.tasks.some((task) => task.id === id)), ...before.tasks],
    timers: before.timers,
    ...(before.heldTimers && { heldTimers: before.heldTimers }),
    slaTargets: before.slaTargets,
    incidents: before.incidents,
    ...(before.externalTasks && { externalTasks: before.externalTasks }),
    runs: open.runs.map((run) =>
      before.runningRuns.includes(run.id)
        ? { ...run, execution: { ...run.execution, status: 'running' as const } }
        : run,
    ),
  };
  const going = moveStoodStill(calendars, { ...draft, case: restored }, stoodSince, at);
  const moved = going.case;
  return record(
    going,
    ...moved.tasks.filter(isOpen).map(({ id, activityId, candidates, dueAt }) => ({
      type: 'TaskCreated' as const,
      taskId: id,
      activityId,
      cause,
      details: { candidates, dueAt },
    })),
    ...externalTasksOf(moved).map(({ id, activityId, topic, node }) => ({
      type: 'WorkRequested' as const,
      workId: id,
      activityId,
      cause,
      details: { topic, node },
    })),
  );
};
