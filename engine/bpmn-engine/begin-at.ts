/** Begins a run in the middle: before one element of the process itself, whatever its start would have done. */
import type { Definition } from '../definition.ts';
import { Refusal } from '../errors.ts';
import type { Data, IdSource, Step } from '../executor.ts';
import type { Calendars } from '../model/timer/iso-duration.ts';
import { closeStep } from './close-step.ts';
import { modifyTokens } from './modify-tokens.ts';
import { settle, startSession } from './open-session.ts';
import { emptyState } from './saved-state.ts';
import { mergeData, StepFailure } from './session.ts';

const refuse = (definition: Definition, activityId: string, why: string): Refusal =>
  new Refusal('NOT_SUPPORTED', `Process '${definition.key}' cannot begin at '${activityId}': ${why}`, { activityId });

/** Refuses with `NOT_SUPPORTED`; an element that fails as it is entered refuses, too, as there is nothing yet to be retried. */
export const beginAt = (
  definition: Definition,
  activityId: string,
  data: Data,
  moment: Date,
  ids: IdSource,
  calendars: Calendars | undefined,
): Step => {
  const element = definition.elements.get(activityId);
  if (!element || (element.parentId !== undefined && element.parentId !== definition.key))
    throw refuse(definition, activityId, 'it is no element of the process itself.');
  const live = startSession(definition, activityId, {}, moment, ids, calendars);
  const { session, process } = live;
  mergeData(session, data);
  try {
    process.init(ids());
    process.run();
    // An element that nothing leads to has begun by itself.
    if (session.runs.size === 0) modifyTokens(session, [{ type: 'insertBefore', activityId }]);
    settle(session);
    return closeStep(live, emptyState, undefined);
  } catch (error) {
    if (error instanceof StepFailure) throw refuse(definition, activityId, error.message);
    throw error;
  }
};
