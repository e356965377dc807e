/** Pausing and resuming the clock of a case, by people, by its process, or by itself at the cap. */
import { Refusal } from '../errors.ts';
import { addDuration, parseDuration } from '../model/timer/iso-duration.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { caseClock, type Case, type ClockPause, type Timer } from './case.ts';
import { openPause, startClock, stopClock } from './clock.ts';
import { change, record, type Draft } from './draft.ts';
import { pauseReasons, type PauseReason } from '../model/pause-reasons.ts';
import { isPaused, targetFacts } from './sla-target.ts';

export const pauseCap = 'pauseCap';

const timeZone = 'UTC';

export type Pausing = {
  readonly reason: string;
  readonly note?: string;
  readonly by: string;
  readonly at: Date;
  /** ISO 8601; default: the reason's. */
  readonly cap?: string;
  /** The cap counts anew instead of less what was used. */
  readonly isFresh?: boolean;
};

const requireReason = (reason: string): PauseReason => {
  const known = pauseReasons.find(({ id }) => id === reason);
  if (known) return known;
  throw new Refusal(
    'NOT_SUPPORTED',
    `'${reason}' is no reason to pause the clock; allowed are ${pauseReasons.map(({ id }) => id).join(', ')}.`,
    { reason, allowed: pauseReasons },
  );
};

/** Milliseconds the clock has stood still for a reason so far. */
const usedMs = ({ pauses = [] }: Case, reason: string): number =>
  pauses
    .filter((pause) => pause.reason === reason)
    .reduce((sum, { pausedAt, resumedAt }) => sum + (resumedAt ? resumedAt.getTime() - pausedAt.getTime() : 0), 0);

const capMomentOf = (current: Case, { reason, cap, at, isFresh }: Pausing): Date => {
  const longest = addDuration(at, parseDuration(cap ?? requireReason(reason).cap), { timeZone });
  const capAt = new Date(longest.getTime() - (isFresh === true ? 0 : usedMs(current, reason)));
  if (capAt > at) return capAt;
  throw new Refusal(
    'PAUSE_CAP_REACHED',
    `The clock of case ${current.number} has stood still for '${reason}' as long as it may; a manager can pause it beyond that.`,
    { reason, usedMs: usedMs(current, reason) },
  );
};

/**
 * Stops the clock of the case: no reminder or limit fires until it is resumed, by hand, by the process or at the cap.
 * `undefined` when it stands still already. Refuses with `NOT_SUPPORTED` (reason), `PAUSE_CAP_REACHED`.
 */
export const pauseClocks = (draft: Draft, pausing: Pausing): Draft | undefined => {
  const { reason, by, at, note } = pausing;
  requireReason(reason);
  if (openPause(draft.case)) return undefined;
  const capAt = capMomentOf(draft.case, pausing);
  const pause: ClockPause = { reason, by, pausedAt: at, capAt, ...present({ note }) };
  const cap: Timer = { id: pauseCap, runId: caseClock, activityId: pauseCap, dueAt: capAt };
  const stopped = stopClock(draft, at);
  const paused = change(stopped, {
    pauses: [...(draft.case.pauses ?? []), pause],
    timers: [...stopped.case.timers, cap],
  });
  return record(paused, {
    type: 'ClockPaused',
    details: { reason, capAt, targets: paused.case.slaTargets.filter(isPaused).map(targetFacts) },
    ...present({ reason: note }),
  });
};

/**
 * Lets the clock go on; every due moment is later by the working time that passed. `undefined` when it runs.
 * `cause` says what resumed it when nobody asked.
 */
export const resumeClocks = (
  { calendars }: Pick<Context, 'calendars'>,
  draft: Draft,
  { at, note, cause }: { readonly at: Date; readonly note?: string; readonly cause?: string },
): Draft | undefined => {
  const pause = openPause(draft.case);
  if (!pause) return undefined;
  const before = new Map(draft.case.slaTargets.filter(isPaused).map((target) => [target.taskId, target]));
  const started = startClock(calendars, draft, at);
  const resumed = change(started, {
    timers: started.case.timers.filter(({ runId, id }) => runId !== caseClock || id !== pauseCap),
    pauses: (draft.case.pauses ?? []).map((other) => (other === pause ? { ...pause, resumedAt: at } : other)),
  });
  return record(resumed, {
    type: 'ClockResumed',
    details: {
      reason: pause.reason,
      pausedAt: pause.pausedAt,
      stoodStillMs: at.getTime() - pause.pausedAt.getTime(),
      targets: resumed.case.slaTargets
        .filter(({ taskId }) => before.has(taskId))
        .map((target) => ({ ...targetFacts(target), before: targetFacts(before.get(target.taskId)!) })),
    },
    ...present({ reason: note, cause }),
  });
};
