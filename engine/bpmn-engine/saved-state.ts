/** The shape of `Execution.state` as this executor writes it. */
import type { Execution } from '../executor.ts';
import type { Incident, Run } from './run.ts';
import type { SlimProcess } from './slim-state.ts';

export const EXECUTOR_NAME = 'bpmn-engine';
export const STATE_FORMAT = 1;

export type SavedState = {
  /** The library's own state, slimmed; null before the first successful step and after the end. */
  readonly process: SlimProcess | null;
  readonly runs: readonly Run[];
  readonly incidents: readonly Incident[];
};

export const readState = (execution: Execution): SavedState => {
  if (execution.executor !== EXECUTOR_NAME || execution.format !== STATE_FORMAT)
    throw new TypeError(
      `The execution was written by '${execution.executor}' in format ${execution.format}; this is '${EXECUTOR_NAME}', format ${STATE_FORMAT}.`,
    );
  return execution.state as SavedState;
};

export const emptyState: SavedState = { process: null, runs: [], incidents: [] };
