import { wholeCase } from './case-targets.ts';
import { caseClock, type Run } from './case.ts';
import { change, record, type Draft } from './draft.ts';
import { endedTarget } from './sla-target.ts';

const isRunning = ({ execution }: Run): boolean => execution.status === 'running';

/** Participants that have ended leave the case, unless something of theirs is held back; their journal stays. */
export const withoutEnded = (draft: Draft): Draft => {
  const [own, ...others] = draft.case.runs;
  const held = new Set(draft.case.incidents.map(({ runId }) => runId));
  const kept = others.filter((run) => run.parent !== undefined || isRunning(run) || held.has(run.id));
  return kept.length === others.length ? draft : change(draft, { runs: own ? [own, ...kept] : kept });
};

/** The clock ends with the case: what was promised for all of it is kept or void, and nothing is held any more. */
const withoutClock = (draft: Draft, at: Date): Draft => {
  const isDone = draft.case.runs[0]?.execution.status === 'completed';
  const { timers, heldTimers, pauses, slaTargets } = draft.case;
  return change(draft, {
    slaTargets: slaTargets.map((target) => endedTarget(target, at, target.taskId === wholeCase && isDone)),
    timers: timers.filter(({ runId }) => runId !== caseClock),
    ...(heldTimers && { heldTimers: [] }),
    ...(pauses && { pauses: pauses.map((pause) => (pause.resumedAt ? pause : { ...pause, resumedAt: at })) }),
  });
};

/** The case closes when its own run has ended, and every other that no call started. */
export const closeIfEnded = (draft: Draft, at: Date): Draft => {
  if (draft.case.status === 'closed' || draft.case.runs.some((run) => !run.parent && isRunning(run))) return draft;
  const execution = draft.case.runs[0]?.execution;
  return record(change(withoutClock(draft, at), { status: 'closed', closedAt: at }), {
    type: 'CaseClosed',
    details: { outcome: execution?.data['outcome'], ended: execution?.status },
  });
};
