import { Refusal } from '../../errors.ts';
import type { Stimulus } from '../../executor.ts';
import type { Draft } from '../draft.ts';
import { replaceSubscription } from '../subscriptions.ts';

/** Fires a timer that is armed; one that is gone has fired or been cancelled in the meantime. */
export const fireTimer = (draft: Draft, { timerId, dueAt }: Stimulus & { readonly type: 'fireTimer' }): void => {
  for (const run of draft.runs.values())
    for (const subscription of run.subs ?? []) {
      const { id, kind, caught } = subscription;
      if (kind === 'timer' && id === timerId && !caught) {
        if (dueAt !== undefined) replaceSubscription(draft, run.id, id, { ...subscription, dueAt });
        draft.queue.push({ do: 'occur', runId: run.id, subscriptionId: id, occurrence: { kind: 'timer' } });
        return;
      }
    }
  throw new Refusal(
    'EXECUTION_NOT_WAITING',
    `No timer '${timerId}' is armed in process '${draft.program.root.id}'; it has fired, was cancelled, or never was.`,
    { timerId },
  );
};
