/**
 * The state of an execution: a flat list of runs in the order they began, each naming the run around it.
 * Plain JSON, small by construction: what the program knows is never repeated here.
 */
import type { Data } from '../data.ts';

/** Version of the shape below; `loadState` reads every version ever written. */
export const currentFormat = 1;

/** Something a run waits for: its own event, or an event on its border or in an event sub-process of its scope. */
export type Subscription = {
  /** Names the subscription in `waiting`; for a timer also its timer id. */
  readonly id: string;
  /** The catching element: boundary event, start event of an event sub-process, catch event, receive task. */
  readonly on: string;
  /** Which of the element's event definitions, when not the first. */
  readonly event?: number;
  readonly kind: 'timer' | 'message' | 'signal' | 'conditional';
  /** Message or signal name. */
  readonly ref?: string;
  readonly key?: string;
  readonly dueAt?: string;
  /** Firings left after the next one; -1 without end. */
  readonly repeats?: number;
  /** Text of the expression that said how to repeat. */
  readonly body?: string;
  /** Conditional: it was true when last looked at, so it must become false before it counts again. */
  readonly was?: true;
  /** Parallel multiple: this one has occurred, others have not. */
  readonly caught?: true;
};

/** Where the instances of a looping or multi-instance activity stand; kept on the run of its body. */
export type LoopState = {
  /** Planned instances; absent for a standard loop. */
  readonly total?: number;
  /** Index of the next instance to begin. */
  readonly next: number;
  readonly active: number;
  readonly completed: number;
  readonly terminated: number;
  /** Sequential over a collection: the items not yet begun. */
  readonly items?: readonly unknown[];
  readonly out?: readonly unknown[];
};

/** A completed activity that can be undone, with the data it left behind (§13.5.5). */
export type CompensationRecord = {
  readonly node: string;
  readonly data?: Data;
  /** For a sub-process: what was completed inside. */
  readonly done?: readonly CompensationRecord[];
};

export type Incident = {
  readonly code: string;
  readonly message: string;
  /** Where a retry takes up again. */
  readonly at: 'enter' | 'leave' | 'loop';
};

/** One run of one element, of a loop's body, or of the process itself (the one without `in`). */
export type Run = {
  readonly id: string;
  readonly node: string;
  /** The run around it. */
  readonly in?: string;
  /** Local variables; those of the root are the execution's data. */
  readonly data?: Data;
  readonly subs?: readonly Subscription[];
  /** What expressions of its task attributes, topic or call yielded on entering. */
  readonly attributes?: Data;
  /** A gateway that holds tokens: how many, by incoming flow. */
  readonly tokens?: Readonly<Record<string, number>>;
  /** Complex gateway that has fired and waits for the tokens still under way: the flows it has consumed. */
  readonly fired?: readonly string[];
  readonly loop?: LoopState;
  /** Which instance of the body around it. */
  readonly index?: number;
  readonly done?: readonly CompensationRecord[];
  /** Compensation in progress: what is still to undo, last first. */
  readonly undo?: readonly CompensationRecord[];
  /** A compensation handler: the run that waits for it. */
  readonly for?: string;
  /** Its tokens have gone on without waiting for the compensation it started. */
  readonly detached?: true;
  /** Transaction on its way to its cancel boundary event. */
  readonly cancelling?: true;
  /** An interrupting event sub-process has taken over; no other one begins. */
  readonly interrupted?: true;
  /** Ad-hoc: activities waiting for their turn in a sequential order. */
  readonly turns?: readonly string[];
  readonly incident?: Incident;
};

/** A message that came before anyone waited for it. */
export type KeptMessage = {
  readonly message: string;
  readonly key?: string;
  readonly data?: Data;
  readonly until: string;
};

export type State = {
  readonly runs: readonly Run[];
  readonly messages?: readonly KeptMessage[];
};
