import { Refusal } from '../../errors.ts';
import type { Stimulus } from '../../executor.ts';
import { nodeOf, type Draft } from '../draft.ts';
import { guarded } from '../incident.ts';
import { waitsForWork } from './waits-for-work.ts';
import { requireRun } from './require-run.ts';

/** The work behind a user task, external task, receive task or called process is done. */
export const completeWork = (draft: Draft, { executionId, data }: Stimulus & { readonly type: 'complete' }): void => {
  const run = requireRun(draft, executionId);
  const node = nodeOf(draft, run.node);
  const { complete } = draft.behaviours[node.type];
  if (!complete || !waitsForWork(run, node))
    throw new Refusal(
      'EXECUTION_NOT_WAITING',
      `'${node.name ?? node.id}' (${executionId}) does not wait for work to be completed; only an open user, external or receive task or a called process can be.`,
      { executionId, activityId: node.id },
    );
  guarded(draft, executionId, 'leave', () => complete(draft, executionId, node, data ?? {}));
};
