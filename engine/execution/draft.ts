/**
 * One step in the making: the runs as they become, the jobs still to do, what has happened so far.
 * Runs are replaced, never written to, so what the step was given stays as it was.
 */
import type { Data, Execution, ExecutionStatus, Happening, IdSource } from '../executor.ts';
import type { Calendars } from '../model/timer/iso-duration.ts';
import type { Flow, Node, NodeType, Program } from './program/node.ts';
import { countInside, gatheringKey, indexRun, retainIndex, takeIndex, type RunIndex } from './run-index.ts';
import type { KeptMessage, Run, State } from './state.ts';

/** What has occurred at a subscription or been thrown inside the run. */
export type Occurrence = {
  readonly kind: 'timer' | 'message' | 'signal' | 'conditional' | 'error' | 'escalation' | 'compensation' | 'cancel';
  readonly ref?: string;
  readonly data?: Data;
  /** Local to the catching event: what its error or escalation variables are to hold. */
  readonly message?: string;
};

/** What is left to do in this step, in order. Every job checks that what it speaks of still exists. */
export type Job =
  /** A token reaches an element. */
  | { readonly do: 'arrive'; readonly node: Node; readonly scopeId: string; readonly flow?: Flow }
  | { readonly do: 'loop'; readonly runId: string }
  | { readonly do: 'instanceLeft'; readonly bodyId: string; readonly left: LeftInstance }
  /** Nothing is left inside a scope. `cancelled`: because someone took its last token away. */
  | { readonly do: 'emptied'; readonly scopeId: string; readonly cancelled?: true }
  | { readonly do: 'undo'; readonly runId: string }
  | { readonly do: 'occur'; readonly runId: string; readonly subscriptionId: string; readonly occurrence: Occurrence };

export type LeftInstance = { readonly index: number; readonly isCompleted: boolean; readonly output?: unknown };

/** The semantics of one element type. */
export type Behaviour = {
  /** The element's run exists, its input mapping has been done: does its work at once or leaves it waiting. */
  readonly enter: (draft: Draft, runId: string, node: Node) => void;
  /** A gateway that gathers tokens receives one here instead of beginning a run for each. */
  readonly gather?: (draft: Draft, node: Node, scopeId: string, flow: Flow | undefined) => void;
  /** Nothing else moves any more: may the gathered tokens go on? Returns whether they did. */
  readonly settle?: (draft: Draft, runId: string, node: Node) => boolean;
  /** A child of this ad-hoc scope is done. */
  readonly childLeft?: (draft: Draft, scopeId: string, node: Node) => void;
  /** The work behind it is done. */
  readonly complete?: (draft: Draft, runId: string, node: Node, data: Data) => void;
};

export type Behaviours = Readonly<Record<NodeType, Behaviour>>;

export type Draft = RunIndex & {
  readonly program: Program;
  readonly moment: Date;
  readonly ids: IdSource;
  readonly calendars: Calendars | undefined;
  readonly behaviours: Behaviours;
  /** Tokens on their way inside a scope. */
  readonly pending: Map<string, number>;
  readonly happened: Happening[];
  queue: Job[];
  /** Position of the next job in the queue. */
  head: number;
  data: Data;
  status: ExecutionStatus;
  messages: readonly KeptMessage[];
  /** Counts changes to what expressions can see. */
  version: number;
  /** Data has changed since conditional events were last looked at. */
  isDataFresh: boolean;
  /** Tokens taken in by the elements of each scope during this step, and runs begun in all (see `step-limit.ts`). */
  readonly entries: Map<string, number>;
  begun: number;
  readonly views: Map<string, { readonly version: number; readonly data: Data }>;
};

/** Opens a step on an execution, or on nothing at all for a start. */
export const openDraft = (
  context: Pick<Draft, 'program' | 'moment' | 'ids' | 'calendars' | 'behaviours'>,
  execution: Execution | undefined,
  state: State,
): Draft => {
  const index = takeIndex(state);
  return {
    program: context.program,
    moment: context.moment,
    ids: context.ids,
    calendars: context.calendars,
    behaviours: context.behaviours,
    runs: index.runs,
    inside: index.inside,
    gatherings: index.gatherings,
    rootId: index.rootId,
    hasConditions: index.hasConditions,
    pending: new Map(),
    happened: [],
    queue: [],
    head: 0,
    data: execution?.data ?? {},
    status: execution?.status ?? 'running',
    messages: state.messages ?? [],
    version: 0,
    isDataFresh: false,
    entries: new Map(),
    begun: 0,
    views: new Map(),
  };
};

/** The state a draft has arrived at. */
export const stateOf = (draft: Draft): State => {
  for (const { runId, tokens } of draft.gatherings.values())
    draft.runs.set(runId, { ...draft.runs.get(runId)!, tokens: Object.fromEntries(tokens) });
  const state: State = {
    runs: [...draft.runs.values()],
    ...(draft.messages.length > 0 && { messages: draft.messages }),
  };
  retainIndex(state, draft);
  return state;
};

export const nodeOf = (draft: Draft, id: string): Node => {
  const node = draft.program.nodes.get(id);
  if (!node) throw new Error(`Element '${id}' is not part of process '${draft.program.root.id}'.`);
  return node;
};

export const addRun = (draft: Draft, run: Run): void => {
  indexRun(draft, run);
  if (run.in !== undefined) countInside(draft, run.in, 1);
};

/** `undefined` in a change takes the property away. */
type Change = { readonly [K in keyof Run]?: Run[K] | undefined };

/** Replaces a run by a changed copy and returns it. */
export const changeRun = (draft: Draft, id: string, change: Change): Run => {
  const next: Record<string, unknown> = { ...draft.runs.get(id) };
  for (const [name, value] of Object.entries(change))
    if (value === undefined) delete next[name];
    else next[name] = value;
  draft.runs.set(id, next as Run);
  if (change.loop) draft.version += 1;
  return next as Run;
};

/** The runs directly inside a run, in the order they began. */
export const childrenOf = (draft: Draft, id: string): readonly string[] => {
  const children: string[] = [];
  if ((draft.inside.get(id) ?? 0) > 0) for (const run of draft.runs.values()) if (run.in === id) children.push(run.id);
  return children;
};

/** Whether nothing is in a scope and nothing on its way in it. */
export const isScopeEmpty = (draft: Draft, scopeId: string): boolean =>
  (draft.inside.get(scopeId) ?? 0) === 0 && (draft.pending.get(scopeId) ?? 0) === 0;

/** Takes a run out. When it was the last thing in its scope, the scope is looked at in its turn. */
export const removeRun = (draft: Draft, id: string): void => {
  const run = draft.runs.get(id);
  if (!run) return;
  draft.runs.delete(id);
  draft.inside.delete(id);
  draft.views.delete(id);
  if (run.in === undefined) return;
  if (run.tokens) draft.gatherings.delete(gatheringKey(run.in, run.node));
  if (!draft.runs.has(run.in)) return;
  countInside(draft, run.in, -1);
  if (isScopeEmpty(draft, run.in)) draft.queue.push({ do: 'emptied', scopeId: run.in });
};

export const emit = (draft: Draft, happening: Happening): void => {
  draft.happened.push(happening);
};
