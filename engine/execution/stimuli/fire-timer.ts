import { Refusal } from '../../errors.ts';
import type { Stimulus } from '../../executor.ts';
import type { Draft } from '../draft.ts';

/** Fires a timer that is armed; one that is gone has fired or been cancelled in the meantime. */
export const fireTimer = (draft: Draft, { timerId }: Stimulus & { readonly type: 'fireTimer' }): void => {
  for (const run of draft.runs.values())
    for (const { id, kind, caught } of run.subs ?? [])
      if (kind === 'timer' && id === timerId && !caught) {
        draft.queue.push({ do: 'occur', runId: run.id, subscriptionId: id, occurrence: { kind: 'timer' } });
        return;
      }
  throw new Refusal(
    'EXECUTION_NOT_WAITING',
    `No timer '${timerId}' is armed in process '${draft.program.root.id}'; it has fired, was cancelled, or never was.`,
    { timerId },
  );
};
