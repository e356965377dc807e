/** What is done to the clock of a case by hand: it is paused, goes on, or a limit gets more time (requirement C8). */
import { openPause } from '../case/clock.ts';
import { pauseReasons } from '../model/pause-reasons.ts';
import { decideExtension } from '../commands/extend-target.ts';
import { decidePause } from '../commands/pause-clock.ts';
import { decideClockResumption } from '../commands/resume-clock.ts';
import { Refusal } from '../errors.ts';
import { present } from '../present.ts';
import { requireOpenCase, type Override } from './override.ts';

type Pause = {
  /** Id of a pause reason; the reason in words goes beside. */
  readonly pauseReason: string;
};

type Extend = {
  /** Task id of the target; default: the only one by which an open task is due, else the only open one. */
  readonly targetId?: string;
  /** How much later, ISO 8601 duration in the target's calendar; or `dueAt`. */
  readonly by?: string;
  /** ISO 8601 moment. */
  readonly dueAt?: string;
};

/** Stops the clock of the case for a known reason, up to its cap. */
export const pauseClock: Override<Pause> = {
  who: 'handlers',
  decide: decidePause,
  offer(_, { case: current }) {
    requireOpenCase(current);
    const pause = openPause(current);
    if (pause)
      throw new Refusal('NOTHING_TO_DO', `The clock of case ${current.number} is paused already.`, { ...pause });
    return { pauseReasons };
  },
  undo: () => ({ action: 'resumeClock' }),
};

/** Lets the clock go on; due moments move by the working time that passed. */
export const resumeClock: Override<object> = {
  who: 'handlers',
  decide: decideClockResumption,
  offer(_, { case: current }) {
    const pause = openPause(current);
    if (!pause) throw new Refusal('NOTHING_TO_DO', `The clock of case ${current.number} runs.`, { caseId: current.id });
    return pause;
  },
  undo: ({ case: before }) => {
    const pause = openPause(before);
    return pause && { action: 'pauseClock', pauseReason: pause.reason };
  },
};

/** Gives a time limit more time. */
export const extend: Override<Extend> = {
  who: 'managers',
  decide(context, draft, { dueAt, ...request }) {
    if ((dueAt === undefined) === (request.by === undefined))
      throw new Refusal('CHOICE_NEEDED', `Name either 'by' or 'dueAt', not both and not neither.`);
    return decideExtension(context, draft, { ...request, ...(dueAt !== undefined && { dueAt: new Date(dueAt) }) });
  },
  offer(_, { case: current }) {
    const targets = current.slaTargets.filter(({ endedAt, dueAt }) => !endedAt && dueAt);
    if (targets.length === 0)
      throw new Refusal('NOTHING_TO_DO', `Case ${current.number} has no open time limit.`, { caseId: current.id });
    return {
      targets: targets.map(({ taskId, activityId, tier, dueAt }) => ({
        targetId: taskId,
        activityId,
        tier,
        dueAt,
        ...present({ name: current.tasks.find(({ id }) => id === taskId)?.name }),
      })),
    };
  },
};
