/**
 * The executor port: what the case layer needs of anything that can run a BPMN definition.
 * An executor is a pure function of its arguments: no clock, no randomness, no I/O; it never mutates what it is given.
 * Two implementations stand behind it, `engine/execution` and `engine/bpmn-engine`; `test/contract/executor` holds what both must do.
 */
import type { Data } from './data.ts';
import type { Definition, Problem } from './definition.ts';
import type { MigrationMapping, MigrationPlan } from './migration.ts';
import type { Calendars } from './model/timer/iso-duration.ts';

export type { Data } from './data.ts';

/** Supplies ids, unique within one execution. Deterministic when the caller's is. */
export type IdSource = () => string;

/** Whether the run still has tokens, reached its end, or was ended from outside or by an unhandled error. */
export type ExecutionStatus = 'running' | 'completed' | 'terminated' | 'failed';

/**
 * One run of one process, as plain JSON that can be stored and loaded again by any node.
 * `data` is the root scope (for the root run of a case: its case file); `state` belongs to the executor that wrote it.
 */
export type Execution = {
  readonly executor: string;
  /** Version of the shape of `state`; an executor loads every version it ever wrote. */
  readonly format: number;
  readonly status: ExecutionStatus;
  readonly data: Data;
  readonly state: unknown;
};

/** What may happen to an execution from outside. `executionId` names one run of one element, as given in `waiting`. */
export type Stimulus =
  /** Begins a run. `startEventId` picks one of several start events; default is the plain (none) start event. */
  | { readonly type: 'start'; readonly data?: Data; readonly startEventId?: string }
  /** The work behind a user task, external task, receive task or called process is done; `data` is its output. */
  | { readonly type: 'complete'; readonly executionId: string; readonly data?: Data }
  /**
   * The work failed in a modelled way (BPMN 2.0.2 §10.5.7); caught by the nearest matching catch event. When there is none
   * the work stops as an incident, after whose retry it waits again.
   */
  | {
      readonly type: 'throwError';
      readonly executionId: string;
      readonly errorCode: string;
      readonly message?: string;
      readonly data?: Data;
    }
  | {
      readonly type: 'throwEscalation';
      readonly executionId: string;
      readonly escalationCode: string;
      readonly data?: Data;
    }
  /** A message arrives. With `executionId` it goes to that subscription only. Refused when nothing waits for it and no `keepUntil` is given. */
  | {
      readonly type: 'correlate';
      readonly message: string;
      readonly correlationKey?: string;
      readonly executionId?: string;
      readonly data?: Data;
      /** ISO moment until which a message that nobody waits for yet is kept. */
      readonly keepUntil?: string;
    }
  /** A broadcast; every subscription to it reacts, none is no error. */
  | { readonly type: 'signal'; readonly signal: string; readonly data?: Data }
  /** The only way a timer ever fires. */
  | {
      readonly type: 'fireTimer';
      readonly timerId: string;
      /** When it was due, if that was moved since it was armed (ISO, UTC); a cycle goes on from there. */
      readonly dueAt?: string;
    }
  /** Changes data from outside; conditional events are evaluated afterwards. `scopeId` defaults to the root scope. */
  | { readonly type: 'setData'; readonly data: Data; readonly scopeId?: string }
  /** Runs an element with an incident again. */
  | { readonly type: 'retry'; readonly executionId: string }
  /** Moves, cancels and inserts tokens, all or nothing. */
  | { readonly type: 'modify'; readonly instructions: readonly ModifyInstruction[] }
  /** Ends the run from outside; every waiting element is cancelled. */
  | { readonly type: 'terminate'; readonly reason?: string };

/** A manager's intervention on tokens. `targetScopeId` picks one instance of a scope when several are open. */
export type ModifyInstruction =
  | { readonly type: 'cancel'; readonly executionId: string }
  | {
      readonly type: 'insertBefore';
      readonly activityId: string;
      readonly targetScopeId?: string;
      readonly data?: Data;
    }
  | { readonly type: 'insertAfter'; readonly activityId: string; readonly targetScopeId?: string; readonly data?: Data }
  | { readonly type: 'insertOnFlow'; readonly flowId: string; readonly targetScopeId?: string; readonly data?: Data }
  /** Cancels the run of an element and places its token before another one. */
  | { readonly type: 'move'; readonly executionId: string; readonly toActivityId: string }
  /** Leaves the element as if it had been completed, without doing its work. */
  | { readonly type: 'skip'; readonly executionId: string; readonly data?: Data }
  /** Cancels the run and starts the same element afresh. */
  | { readonly type: 'repeat'; readonly executionId: string };

/** How an element's run ended. */
export type LeaveOutcome = 'completed' | 'cancelled' | 'failed' | 'skipped';

/** What kind of thing was thrown or caught. */
export type EventKind =
  | 'message'
  | 'signal'
  | 'error'
  | 'escalation'
  | 'compensation'
  | 'conditional'
  | 'timer'
  | 'link'
  | 'cancel'
  | 'terminate';

