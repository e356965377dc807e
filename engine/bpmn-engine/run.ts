/**
 * What is open in an execution: one run per entered element, kept by us and saved beside the library's state.
 * Open tasks and timers are read from here and never from the library's events, which it repeats or omits after recover.
 */
import type { Happening, Stimulus, Waiting } from '../executor.ts';

type WithoutBase<T> = T extends unknown ? Omit<T, 'executionId' | 'activityId' | 'scopeIds' | 'attachedTo'> : never;

export type Wait =
  | WithoutBase<Exclude<Waiting, { kind: 'incident' | 'calledProcess' | 'timer' | 'conditional' }>>
  /** `body` is the text an expression gave for a cycle; its later firings follow the same text. */
  | (WithoutBase<Extract<Waiting, { kind: 'timer' }>> & { readonly body?: string })
  /** `holds` once it has fired, until its condition was false: it fires when the condition becomes true. */
  | { readonly kind: 'conditional'; readonly holds?: true }
  | { readonly kind: 'error'; readonly code?: string }
  | { readonly kind: 'escalation'; readonly code?: string };

export type Run = {
  readonly executionId: string;
  readonly activityId: string;
  readonly scopeIds: readonly string[];
  /** For a boundary event: the run it stands on. */
  readonly attachedTo?: string;
  readonly wait?: Wait;
  /** Leaves as if completed, without its work done. */
  readonly isSkipped?: true;
};

/**
 * A stimulus that failed inside the run; repeating it is the way on, since nothing of it was kept.
 * Without a stimulus the run itself failed (nobody caught its error), and retrying lets it wait again.
 */
export type Incident = {
  readonly executionId: string;
  readonly activityId: string;
  readonly scopeIds: readonly string[];
  readonly code: string;
  readonly message: string;
  readonly stimulus?: Stimulus;
};

export const timerCancelled = ({ activityId, wait }: Run): Happening[] =>
  wait?.kind === 'timer' ? [{ type: 'timerCancelled', timerId: wait.timerId, activityId, dueAt: wait.dueAt }] : [];

/** What is seen from outside of a run that waits; nothing for a run that merely lasts or waits for a thrown error. */
export const waitingOf = ({ wait, executionId, activityId, scopeIds, attachedTo }: Run): Waiting[] => {
  if (!wait || wait.kind === 'error' || wait.kind === 'escalation') return [];
  const base = { executionId, activityId, scopeIds, ...(attachedTo === undefined ? {} : { attachedTo }) };
  if (wait.kind === 'conditional') return [{ ...base, kind: 'conditional' }];
  if (wait.kind !== 'timer') return [{ ...base, ...wait }];
  const { body: _, ...timer } = wait;
  return [{ ...base, ...timer }];
};
