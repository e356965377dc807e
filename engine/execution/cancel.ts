/** Takes runs out before their end: interrupted, terminated, or called off by a manager. */
import { childrenOf, emit, nodeOf, removeRun, type Draft } from './draft.ts';
import { dropTokens } from './queue.ts';
import { unsubscribe } from './subscriptions.ts';

/** Cancels everything inside a scope, the latest begun first, and the tokens on their way in it. */
export const cancelInside = (draft: Draft, scopeId: string, cause: string | undefined, except?: string): void => {
  dropTokens(draft, scopeId);
  for (const childId of childrenOf(draft, scopeId).toReversed())
    if (childId !== except) cancelRun(draft, childId, cause);
};

/** Cancels a run with all that is in it, innermost first, and the compensation it waits for. */
export const cancelRun = (draft: Draft, runId: string, cause?: string): void => {
  const run = draft.runs.get(runId);
  if (!run) return;
  cancelInside(draft, runId, cause);
  if (run.undo) for (const other of draft.runs.values()) if (other.for === runId) cancelRun(draft, other.id, cause);
  unsubscribe(draft, runId);
  // Tokens held by a gateway that never fired leave with it.
  if (run.tokens) emit(draft, { type: 'entered', activityId: run.node, executionId: runId });
  emit(draft, {
    type: 'left',
    activityId: nodeOf(draft, run.node).id,
    executionId: runId,
    outcome: 'cancelled',
    ...(cause !== undefined && { cause }),
  });
  removeRun(draft, runId);
};

/**
 * Takes a run out on someone's order. Its token is gone with it: a loop goes on without that instance, and a scope
 * that it leaves empty is called off in its turn instead of counting as done.
 */
export const callOff = (draft: Draft, runId: string, cause?: string): void => {
  const run = draft.runs.get(runId)!;
  cancelRun(draft, runId, cause);
  if (run.index !== undefined)
    draft.queue.push({ do: 'instanceLeft', bodyId: run.in!, left: { index: run.index, isCompleted: false } });
  else if (run.for !== undefined) draft.queue.push({ do: 'undo', runId: run.for });
  else
    draft.queue = draft.queue.map((job) =>
      job.do === 'emptied' && job.scopeId === run.in ? { ...job, cancelled: true as const } : job,
    );
};
