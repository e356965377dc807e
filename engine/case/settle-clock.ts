/** What a step means for the clock of the case: targets that begin and end, reminders nobody drew, pauses the process asks for. */
import {
  endLeftTargets,
  giveFirstResponse,
  limitText,
  remindAtOf,
  shareOf,
  startProcessTargets,
  targetTimer,
  withoutTimersOfEnded,
} from './case-targets.ts';
import type { Timer } from './case.ts';
import { openPause, stopClock } from './clock.ts';
import { change, type Draft } from './draft.ts';
import { pauseClocks, resumeClocks } from './pause-clock.ts';
import { pauseReasons } from '../model/pause-reasons.ts';
import { isZero, parseDuration } from '../model/timer/iso-duration.ts';
import type { SlaTarget } from './sla-target.ts';
import { ladderAttribute, waitingFor, type StepOutcome } from './step-outcome.ts';

const isNew = ({ before }: StepOutcome, { taskId }: SlaTarget): boolean =>
  !before.slaTargets.some((target) => target.taskId === taskId);

/** The single limit a target has got from its boundary timer; a repeating one reports, and reminds by doing so. */
const limitTimer = (draft: Draft, outcome: StepOutcome, target: SlaTarget): Timer | undefined => {
  const repeating = new Set(
    waitingFor(outcome, 'timer')
      .filter(({ repeats }) => repeats !== undefined)
      .map(({ timerId }) => timerId),
  );
  return draft.case.timers.find(
    ({ runId, taskId, activityId, id }) =>
      runId === outcome.runId &&
      taskId === target.taskId &&
      !repeating.has(id) &&
      ladderAttribute(outcome.definition, activityId, 'slaMark') === 'limit',
  );
};

/** A limit whose model draws no reminder gets one at its share (requirement C6). */
const addReminders = (draft: Draft, outcome: StepOutcome): Draft =>
  draft.case.slaTargets
    .filter((target) => isNew(outcome, target) && target.dueAt && !target.remindAt && !target.endedAt)
    .reduce((current, target) => {
      const limit = limitTimer(current, outcome, target);
      if (!limit) return current;
      const { definition } = outcome;
      const written =
        ladderAttribute(definition, limit.activityId, 'reminderShare') ??
        ladderAttribute(definition, target.activityId, 'reminderShare') ??
        definition.attributes['ladder:reminderShare'];
      const share = shareOf(written);
      const remindAt = remindAtOf(outcome, target, share);
      if (!remindAt || remindAt <= outcome.at) return current;
      return change(current, {
        slaTargets: current.case.slaTargets.map((other) =>
          other === target ? { ...target, remindAt, reminder: share! } : other,
        ),
        timers: [...current.case.timers, targetTimer(target, 'reminder', remindAt)],
      });
    }, draft);

/** The cap, an expression perhaps; one that gives no duration must not make a process fail where it pauses. */
const capOf = (outcome: StepOutcome, draft: Draft, activityId: string): string | undefined => {
  const written = ladderAttribute(outcome.definition, activityId, 'pauseCap');
  if (written === undefined) return undefined;
  try {
    const cap = limitText(outcome, draft, outcome.runId, written);
    return cap === undefined || isZero(parseDuration(cap)) ? undefined : cap;
  } catch {
    return undefined;
  }
};

/** `ladder:clock` on what was entered, in the order it happened. */
const obeyModel = (draft: Draft, outcome: StepOutcome): Draft =>
  outcome.happened.reduce((current, happening) => {
    if (happening.type !== 'entered') return current;
    const { definition, at } = outcome;
    const { activityId } = happening;
    const word = ladderAttribute(definition, activityId, 'clock');
    if (word === 'resume') return resumeClocks(outcome, current, { at, cause: activityId }) ?? current;
    if (word !== 'pause') return current;
    const cap = capOf(outcome, current, activityId);
    const named = ladderAttribute(definition, activityId, 'pauseReason');
    const reason = pauseReasons.find(({ id }) => id === named)?.id ?? 'awaitingCustomer';
    // A process that asks for it again is not stopped by a cap that is used up: each time it may wait its cap.
    const pausing = { reason, by: activityId, at, isFresh: true, ...(cap !== undefined && { cap }) };
    return pauseClocks(current, pausing) ?? current;
  }, draft);

/** What the process itself says to the customer is a response, too. */
const customerTold = ({ happened, definition }: StepOutcome): string | undefined =>
  happened.flatMap((one) => {
    if (one.type !== 'thrown' || one.kind !== 'message') return [];
    const notify = ladderAttribute(definition, one.activityId, 'notify') ?? '';
    return notify.split(',').some((part) => part.trim() === 'customer') ? [one.activityId] : [];
  })[0];

const answered = (draft: Draft, outcome: StepOutcome): Draft => {
  const { before, stimulus, runId, at } = outcome;
  const told = customerTold(outcome);
  if (told !== undefined) return giveFirstResponse(draft, at, told) ?? draft;
  if (stimulus.type !== 'complete') return draft;
  const task = before.tasks.find((one) => one.runId === runId && one.executionId === stimulus.executionId);
  return (task && giveFirstResponse(draft, at, task.activityId)) ?? draft;
};

export const settleClock = (draft: Draft, outcome: StepOutcome): Draft => {
  const settled = [endLeftTargets, startProcessTargets, answered, addReminders, obeyModel].reduce(
    (current, settle) => settle(current, outcome),
    draft,
  );
  // What began while the clock stands still waits for it, too.
  const held = openPause(settled.case) ? stopClock(settled, outcome.at) : settled;
  return withoutTimersOfEnded(held);
};
