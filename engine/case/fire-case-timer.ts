/** Timers that no run knows: reminders and limits of the case's own targets, and the cap of a pause. */
import type { Context } from '../ports.ts';
import { recordBreach, sendNotice, supervisorsOf } from './breach.ts';
import type { Case, Timer } from './case.ts';
import { change, record, type Draft } from './draft.ts';
import { pauseCap, resumeClocks } from './pause-clock.ts';
import type { SlaTarget } from './sla-target.ts';
import { isOpen, type OpenTask } from './task.ts';

const holders = ({ tasks }: Case, isMeant: (task: OpenTask) => boolean): string[] => [
  ...new Set(
    tasks
      .filter(isOpen)
      .filter(isMeant)
      .flatMap((task) => (task.status === 'reserved' ? [`user:${task.assignee}`] : task.candidates)),
  ),
];

const mark = (draft: Draft, target: SlaTarget, marked: Partial<SlaTarget>): Draft =>
  change(draft, {
    slaTargets: draft.case.slaTargets.map((other) => (other === target ? { ...target, ...marked } : other)),
  });

const fireTarget = (
  context: Pick<Context, 'organisation'>,
  draft: Draft,
  timer: Timer,
  target: SlaTarget,
  at: Date,
): Draft => {
  const { taskId, activityId, dueAt, tier } = target;
  if (!timer.id.endsWith(':reminder'))
    return recordBreach(context.organisation, draft, target, { at, cause: timer.id, timerDueAt: timer.dueAt });
  const own = holders(draft.case, ({ id, targetId = id }) => targetId === taskId);
  const to = own.length > 0 ? own : holders(draft.case, () => true);
  const reminded = record(mark(draft, target, { remindedAt: at }), {
    type: 'SlaReminded',
    taskId,
    activityId,
    cause: timer.id,
    details: { tier, dueAt, timerDueAt: timer.dueAt },
  });
  return sendNotice(reminded, to, 'sla-reminder', { taskId, activityId, dueAt, tier });
};

/** Fires a due timer of the case itself; it is gone afterwards. */
export const fireCaseTimer = (
  context: Pick<Context, 'organisation' | 'calendars'>,
  draft: Draft,
  timer: Timer,
  at: Date,
): Draft => {
  const fired = change(draft, { timers: draft.case.timers.filter((other) => other !== timer) });
  if (timer.id === pauseCap) {
    const resumed = resumeClocks(context, fired, { at, cause: 'pauseCapReached' }) ?? fired;
    const to = [...new Set([...holders(draft.case, () => true), ...supervisorsOf(context.organisation, draft.case)])];
    return sendNotice(resumed, to, 'clock-resumed', { capAt: timer.dueAt });
  }
  const target = fired.case.slaTargets.find(({ taskId }) => taskId === timer.taskId);
  return target && !target.endedAt ? fireTarget(context, fired, timer, target, at) : fired;
};
