import type { Run } from './case.ts';
import { change, record, type Draft } from './draft.ts';

const isRunning = ({ execution }: Run): boolean => execution.status === 'running';

/** Participants that have ended leave the case, unless something of theirs is held back; their journal stays. */
export const withoutEnded = (draft: Draft): Draft => {
  const [own, ...others] = draft.case.runs;
  const held = new Set(draft.case.incidents.map(({ runId }) => runId));
  const kept = others.filter((run) => run.parent !== undefined || isRunning(run) || held.has(run.id));
  return kept.length === others.length ? draft : change(draft, { runs: own ? [own, ...kept] : kept });
};

/** The case closes when its own run has ended, and every other that no call started. */
export const closeIfEnded = (draft: Draft, at: Date): Draft => {
  if (draft.case.status === 'closed' || draft.case.runs.some((run) => !run.parent && isRunning(run))) return draft;
  const execution = draft.case.runs[0]?.execution;
  return record(change(draft, { status: 'closed', closedAt: at }), {
    type: 'CaseClosed',
    details: { outcome: execution?.data['outcome'], ended: execution?.status },
  });
};
