/** What a merged case remembers, so that undoing the merge gives back its tasks, clocks and tokens as they were. */
import type { Case, Contact } from './case.ts';

export type Merged = {
  readonly intoId: string;
  readonly intoNumber: string;
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
  /** As they were; the tokens themselves stay in the runs, which only stand still. */
  readonly before: Pick<Case, 'tasks' | 'timers' | 'heldTimers' | 'slaTargets' | 'incidents' | 'externalTasks'> & {
    readonly runningRuns: readonly string[];
  };
};

/** The contact of a merged case at the one that goes on; who it was is read from the merged case, under its own masking. */
export type AttachedContact = Pick<Contact, 'channel' | 'subject' | 'receivedAt'> & {
  readonly caseId: string;
  readonly caseNumber: string;
};
