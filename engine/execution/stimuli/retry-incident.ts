import { Refusal } from '../../errors.ts';
import type { Stimulus } from '../../executor.ts';
import { changeRun, emit, nodeOf, type Draft } from '../draft.ts';
import { beginWork } from '../enter.ts';
import { finishRun } from '../finish.ts';
import { guarded } from '../incident.ts';
import { requireRun } from './require-run.ts';

/** Does again what failed, from the point at which it failed. */
export const retryIncident = (draft: Draft, { executionId }: Stimulus & { readonly type: 'retry' }): void => {
  const run = requireRun(draft, executionId);
  const node = nodeOf(draft, run.node);
  if (!run.incident)
    throw new Refusal(
      'EXECUTION_NOT_WAITING',
      `'${node.name ?? node.id}' (${executionId}) has no incident; only what has failed can be retried.`,
      { executionId, activityId: run.node },
    );
  changeRun(draft, executionId, { incident: undefined });
  emit(draft, { type: 'incidentResolved', activityId: run.node, executionId });
  // A gateway that holds tokens decides again by itself once nothing moves any more.
  if (run.tokens) return;
  if (run.incident.at === 'enter') beginWork(draft, executionId);
  else if (run.incident.at === 'loop') draft.queue.push({ do: 'loop', runId: executionId });
  else if (node.adHoc && !run.loop)
    guarded(draft, executionId, 'leave', () => draft.behaviours[node.type].childLeft?.(draft, executionId, node));
  else finishRun(draft, executionId);
};
