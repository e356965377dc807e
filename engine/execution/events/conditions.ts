/** Conditional events (§10.5.5) occur when their condition becomes true; looked at after every change of data. */
import { changeRun, type Draft } from '../draft.ts';
import type { Run, Subscription } from '../state.ts';
import { visibleData } from '../variables/scope.ts';

const isTrue = (draft: Draft, run: Run, { on, event = 0 }: Subscription): boolean => {
  const definition = draft.program.nodes.get(on)?.events[event];
  if (definition?.kind !== 'conditional') return false;
  try {
    return definition.condition.evaluate(visibleData(draft, run.id), draft.moment) === true;
  } catch {
    // Data that a condition can't be worked out from is data for which it does not hold.
    return false;
  }
};

const look = (draft: Draft, run: Run): void => {
  let isChanged = false;
  const subs = run.subs!.map((subscription): Subscription => {
    if (subscription.kind !== 'conditional') return subscription;
    const now = isTrue(draft, run, subscription);
    if (now === (subscription.was ?? false)) return subscription;
    isChanged = true;
    const { was: _was, ...rest } = subscription;
    if (!now) return rest;
    draft.queue.push({
      do: 'occur',
      runId: run.id,
      subscriptionId: subscription.id,
      occurrence: { kind: 'conditional' },
    });
    return { ...rest, was: true };
  });
  if (isChanged) changeRun(draft, run.id, { subs });
};

export const lookAtConditions = (draft: Draft): void => {
  draft.isDataFresh = false;
  if (!draft.hasConditions) return;
  for (const run of draft.runs.values()) if (run.subs?.some(({ kind }) => kind === 'conditional')) look(draft, run);
};
