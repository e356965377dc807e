/** Standard loops (§13.3.6): one instance after the other while the condition holds, tested before or after, up to a maximum. */
import { changeRun, type Draft, type LeftInstance } from '../draft.ts';
import { finishRun } from '../finish.ts';
import type { StandardLoop } from '../program/loop.ts';
import { visibleData } from '../variables/scope.ts';
import { beginInstance, loopStateOf } from './loop.ts';

const goesOn = (draft: Draft, bodyId: string, { condition, maximum }: StandardLoop): boolean => {
  const { next } = loopStateOf(draft, bodyId);
  if (maximum !== undefined && next >= maximum) return false;
  // Without a condition the maximum alone ends the loop; without either it is a single round.
  if (!condition) return maximum !== undefined || next === 0;
  const scope = { ...visibleData(draft, bodyId), loopCounter: next };
  return condition.evaluate(scope, draft.moment) === true;
};

const beginRound = (draft: Draft, bodyId: string): void => {
  beginInstance(draft, bodyId, { loopCounter: loopStateOf(draft, bodyId).next });
};

/** Another round if the condition wants it, else the end. */
export const nextRound = (draft: Draft, bodyId: string, loop: StandardLoop): void => {
  if (goesOn(draft, bodyId, loop)) beginRound(draft, bodyId);
  else finishRun(draft, bodyId);
};

export const startStandardLoop = (draft: Draft, bodyId: string, loop: StandardLoop): void => {
  if (loop.testBefore) nextRound(draft, bodyId, loop);
  else beginRound(draft, bodyId);
};

export const roundLeft = (draft: Draft, bodyId: string, loop: StandardLoop, { isCompleted }: LeftInstance): void => {
  const state = loopStateOf(draft, bodyId);
  changeRun(draft, bodyId, {
    loop: {
      ...state,
      active: state.active - 1,
      completed: state.completed + (isCompleted ? 1 : 0),
      terminated: state.terminated + (isCompleted ? 0 : 1),
    },
  });
  nextRound(draft, bodyId, loop);
};
