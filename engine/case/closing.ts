import { change, record, type Draft } from './draft.ts';
import type { StepOutcome } from './step-outcome.ts';

/** The case closes when its own run (the first) has ended. */
export const closeIfEnded = (draft: Draft, { at }: StepOutcome): Draft => {
  const status = draft.case.runs[0]?.execution.status;
  if (status === undefined || status === 'running' || draft.case.status === 'closed') return draft;
  return record(change(draft, { status: 'closed', closedAt: at }), {
    type: 'CaseClosed',
    details: { outcome: draft.case.runs[0]?.execution.data['outcome'], ended: status },
  });
};
