/** Everything a manager can do to a case, by the name callers use. */
import { cancel, editData, migrate, resume, retry, suspend } from './case-overrides.ts';
import { extend, pauseClock, resumeClock } from './clock-overrides.ts';
import { merge, undoMerge } from './joining-overrides.ts';
import type { Override } from './override.ts';
import { claimFor, delegate, reassign, setPriority } from './task-overrides.ts';
import { recalculate } from './recalculate-override.ts';
import { reopen } from './reopen-override.ts';
import { escalate, sendBack } from './tier-overrides.ts';
import { move, repeat, skip } from './token-overrides.ts';

const overrides = {
  reassign,
  claimFor,
  delegate,
  setPriority,
  escalate,
  sendBack,
  skip,
  repeat,
  move,
  editData,
  retry,
  pauseClock,
  resumeClock,
  extend,
  recalculate,
  suspend,
  resume,
  cancel,
  reopen,
  merge,
  undoMerge,
  migrate,
};

type Overrides = typeof overrides;
type RequestOf<Action extends keyof Overrides> = Overrides[Action] extends Override<infer Request> ? Request : never;

export type OverrideAction = keyof Overrides;

/** An action with its own fields; `reason` travels beside it. */
export type OverrideRequest = {
  [Action in OverrideAction]: { readonly action: Action } & RequestOf<Action>;
}[OverrideAction];

export const overrideActions = Object.keys(overrides) as OverrideAction[];

/** What makes another case: a command of its own, by the operations that take it and say what it would do. */
export const commandsBeside = [
  { action: 'split', operation: 'POST /cases/:caseId/split', preview: 'POST /cases/:caseId/split/preview' },
] as const;

/** The override behind a name. The request it takes is the one `OverrideRequest` pairs with the name. */
export const overrideNamed = (action: OverrideAction): Override<object> => overrides[action];
