import { Refusal } from '../../errors.ts';
import type { Stimulus } from '../../executor.ts';
import { nodeOf, type Draft } from '../draft.ts';
import { throwError, throwEscalation } from '../events/propagate.ts';
import { requireRun } from './require-run.ts';
import { waitsForWork } from './waits-for-work.ts';

/** A worker, a person or a called process reports a modelled error or escalation at the run that waits for it. */
export const throwFromOutside = (
  draft: Draft,
  stimulus: Stimulus & { readonly type: 'throwError' | 'throwEscalation' },
): void => {
  const { executionId, data } = stimulus;
  const run = requireRun(draft, executionId);
  const node = nodeOf(draft, run.node);
  if (!waitsForWork(run, node))
    throw new Refusal(
      'EXECUTION_NOT_WAITING',
      `'${node.name ?? node.id}' (${executionId}) does no work in which something could be thrown.`,
      { executionId, activityId: node.id },
    );
  if (stimulus.type === 'throwEscalation')
    throwEscalation(draft, executionId, { ref: stimulus.escalationCode, ...(data && { data }) });
  else
    throwError(draft, executionId, {
      ref: stimulus.errorCode,
      ...(data && { data }),
      ...(stimulus.message !== undefined && { message: stimulus.message }),
    });
};
