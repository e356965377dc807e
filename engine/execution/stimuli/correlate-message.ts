/** Gives a message to the one subscription it is meant for, or keeps it for a while (§8.4.2, §13.5.1). */
import { Refusal } from '../../errors.ts';
import type { Stimulus } from '../../executor.ts';
import type { Draft } from '../draft.ts';
import type { Run, Subscription } from '../state.ts';

type Correlate = Stimulus & { readonly type: 'correlate' };

const fits = (subscription: Subscription, run: Run, { message, correlationKey, executionId }: Correlate): boolean =>
  subscription.kind === 'message' &&
  !subscription.caught &&
  subscription.ref === message &&
  (executionId === undefined
    ? subscription.key === undefined || subscription.key === correlationKey
    : subscription.id === executionId || run.id === executionId);

/** Of several that fit, the one that has waited longest is served. */
const find = (draft: Draft, stimulus: Correlate): { run: Run; subscription: Subscription } | undefined => {
  for (const run of draft.runs.values())
    for (const subscription of run.subs ?? []) if (fits(subscription, run, stimulus)) return { run, subscription };
  return undefined;
};

export const correlateMessage = (draft: Draft, stimulus: Correlate): void => {
  const { message, correlationKey, data, keepUntil, executionId } = stimulus;
  const found = find(draft, stimulus);
  if (found)
    draft.queue.push({
      do: 'occur',
      runId: found.run.id,
      subscriptionId: found.subscription.id,
      occurrence: { kind: 'message', ref: message, ...(data && { data }) },
    });
  else if (keepUntil !== undefined && executionId === undefined)
    draft.messages = [
      ...draft.messages,
      {
        message,
        until: keepUntil,
        ...(correlationKey !== undefined && { key: correlationKey }),
        ...(data && { data }),
      },
    ];
  else
    throw new Refusal(
      'EXECUTION_NOT_WAITING',
      `Nothing in process '${draft.program.root.id}' waits for message '${message}'` +
        (correlationKey === undefined ? '' : ` with key '${correlationKey}'`) +
        (executionId === undefined ? ', and it is not to be kept.' : ` at '${executionId}'.`),
      { message },
    );
};
