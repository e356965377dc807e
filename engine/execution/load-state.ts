/** Reads the state of an execution in whichever format it was written. */
import { Refusal } from '../errors.ts';
import type { Execution } from '../executor.ts';
import { currentFormat, type State } from './state.ts';

/** Throws `Refusal` when another executor, or a newer version of this one, wrote it. */
export const loadState = (execution: Execution): State => {
  if (execution.executor !== 'execution' || execution.format > currentFormat || execution.format < 1)
    throw new Refusal(
      'NOT_SUPPORTED',
      `State of executor '${execution.executor}', format ${execution.format}, cannot be read here; allowed is 'execution' up to format ${currentFormat}.`,
    );
  return execution.state as State;
};
