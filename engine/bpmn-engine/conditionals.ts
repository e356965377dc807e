/** Conditional events look at the data again whenever it changed in a step, and fire when their condition becomes true. */
import { fireCatch } from './fire-catch.ts';
import type { Run } from './run.ts';
import { evaluate, type Session } from './session.ts';

/** Taken before the data changes: an event armed later has looked at the new data already. */
export const openConditions = ({ runs }: Session): readonly Run[] =>
  [...runs.values()].filter(({ wait }) => wait?.kind === 'conditional');

export const evaluateConditions = (session: Session, watching: readonly Run[]): void => {
  if (!session.happened.some(({ type }) => type === 'dataChanged')) return;
  for (const { executionId, activityId } of watching) {
    const trigger = session.compiled.nodes.get(activityId)?.triggers[0];
    const run = session.runs.get(executionId);
    if (!run?.wait || trigger?.kind !== 'conditional') continue;
    const holds = evaluate(session, activityId, trigger.condition) === true;
    if (!holds) session.runs.set(executionId, { ...run, wait: { kind: 'conditional' } });
    else if (run.wait.kind === 'conditional' && !run.wait.holds) fireCatch(session, run);
  }
};
