/** The duration a timer of the model was armed with, so that its moment can be counted anew later. */
import { addDuration, parseDuration } from '../model/timer/iso-duration.ts';
import type { ModdleElement } from '../model/moddle-element.ts';
import { calendarsOf } from './case-calendars.ts';
import { limitText } from './case-targets.ts';
import type { Timer } from './case.ts';
import type { Draft } from './draft.ts';
import { present } from '../present.ts';
import type { StepOutcome } from './step-outcome.ts';

const bodyOf = ({ definition }: StepOutcome, activityId: string): string | undefined => {
  const events = definition.model.elementsById[activityId]?.['eventDefinitions'] as ModdleElement[] | undefined;
  const written = (events?.[0]?.['timeDuration'] ?? events?.[0]?.['timeCycle']) as { body?: string } | undefined;
  return written?.body;
};

/**
 * ISO 8601, of a cycle the distance; `undefined` unless counting it from now gives the timer's very moment, as it may not
 * when the model computes it from local data, a date or another time zone.
 */
export const armedDuration = (outcome: StepOutcome, draft: Draft, timer: Timer): string | undefined => {
  const { runId, at, definition } = outcome;
  const body = bodyOf(outcome, timer.activityId);
  const calendar = definition.elements.get(timer.activityId)?.calendar;
  try {
    const text = body && limitText(outcome, draft, runId, body)?.replace(/^R\d*\//, '');
    if (!text) return undefined;
    const frame = { timeZone: 'UTC', ...present({ calendar }) };
    const counted = addDuration(at, parseDuration(text), frame, calendarsOf(outcome, draft.case, runId));
    return counted.getTime() === timer.dueAt.getTime() ? text : undefined;
  } catch {
    return undefined;
  }
};
