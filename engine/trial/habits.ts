/**
 * How long an activity takes and how it ends when the case at hand says nothing about it: what the other recorded cases say.
 * Cases are dealt the recorded acts in turn, so that their spread stays as it was and every run gives the same result.
 */
import type { RecordedAct, RecordedCase } from './recorded-case.ts';

export type Habits = {
  /** `undefined`: nobody ever did this. */
  actOf(activityId: string, turn: number): RecordedAct | undefined;
};

export const habitsOf = (cases: readonly RecordedCase[]): Habits => {
  const known = new Map<string, RecordedAct[]>();
  for (const { acts } of cases)
    for (const [activityId, done] of acts) known.set(activityId, [...(known.get(activityId) ?? []), ...done]);
  return {
    actOf(activityId, turn) {
      const acts = known.get(activityId);
      return acts?.[turn % acts.length];
    },
  };
};