/** One thing that happened during a step; the list is in order and is what the journal records. */
export type Happening =
  | { readonly type: 'entered'; readonly activityId: string; readonly executionId: string }
  | {
      readonly type: 'left';
      readonly activityId: string;
      readonly executionId: string;
      readonly outcome: LeaveOutcome;
      /** The boundary event, end event or override that cancelled it, when cancelled. */
      readonly cause?: string;
    }
  | { readonly type: 'taken'; readonly flowId: string }
  | {
      readonly type: 'thrown';
      readonly kind: EventKind;
      readonly activityId: string;
      readonly executionId: string;
      /** Message, signal or link name; error or escalation code. */
      readonly ref?: string;
      readonly correlationKey?: string;
      readonly data?: Data;
    }
  | {
      readonly type: 'caught';
      readonly kind: EventKind;
      readonly activityId: string;
      readonly executionId: string;
      readonly ref?: string;
    }
  | {
      readonly type: 'timerArmed';
      readonly timerId: string;
      readonly activityId: string;
      readonly executionId: string;
      readonly dueAt: string;
    }
  | { readonly type: 'timerFired'; readonly timerId: string; readonly activityId: string; readonly dueAt: string }
  | { readonly type: 'timerCancelled'; readonly timerId: string; readonly activityId: string; readonly dueAt: string }
  | {
      readonly type: 'dataChanged';
      /** Absent for the root scope. */
      readonly scopeId?: string;
      readonly name: string;
      readonly before?: unknown;
      readonly after?: unknown;
    }
  | {
      readonly type: 'incidentRaised';
      readonly activityId: string;
      readonly executionId: string;
      readonly code: string;
      readonly message: string;
    }
  | { readonly type: 'incidentResolved'; readonly activityId: string; readonly executionId: string }
  | { readonly type: 'ended'; readonly status: ExecutionStatus; readonly errorCode?: string };

/** Fields that everything waiting has: which run of which element waits, in which scope, since when (ISO, UTC). */
type WaitingBase = {
  readonly executionId: string;
  readonly activityId: string;
  /** Executions of the sub-processes and bodies around it, outermost first; empty in the root scope. */
  readonly scopeIds: readonly string[];
};

/** What an execution waits for after a step; derived from its state alone, so it can be asked again at any time. */
export type Waiting =
  | (WaitingBase & {
      readonly kind: 'userTask';
      /** Evaluated task attributes, `camunda:` vocabulary. */
      readonly assignee?: string;
      readonly candidateGroups: readonly string[];
      readonly candidateUsers: readonly string[];
      readonly dueDate?: string;
      readonly followUpDate?: string;
      readonly priority?: number;
      readonly formKey?: string;
      /** Local data of the task: its input mapping's result, the multi-instance item, variables of the sub-processes around it. */
      readonly data: Data;
    })
  | (WaitingBase & {
      readonly kind: 'externalTask';
      readonly topic: string;
      readonly priority?: number;
      readonly data: Data;
    })
  | (WaitingBase & {
      readonly kind: 'timer';
      readonly timerId: string;
      /** ISO 8601, UTC. */
      readonly dueAt: string;
      /** The run of the activity whose boundary the timer stands on. */
      readonly attachedTo?: string;
      /** Firings left after this one; absent for a timer that fires once, -1 for without end. */
      readonly repeats?: number;
    })
  /** A message event or receive task; one that names no message waits under its own name. */
  | (WaitingBase & {
      readonly kind: 'message';
      readonly message: string;
      readonly correlationKey?: string;
      readonly attachedTo?: string;
    })
  | (WaitingBase & { readonly kind: 'signal'; readonly signal: string; readonly attachedTo?: string })
  | (WaitingBase & { readonly kind: 'conditional'; readonly attachedTo?: string })
  | (WaitingBase & {
      readonly kind: 'calledProcess';
      readonly calledElement: string;
      readonly binding: 'latest' | 'deployment' | 'version' | 'versionTag';
      readonly version?: number;
      readonly versionTag?: string;
      readonly businessKey?: string;
      readonly data: Data;
    })
  | (WaitingBase & { readonly kind: 'incident'; readonly code: string; readonly message: string });

/** The result of one stimulus. `execution` replaces the one given; nothing else is true until it is stored. */
export type Step = {
  readonly execution: Execution;
  readonly happened: readonly Happening[];
  readonly waiting: readonly Waiting[];
};

export type Explanation = {
  readonly executionId: string;
  readonly activityId: string;
  readonly because: string;
};

export type Executor = {
  readonly name: string;
  /** What of a definition this executor cannot run, each with its element; absent on one that runs whatever is deployed. */
  unsupported?(definition: Definition): readonly Problem[];
  /**
   * Applies one stimulus to a run (`undefined` only with a `start` stimulus) and returns what became of it.
   * Throws `Refusal` (`EXECUTION_NOT_WAITING`, `NOT_SUPPORTED`) without effect when the stimulus does not fit the state.
   * `calendars` are those by whose working time timers of the model may count; without them every hour counts.
   * A technical problem inside the run (a condition that fails, a loop without end) becomes an incident, not an exception.
   */
  step(
    definition: Definition,
    execution: Execution | undefined,
    stimulus: Stimulus,
    moment: Date,
    ids: IdSource,
    calendars?: Calendars,
  ): Step;
  /**
   * Begins a run at an element of the process itself instead of its start, with the data of an earlier run. Only where an
   * executor can; throws `Refusal` (`NOT_SUPPORTED`) for elements no token can be placed before.
   */
  startAt?(
    definition: Definition,
    activityId: string,
    data: Data,
    moment: Date,
    ids: IdSource,
    calendars?: Calendars,
  ): Step;
  /** What the run waits for now; the same list the last step returned. */
  waiting(definition: Definition, execution: Execution): readonly Waiting[];
  /** Why each token waits, one English sentence each that names elements by their names; where an executor can tell. */
  explain?(definition: Definition, execution: Execution): readonly Explanation[];
  /** What moving a run to another version would do, and what makes it impossible; changes nothing. */
  planMigration?(from: Definition, to: Definition, execution: Execution, mapping: MigrationMapping): MigrationPlan;
  /** Moves a run to another version. Throws `Refusal` (`NOT_SUPPORTED`) with the plan's `impossible` when it has any. */
  migrate?(
    from: Definition,
    to: Definition,
    execution: Execution,
    mapping: MigrationMapping,
    moment: Date,
    ids: IdSource,
    calendars?: Calendars,
  ): Step;
};
