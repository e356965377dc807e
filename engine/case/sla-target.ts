/** A promise about time that a case carries: by when, when to remind, and what became of it (ITIL service level target). */
export type SlaTarget = {
  /** The task whose clock it is. */
  readonly taskId: string;
  readonly activityId: string;
  readonly tier?: string;
  readonly startedAt: Date;
  readonly remindAt?: Date;
  readonly dueAt?: Date;
  readonly remindedAt?: Date;
  readonly breachedAt?: Date;
  /** How often the breach was reported again at the top of the ladder. */
  readonly reportedAgain: number;
  /** When the work behind the target ended, in time or not. */
  readonly endedAt?: Date;
};

export type SlaState = 'running' | 'breached' | 'met' | 'ended';

/** `met` and `breached` are final; `ended` means the work went away before the limit without being done. */
export const slaState = (target: SlaTarget, wasCompleted: boolean): SlaState => {
  if (target.breachedAt) return 'breached';
  if (!target.endedAt) return 'running';
  return wasCompleted ? 'met' : 'ended';
};
