/** A promise about time that a case carries: by when, when to remind, and what became of it (ITIL service level target). */
import type { Data } from '../data.ts';

/** A stretch in which the clock of a target ran; the last one may still. */
export type ClockInterval = { readonly from: Date; readonly to?: Date };

export type SlaTarget = {
  /**
   * Whose clock it is: a task or an activity (`<caseId>.<runId>.<executionId>`), `firstResponse`, `case`, or `run.<runId>` for
   * a called process.
   */
  readonly taskId: string;
  /** The activity; for targets of the whole case or a called process the process. */
  readonly activityId: string;
  readonly tier?: string;
  /** When its time began: for targets of the whole case when the contact was received. */
  readonly startedAt: Date;
  /** The calendar by whose working time it counts; absent when every hour counts. */
  readonly calendarId?: string;
  /** When its clock ran, in order. */
  readonly intervals?: readonly ClockInterval[];
  readonly remindAt?: Date;
  readonly dueAt?: Date;
  /** What the two moments were counted from, to count anew by a changed calendar: ISO 8601 durations, or a share of the limit. */
  readonly limit?: string;
  readonly reminder?: string | number;
  readonly remindedAt?: Date;
  readonly breachedAt?: Date;
  /** How often the breach was reported again at the top of the ladder. */
  readonly reportedAgain: number;
  /** When a manager gave more time. */
  readonly extensions?: readonly {
    readonly at: Date;
    readonly by: string;
    readonly reason: string;
    readonly from: Date;
    readonly to: Date;
  }[];
  /** When the work behind the target ended, in time or not. */
  readonly endedAt?: Date;
  /** The work was done, for targets that belong to no task. */
  readonly isMet?: boolean;
};

export type SlaState = 'running' | 'paused' | 'breached' | 'met' | 'ended';

/** Whether the clock of a target stands still while its work goes on. */
export const isPaused = ({ endedAt, intervals }: SlaTarget): boolean =>
  endedAt === undefined && intervals?.at(-1)?.to !== undefined;

/** The target by which a task is due: its own, else that of the sub-process around it. */
export const targetOf = (
  { slaTargets }: { readonly slaTargets: readonly SlaTarget[] },
  { id, targetId = id }: { readonly id: string; readonly targetId?: string },
): SlaTarget | undefined => slaTargets.find(({ taskId }) => taskId === targetId);

/** `met` and `breached` are final; `ended` means the work went away before the limit without being done. */
export const slaState = (target: SlaTarget, wasCompleted: boolean): SlaState => {
  if (target.breachedAt) return 'breached';
  if (!target.endedAt) return isPaused(target) ? 'paused' : 'running';
  return wasCompleted || target.isMet === true ? 'met' : 'ended';
};

/** Ends the clock of a target. */
export const endedTarget = (target: SlaTarget, at: Date, isMet?: boolean): SlaTarget =>
  target.endedAt
    ? target
    : {
        ...target,
        endedAt: at,
        ...(isMet !== undefined && { isMet }),
        ...(target.intervals && {
          intervals: target.intervals.map((interval) => (interval.to ? interval : { ...interval, to: at })),
        }),
      };

/** What the journal keeps of a target before and after a change. */
export const targetFacts = ({ taskId, activityId, dueAt, remindAt }: SlaTarget): Data => ({
  taskId,
  activityId,
  dueAt,
  remindAt,
});
