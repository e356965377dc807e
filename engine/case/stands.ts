/** Where the tokens of a run wait and since when: what lists, counts and "why is it stuck" are answered from. */
import type { Definition } from '../definition.ts';
import type { Waiting } from '../executor.ts';
import type { Run, Stand } from './case.ts';
import type { StepOutcome } from './step-outcome.ts';

/** Only tokens: neither what stands on the boundary of one, nor a start event of a sub-process that merely listens. */
export const isToken = (definition: Definition, waiting: Waiting): boolean =>
  !('attachedTo' in waiting && waiting.attachedTo !== undefined) &&
  definition.elements.get(waiting.activityId)?.type !== 'startEvent';

/** An incident keeps the place its element had before it. */
export const standsAfter = (run: Run, { definition, waiting, at }: StepOutcome): Stand[] => {
  const known = new Map((run.stands ?? []).map((stand) => [stand.executionId, stand]));
  return waiting
    .filter((item) => isToken(definition, item))
    .map(({ executionId, activityId }) => ({
      executionId,
      activityId,
      since: known.get(executionId)?.since ?? at,
    }));
};
