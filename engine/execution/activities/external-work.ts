/** Work done by a job worker outside: always a wait state, so a step never has an effect of its own (§13.3.3). */
import type { Expression } from '../../model/expression/compile-expression.ts';
import { changeRun, type Draft } from '../draft.ts';
import { IncidentError } from '../incident.ts';
import { visibleData } from '../variables/scope.ts';

/** Leaves the run waiting for a worker of the topic. */
export const awaitExternal = (draft: Draft, runId: string, topic: Expression, priority?: Expression): void => {
  const scope = visibleData(draft, runId);
  const name = topic.evaluate(scope, draft.moment);
  if (typeof name !== 'string' || name === '')
    throw new IncidentError('TOPIC_MISSING', `The topic '${topic.source}' yields no text but ${JSON.stringify(name)}.`);
  const urgency = Number(priority?.evaluate(scope, draft.moment));
  changeRun(draft, runId, { attributes: { topic: name, ...(Number.isFinite(urgency) && { priority: urgency }) } });
};
