/** When a timer is due, from its definition and the moment of the step; never from a clock. */
import type { EventTrigger } from './compiled-node.ts';
import { asText } from './expressions.ts';
import { addDuration, parseCycle, parseDuration, parseMoment } from './iso-time.ts';
import { evaluate, StepFailure, type Session } from './session.ts';

/** What a cycle hands on to its next firing. */
export type CycleProgress = { readonly repeats: number; readonly dueAt: string };

export type TimerDue = { readonly dueAt: string; readonly repeats?: number };

type TimerTrigger = Extract<EventTrigger, { kind: 'timer' }>;

const dueMoment = (
  { form }: TimerTrigger,
  text: string,
  moment: Date,
  previous: CycleProgress | undefined,
): { at: Date; repeats?: number } => {
  if (form === 'timeDate') return { at: parseMoment(text) };
  if (form === 'timeDuration') return { at: addDuration(moment, parseDuration(text)) };
  const cycle = parseCycle(text);
  // The next firing counts from the previous due moment, so that a late sweep does not shift the rhythm.
  if (previous) return { at: addDuration(new Date(previous.dueAt), cycle.every), repeats: previous.repeats };
  return { at: cycle.startAt ?? addDuration(moment, cycle.every), repeats: cycle.repeats < 0 ? -1 : cycle.repeats - 1 };
};

export const timerDue = (
  session: Session,
  activityId: string,
  trigger: TimerTrigger,
  previous: CycleProgress | undefined,
): TimerDue => {
  const value = evaluate(session, activityId, trigger.value);
  try {
    const { at, repeats } = dueMoment(trigger, asText(value), session.moment, previous);
    return { dueAt: at.toISOString(), ...(repeats === undefined ? {} : { repeats }) };
  } catch (error) {
    throw new StepFailure('TIMER_INVALID', activityId, `Timer of '${activityId}': ${(error as Error).message}`);
  }
};
