import type { Step } from '../executor.ts';
import { stateOf, type Draft } from './draft.ts';
import { currentFormat } from './state.ts';
import { waitingOf } from './waiting.ts';

/** Closes a step: the draft as an execution, with what happened and what now waits. */
export const closeDraft = (draft: Draft): Step => ({
  execution: {
    executor: 'execution',
    format: currentFormat,
    status: draft.status,
    data: draft.data,
    state: stateOf(draft),
  },
  happened: draft.happened,
  waiting: waitingOf(draft.program, draft.runs),
});
