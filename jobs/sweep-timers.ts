/** Finds due timers and fires them by command. Any number of processes may sweep: a timer that is gone fires nothing. */
import { fireTimer, timerActor, type Context } from '../engine/index.ts';

/** A case with due timers, earliest first. */
export type DueTimers = {
  readonly caseId: string;
  readonly timers: readonly { readonly id: string; readonly runId: string; readonly dueAt: Date }[];
};

/** What the sweep asks the store. */
export type TimerSource = {
  /** Cases of a shard with a timer due at or before `now`, the longest overdue first. */
  dueTimers(shard: number, now: Date, limit: number): Promise<DueTimers[]>;
};

export type SweepOutcome = { readonly fired: number; readonly failed: number };

/** Cases worked on at once within one sweep; each is a chain of its own. */
const callers = 8;

/** Cases taken per look, so that a backlog does not hold a shard for long. */
const batchSize = 200;

/**
 * Fires everything due in one shard at `now`, case by case, each case's timers in the order they were due.
 * A case whose timer cannot fire is reported and left for the next sweep; the others go on.
 */
export const sweepTimers = async (
  context: Context,
  source: TimerSource,
  shard: number,
  now: Date,
  onFailure: (caseId: string, error: unknown) => void,
): Promise<SweepOutcome> => {
  const due = await source.dueTimers(shard, now, batchSize);
  let fired = 0;
  let failed = 0;
  let next = 0;
  const work = async (): Promise<void> => {
    for (let item = due[next++]; item; item = due[next++]) {
      try {
        for (const timer of item.timers) {
          const answer = await fireTimer(context, {
            actor: timerActor,
            at: now,
            caseId: item.caseId,
            runId: timer.runId,
            timerId: timer.id,
          });
          if (!answer.isRepeat) fired += 1;
        }
      } catch (error) {
        failed += 1;
        onFailure(item.caseId, error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(callers, due.length) }, work));
  return { fired, failed };
};
