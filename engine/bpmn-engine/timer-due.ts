/** When a timer is due, from its definition and the moment of the step; never from a clock. */
import type { Due } from '../model/timer/iso-cycle.ts';
import type { EventTrigger } from './compiled-node.ts';
import { StepFailure, type Session } from './session.ts';

type TimerTrigger = Extract<EventTrigger, { kind: 'timer' }>;

const computing = <T>(activityId: string, compute: () => T): T => {
  try {
    return compute();
  } catch (error) {
    throw new StepFailure('TIMER_INVALID', activityId, `Timer of '${activityId}': ${(error as Error).message}`);
  }
};

export const firstDue = ({ data, moment, calendars }: Session, activityId: string, { timer }: TimerTrigger): Due =>
  computing(activityId, () => timer.first(data, moment, calendars));

/** The firing after `due`; counted from its due moment, so that a late sweep does not shift the rhythm. */
export const nextDue = (
  { data, moment, calendars }: Session,
  activityId: string,
  { timer }: TimerTrigger,
  due: Due,
): Due | undefined => computing(activityId, () => timer.next(due, moment, calendars, data));
