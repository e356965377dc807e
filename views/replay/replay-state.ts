/**
 * Where the runs of a case stood after each entry of its journal: a pure fold, the same on the server (pictures without scripts) and in
 * the browser (the slider). Elements are named by their ids in the version that the run was on at that moment.
 */

export type ReplayEvent =
  /** A run begins on a version of a process. */
  | { readonly do: 'begin'; readonly definitionId: string }
  | { readonly do: 'enter'; readonly executionId: string; readonly elementId: string }
  | { readonly do: 'leave'; readonly executionId: string; readonly elementId: string; readonly isCancelled: boolean }
  | { readonly do: 'take'; readonly elementId: string }
  | { readonly do: 'stick'; readonly elementId: string }
  | { readonly do: 'unstick'; readonly elementId: string }
  /** The run goes on in another version, where its elements may have other ids; `null` is gone. */
  | { readonly do: 'migrate'; readonly definitionId: string; readonly renamed: Readonly<Record<string, string | null>> }
  | { readonly do: 'end' };

/** What one journal entry did to one run. */
export type ReplayFrame = {
  readonly sequence: number;
  readonly runId: string;
  readonly events: readonly ReplayEvent[];
};

export type RunState = {
  readonly runId: string;
  readonly definitionId: string;
  /** Element by execution: where its tokens are. */
  readonly active: ReadonlyMap<string, string>;
  /** Elements that were left and flows that were taken. */
  readonly passed: ReadonlySet<string>;
  /** Elements that were called off. */
  readonly cancelled: ReadonlySet<string>;
  /** Elements with an incident. */
  readonly stuck: ReadonlySet<string>;
  readonly hasEnded: boolean;
};

const begun = (runId: string, definitionId: string): RunState => ({
  runId,
  definitionId,
  active: new Map(),
  passed: new Set(),
  cancelled: new Set(),
  stuck: new Set(),
  hasEnded: false,
});

const plus = <T>(set: ReadonlySet<T>, item: T): Set<T> => new Set([...set, item]);
const minus = <T>(set: ReadonlySet<T>, item: T): Set<T> => new Set([...set].filter((other) => other !== item));

const renamedSet = (ids: ReadonlySet<string>, rename: (id: string) => string | null): Set<string> =>
  new Set([...ids].flatMap((id) => rename(id) ?? []));

const evolve = (state: RunState, event: ReplayEvent): RunState => {
  switch (event.do) {
    case 'begin':
      return { ...state, definitionId: event.definitionId, hasEnded: false };
    case 'enter':
      // A run of a process that was reopened goes on.
      return { ...state, hasEnded: false, active: new Map([...state.active, [event.executionId, event.elementId]]) };
    case 'leave': {
      const { executionId, elementId, isCancelled } = event;
      const active = new Map([...state.active].filter(([id]) => id !== executionId));
      const left = { ...state, active, stuck: minus(state.stuck, elementId) };
      return isCancelled
        ? { ...left, cancelled: plus(state.cancelled, elementId) }
        : { ...left, passed: plus(state.passed, elementId), cancelled: minus(state.cancelled, elementId) };
    }
    case 'take':
      return { ...state, passed: plus(state.passed, event.elementId) };
    case 'stick':
      return { ...state, stuck: plus(state.stuck, event.elementId) };
    case 'unstick':
      return { ...state, stuck: minus(state.stuck, event.elementId) };
    case 'migrate': {
      const rename = (id: string): string | null => (id in event.renamed ? (event.renamed[id] ?? null) : id);
      return {
        ...state,
        definitionId: event.definitionId,
        active: new Map([...state.active].map(([executionId, id]) => [executionId, rename(id) ?? id])),
        passed: renamedSet(state.passed, rename),
        cancelled: renamedSet(state.cancelled, rename),
        stuck: renamedSet(state.stuck, rename),
      };
    }
    case 'end':
      return { ...state, active: new Map(), stuck: new Set(), hasEnded: true };
  }
};

/** The runs as they stood after the entry of this sequence number, in the order they began; frames are in order. */
export const statesAfter = (frames: readonly ReplayFrame[], sequence: number): ReadonlyMap<string, RunState> => {
  const states = new Map<string, RunState>();
  for (const { sequence: at, runId, events } of frames) {
    if (at > sequence) break;
    states.set(runId, events.reduce(evolve, states.get(runId) ?? begun(runId, '')));
  }
  return states;
};

/** The run that the newest entry up to this one spoke of; `undefined` before anything began. */
export const runInView = (frames: readonly ReplayFrame[], sequence: number): string | undefined =>
  frames.findLast(({ sequence: at }) => at <= sequence)?.runId;
