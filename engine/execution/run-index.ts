/** The runs of a state as a step needs them: by id, counted by scope, with the tokens of joining gateways ready to be counted. */
import type { Run, State } from './state.ts';

/** The tokens held by a joining gateway, counted by incoming flow; written back to its run when the step is closed. */
export type Gathering = { readonly runId: string; readonly tokens: Map<string, number> };

export type RunIndex = {
  readonly runs: Map<string, Run>;
  /** How many runs are directly inside a run. */
  readonly inside: Map<string, number>;
  /** Gateways holding tokens, by scope and gateway. */
  readonly gatherings: Map<string, Gathering>;
  rootId: string;
  hasConditions: boolean;
};

export const gatheringKey = (scopeId: string, gatewayId: string): string => `${scopeId} ${gatewayId}`;

export const countInside = (index: RunIndex, scopeId: string, more: number): void => {
  index.inside.set(scopeId, (index.inside.get(scopeId) ?? 0) + more);
};

/** Takes a run into the index, but for the count of its scope. */
export const indexRun = (index: RunIndex, run: Run): void => {
  index.runs.set(run.id, run);
  if (run.in === undefined) index.rootId = run.id;
  if (run.subs?.some(({ kind }) => kind === 'conditional')) index.hasConditions = true;
  if (run.tokens)
    index.gatherings.set(gatheringKey(run.in!, run.node), {
      runId: run.id,
      tokens: new Map(Object.entries(run.tokens)),
    });
};

const buildIndex = (runs: readonly Run[]): RunIndex => {
  const index: RunIndex = {
    runs: new Map(),
    inside: new Map(),
    gatherings: new Map(),
    rootId: '',
    hasConditions: false,
  };
  for (const run of runs) {
    indexRun(index, run);
    if (run.in !== undefined) countInside(index, run.in, 1);
  }
  return index;
};

/** Below this many runs an index is built sooner than it is remembered. */
const worthKeeping = 64;

const retained = new WeakMap<State, RunIndex>();

/**
 * The index of a state. The step before may have left the one it ended with, so that a thousand steps through a thousand
 * instances need not build it a thousand times. It is handed over, never shared: a second step from the same state, or one
 * after a refusal, builds its own from the state, which alone counts.
 */
export const takeIndex = (state: State): RunIndex => {
  const index = retained.get(state);
  retained.delete(state);
  return index ?? buildIndex(state.runs);
};

/** Leaves the index of a closed step to the next one. */
export const retainIndex = (state: State, { runs, inside, gatherings, rootId, hasConditions }: RunIndex): void => {
  if (runs.size >= worthKeeping) retained.set(state, { runs, inside, gatherings, rootId, hasConditions });
};
