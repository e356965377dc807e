import type { ReplayFrame } from './replay-state.ts';

/** One notch of the slider: an entry, whatever it did. */
type Step = { readonly sequence: number; readonly label: string };

/** All a replay needs, in the reader's language. */
export type Replay = {
  readonly steps: readonly Step[];
  readonly frames: readonly ReplayFrame[];
  /** Diagrams by the id of their definition. */
  readonly definitions: Readonly<Record<string, { readonly ref: string; readonly name: string }>>;
  /** Names of elements that can be waited at, by id. */
  readonly names: Readonly<Record<string, string>>;
};
