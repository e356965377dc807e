/** Timers of the run mirrored into the case, and the SLA targets their marks (`ladder:slaMark`) stand for. */
import { armedDuration } from './armed-duration.ts';
import { calendarIdIn } from './case-calendars.ts';
import type { Case, Timer } from './case.ts';
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

const startTarget = (draft: Draft, outcome: StepOutcome, { taskId, calendarId }: Timer, hostId: string): Draft => {
  if (taskId === undefined || draft.case.slaTargets.some((target) => target.taskId === taskId)) return draft;
  const tier = ladderAttribute(outcome.definition, hostId, 'tier');
  const target: SlaTarget = {
    taskId,
    activityId: hostId,
    startedAt: outcome.at,
    intervals: [{ from: outcome.at }],
    reportedAgain: 0,
    ...present({ tier, calendarId }),
  };
  return change(draft, { slaTargets: [...draft.case.slaTargets, target] });
};

const armMark = (draft: Draft, outcome: StepOutcome, timer: Timer): Draft => {
  const mark = markOf(outcome, timer);
  const hostId = outcome.definition.elements.get(timer.activityId)?.attachedToId;
  if (!mark || !timer.taskId || !hostId) return draft;
  const duration = armedDuration(outcome, draft, timer);
  // A repeating limit is armed again after each report; the promise itself stays where it was.
  return updateTarget(startTarget(draft, outcome, timer, hostId), timer.taskId, (target) =>
    mark === 'reminder'
      ? { ...present({ reminder: duration }), ...target, remindAt: target.remindAt ?? timer.dueAt }
      : {
          ...present({ limit: duration }),
          ...target,
          dueAt: target.dueAt ?? timer.dueAt,
          ...present({ calendarId: timer.calendarId }),
        },
  );
};

/** The rows a run has already, by the executor's id; a row that was moved or is held stays so while the executor's own moment stays. */
const knownTimers = ({ timers, heldTimers = [] }: Case, runId: string): ReadonlyMap<string, Timer> =>
  new Map([...timers, ...heldTimers].filter((timer) => timer.runId === runId).map((timer) => [timer.id, timer]));

const isSame = (known: Timer | undefined, dueAt: string): known is Timer =>
  known !== undefined && (known.armedFor ?? known.dueAt).getTime() === new Date(dueAt).getTime();

/** Replaces the run's timers by what it waits for now and starts the targets of newly armed marks. */
export const settleTimers = (draft: Draft, outcome: StepOutcome): Draft => {
  const { runId, definition, before } = outcome;
  const known = knownTimers(before, runId);
  const timers = waitingFor(outcome, 'timer').map(({ timerId, activityId, dueAt, attachedTo }): Timer => {
    const row = known.get(timerId);
    const element = definition.elements.get(activityId);
    const taskId = attachedTo && taskIdOf(draft.case.id, runId, attachedTo);
    if (isSame(row, dueAt)) return { ...row, activityId };
    const calendarId = element?.calendar && calendarIdIn(outcome, draft.case, runId, element.calendar);
    const onClock = markOf(outcome, { activityId }) === undefined ? undefined : (true as const);
    return { id: timerId, runId, activityId, dueAt: new Date(dueAt), ...present({ taskId, calendarId, onClock }) };
  });
  const isOther = (timer: Timer): boolean => timer.runId !== runId;
  const settled = change(draft, {
    timers: [...draft.case.timers.filter(isOther), ...timers.filter(({ heldSince }) => !heldSince)],
    ...(draft.case.heldTimers && {
      heldTimers: [...draft.case.heldTimers.filter(isOther), ...timers.filter(({ heldSince }) => heldSince)],
    }),
  });
  return timers
    .filter(({ id }) => !known.has(id))
    .reduce((current, timer) => armMark(current, outcome, timer), settled);
};
