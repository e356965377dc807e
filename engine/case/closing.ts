import type { Run } from './case.ts';
import { change, record, type Draft } from './draft.ts';
import type { StepOutcome } from './step-outcome.ts';

const isRunning = ({ execution }: Run): boolean => execution.status === 'running';

/** Participants that have ended leave the case; their journal stays, and so does the case's own run. */
const withoutEnded = (draft: Draft): Draft => {
  const [own, ...others] = draft.case.runs;
  const kept = others.filter((run) => run.parent !== undefined || isRunning(run));
  return kept.length === others.length ? draft : change(draft, { runs: own ? [own, ...kept] : kept });
};

/** The case closes when its own run has ended, and every other that no call started. */
export const closeIfEnded = (draft: Draft, { at }: StepOutcome): Draft => {
  const left = withoutEnded(draft);
  if (left.case.status === 'closed' || left.case.runs.some((run) => !run.parent && isRunning(run))) return left;
  const execution = left.case.runs[0]?.execution;
  return record(change(left, { status: 'closed', closedAt: at }), {
    type: 'CaseClosed',
    details: { outcome: execution?.data['outcome'], ended: execution?.status },
  });
};
