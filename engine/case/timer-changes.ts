/** Timers of the run mirrored into the case, and the SLA targets their marks (`ladder:slaMark`) stand for. */
import type { Timer } from './case.ts';
import { present } from '../present.ts';
import { change, record, type Draft } from './draft.ts';
import type { SlaTarget } from './sla-target.ts';
import { firedTimer, ladderAttribute, waitingFor, type StepOutcome } from './step-outcome.ts';
import { taskIdOf } from './task.ts';

const markOf = (outcome: StepOutcome, timer: Pick<Timer, 'activityId'>): string | undefined =>
  ladderAttribute(outcome.definition, timer.activityId, 'slaMark');

const updateTarget = (draft: Draft, taskId: string, update: (target: SlaTarget) => SlaTarget): Draft =>
  change(draft, {
    slaTargets: draft.case.slaTargets.map((target) => (target.taskId === taskId ? update(target) : target)),
  });

/** A fired reminder or limit is written on its target: reminded, breached, or reported again. */
export const markFiredTimer = (draft: Draft, outcome: StepOutcome): Draft => {
  const timer = firedTimer(outcome);
  const taskId = timer?.taskId;
  if (!timer || !taskId) return draft;
  const target = draft.case.slaTargets.find((candidate) => candidate.taskId === taskId);
  const mark = markOf(outcome, timer);
  if (!target || !mark) return draft;
  const entry = {
    taskId,
    activityId: target.activityId,
    cause: timer.activityId,
    details: { tier: target.tier, dueAt: target.dueAt, timerDueAt: timer.dueAt },
  };
  if (mark === 'reminder')
    return record(
      updateTarget(draft, taskId, (found) => ({ ...found, remindedAt: outcome.at })),
      { type: 'SlaReminded', ...entry },
    );
  if (target.breachedAt)
    return record(
      updateTarget(draft, taskId, (found) => ({ ...found, reportedAgain: found.reportedAgain + 1 })),
      { type: 'OverdueReported', ...entry },
    );
  return record(
    updateTarget(draft, taskId, (found) => ({ ...found, breachedAt: outcome.at })),
    { type: 'SlaBreached', ...entry },
  );
};

const startTarget = (draft: Draft, outcome: StepOutcome, taskId: string, hostId: string): Draft => {
  if (draft.case.slaTargets.some((target) => target.taskId === taskId)) return draft;
  const tier = ladderAttribute(outcome.definition, hostId, 'tier');
  const target: SlaTarget = {
    taskId,
    activityId: hostId,
    startedAt: outcome.at,
    reportedAgain: 0,
    ...present({ tier }),
  };
  return change(draft, { slaTargets: [...draft.case.slaTargets, target] });
};

const armMark = (draft: Draft, outcome: StepOutcome, timer: Timer): Draft => {
  const mark = markOf(outcome, timer);
  const hostId = outcome.definition.elements.get(timer.activityId)?.attachedToId;
  if (!mark || !timer.taskId || !hostId) return draft;
  // A repeating limit is armed again after each report; the promise itself stays where it was.
  return updateTarget(startTarget(draft, outcome, timer.taskId, hostId), timer.taskId, (target) =>
    mark === 'reminder'
      ? { ...target, remindAt: target.remindAt ?? timer.dueAt }
      : { ...target, dueAt: target.dueAt ?? timer.dueAt },
  );
};

/** Replaces the run's timers by what it waits for now and starts the targets of newly armed marks. */
export const settleTimers = (draft: Draft, outcome: StepOutcome): Draft => {
  const timers = waitingFor(outcome, 'timer').map(({ timerId, activityId, dueAt, attachedTo }): Timer => ({
    id: timerId,
    runId: outcome.runId,
    activityId,
    dueAt: new Date(dueAt),
    ...present({ taskId: attachedTo && taskIdOf(draft.case.id, outcome.runId, attachedTo) }),
  }));
  const known = new Set(outcome.before.timers.filter(({ runId }) => runId === outcome.runId).map(({ id }) => id));
  const settled = change(draft, {
    timers: [...draft.case.timers.filter(({ runId }) => runId !== outcome.runId), ...timers],
  });
  return timers
    .filter(({ id }) => !known.has(id))
    .reduce((current, timer) => armMark(current, outcome, timer), settled);
};
