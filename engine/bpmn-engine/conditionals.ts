/** Conditional events look at the data again whenever it changed in a step. */
import { fireCatch } from './fire-catch.ts';
import { evaluate, type Session } from './session.ts';

export const conditionalsAfter = (session: Session): void => {
  if (!session.happened.some(({ type }) => type === 'dataChanged')) return;
  const open = [...session.runs.values()].filter(({ wait }) => wait?.kind === 'conditional');
  for (const { executionId, activityId } of open) {
    const trigger = session.compiled.nodes.get(activityId)?.triggers[0];
    if (trigger?.kind !== 'conditional' || evaluate(session, activityId, trigger.condition) !== true) continue;
    const run = session.runs.get(executionId);
    if (run?.wait) fireCatch(session, run);
  }
};
