import { Refusal } from '../../errors.ts';
import type { Draft } from '../draft.ts';
import type { Run } from '../state.ts';

const waitingNow = (draft: Draft): string =>
  [...draft.runs.values()]
    .filter((run) => run.in !== undefined)
    .map(({ node, id }) => `${node} (${id})`)
    .join(', ') || 'nothing';

/** The run of an id given from outside, never the root's. Throws `Refusal` (`EXECUTION_NOT_WAITING`) naming what there is. */
export const requireRun = (draft: Draft, executionId: string): Run => {
  const run = draft.runs.get(executionId);
  if (run?.in === undefined)
    throw new Refusal(
      'EXECUTION_NOT_WAITING',
      `Nothing runs under the id '${executionId}' in process '${draft.program.root.id}'; open are: ${waitingNow(draft)}.`,
      { executionId },
    );
  return run;
};
