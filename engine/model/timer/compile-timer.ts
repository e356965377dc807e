/**
 * Timer definitions (BPMN 2.0.2 §10.5.5, TimerEventDefinition): computes when a timer is due. Reads no clock; the
 * moment a timer is set or fired comes from the caller.
 */
import type { Data } from '../../data.ts';
import { compileExpression, type Expression } from '../expression/compile-expression.ts';
import { parseCycle, type Cycle, type Due } from './iso-cycle.ts';
import { addDuration, parseDuration, type Calendars, type TimeFrame } from './iso-duration.ts';
import { TimerError } from './timer-error.ts';
import { isTimeZone, parseMoment } from './zoned-time.ts';

export type TimerKind = 'date' | 'duration' | 'cycle';

export type TimerOptions = {
  /** Language of the body when it is an expression. */
  readonly language?: string;
  /** IANA name; dates without zone, days, months and cron fields are read in it. Default UTC. */
  readonly timeZone?: string;
  /** Calendar in whose working time durations count. */
  readonly calendar?: string;
};

export type Timer = {
  /** When the timer fires that is set at `moment`. Throws when an expression gives nothing a timer can use. */
  first(scope: Data, moment: Date, calendars?: Calendars): Due;
  /** The firing after `due`, which fired at `moment`; undefined after the last. `scope` is needed only without `due.body`. */
  next(due: Due, moment: Date, calendars?: Calendars, scope?: Data): Due | undefined;
};

const once = (dueAtFrom: (moment: Date, calendars?: Calendars) => Date): Cycle => ({
  first: (moment, calendars) => ({ dueAt: dueAtFrom(moment, calendars), repeats: 0 }),
  next: () => undefined,
});

const parseTimer = (kind: TimerKind, text: string, frame: TimeFrame): Cycle => {
  if (kind === 'cycle') return parseCycle(text, frame);
  if (kind === 'date') {
    const dueAt = parseMoment(text, frame.timeZone);
    return once(() => dueAt);
  }
  const duration = parseDuration(text);
  return once((moment, calendars) => addDuration(moment, duration, frame, calendars));
};

const ISO_TEXT = /^\s*(?:P[\dT]|R-?\d*\/|\d{4}-\d{2})/i;

const expressionTimer = (kind: TimerKind, expression: Expression, frame: TimeFrame): Timer => {
  const textOf = (scope: Data, moment: Date): string => {
    const value = expression.evaluate(scope, moment);
    if (typeof value !== 'string')
      throw new TimerError(value, `the expression '${expression.source}' must give a ${kind} as ISO 8601 text`);
    return value;
  };
  return {
    first: (scope, moment, calendars) => {
      const body = textOf(scope, moment);
      return { ...parseTimer(kind, body, frame).first(moment, calendars), body };
    },
    next: (due, moment, calendars, scope = {}) => {
      if (kind !== 'cycle' || due.repeats === 0) return undefined;
      const body = due.body ?? textOf(scope, moment);
      const next = parseTimer(kind, body, frame).next(due, moment, calendars);
      return next && { ...next, body };
    },
  };
};

/**
 * Compiles the body of a `timeDate`, `timeDuration` or `timeCycle`.
 * Throws `TimerError` or `ExpressionError` when the body can never be a timer.
 */
export const compileTimer = (kind: TimerKind, body: string, options: TimerOptions = {}): Timer => {
  const { language, timeZone = 'UTC', calendar } = options;
  if (!isTimeZone(timeZone)) throw new TimerError(timeZone, 'name a time zone such as Asia/Shanghai or UTC');
  const frame: TimeFrame = calendar === undefined ? { timeZone } : { timeZone, calendar };
  const expression = ISO_TEXT.test(body) ? undefined : compileExpression(body, language);
  if (expression !== undefined && expression.language !== 'literal') return expressionTimer(kind, expression, frame);
  const timer = parseTimer(kind, body, frame);
  return {
    first: (_scope, moment, calendars) => timer.first(moment, calendars),
    next: (due, moment, calendars) => timer.next(due, moment, calendars),
  };
};
