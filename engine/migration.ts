/** Moving a running execution to another version of its process: what is asked, and what it would do. */

export type MigrationMapping = {
  /** Old element or flow id → new one; `null` cancels what runs there. What is not named keeps its id. */
  readonly elements?: Readonly<Record<string, string | null>>;
  /** Ids (in the new version) of timer events that begin anew; all other timers keep their due moment. */
  readonly restartTimers?: readonly string[];
};

/** One thing that a migration does. Ids of elements are the old version's, `to` the new one's. */
export type MigrationChange = {
  readonly kind:
    | 'kept'
    | 'renamed'
    /** Goes on in another scope. */
    | 'rescoped'
    | 'cancelled'
    /** A sub-process that is no longer there; what is in it goes on outside. */
    | 'dissolved'
    /** A new sub-process around something kept. */
    | 'opened'
    | 'timerKept'
    | 'subscriptionEnded'
    | 'subscriptionBegun';
  readonly activityId: string;
  readonly executionId?: string;
  readonly to?: string;
  /** For a timer that keeps it. */
  readonly dueAt?: string;
};

export type MigrationPlan = {
  readonly changes: readonly MigrationChange[];
  /** Why it cannot be done, a sentence each; empty when it can. */
  readonly impossible: readonly { readonly activityId: string; readonly executionId?: string; readonly why: string }[];
};
