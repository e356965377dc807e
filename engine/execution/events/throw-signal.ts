import type { Data } from '../../data.ts';
import { emit, type Draft } from '../draft.ts';

/** Sends a signal to everything in this execution that listens for it now. */
export const deliverSignal = (draft: Draft, signal: string, data: Data | undefined): void => {
  for (const run of draft.runs.values())
    for (const { id, kind, ref } of run.subs ?? [])
      if (kind === 'signal' && ref === signal)
        draft.queue.push({
          do: 'occur',
          runId: run.id,
          subscriptionId: id,
          occurrence: { kind: 'signal', ref: signal, ...(data && { data }) },
        });
};

/** Broadcasts a signal: inside at once, outside through what is reported as thrown. */
export const throwSignal = (draft: Draft, runId: string, signal: string, data: Data | undefined): void => {
  emit(draft, {
    type: 'thrown',
    kind: 'signal',
    activityId: draft.runs.get(runId)!.node,
    executionId: runId,
    ref: signal,
    ...(data && { data }),
  });
  deliverSignal(draft, signal, data);
};
