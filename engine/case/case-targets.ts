/**
 * Targets that belong to no task: first response, whole case, called process. Their limits stand on the process
 * (`ladder:firstResponseLimit`, `ladder:caseLimit`), their timers are rows of the case itself.
 */
import type { CalendarBook } from '../calendar/calendar-book.ts';
import { compileExpression } from '../model/expression/compile-expression.ts';
import { everyHour } from '../model/timer/calendar-of.ts';
import { addDuration, parseDuration } from '../model/timer/iso-duration.ts';
import { present } from '../present.ts';
import { calendarIdIn, calendarsOf } from './case-calendars.ts';
import { caseClock, type Timer } from './case.ts';
import { recordBreach } from './breach.ts';
import { laterBy } from './clock.ts';
import { change, record, type Draft } from './draft.ts';
import { momentAtShare } from './recount-target.ts';
import { endedTarget, type SlaTarget } from './sla-target.ts';
import type { StepOutcome } from './step-outcome.ts';

export const firstResponse = 'firstResponse';
export const wholeCase = 'case';
const calledProcess = (runId: string): string => `run.${runId}`;

const defaultShare = 0.8;

/** `ladder:reminderShare`: percent of the limit at which to remind, or `none`. Anything unreadable is the default. */
export const shareOf = (text: string | undefined): number | undefined => {
  if (text?.trim() === 'none') return undefined;
  const percent = Number(text?.trim().replace(/\s*%$/, '') ?? Number.NaN);
  return percent > 0 && percent < 100 ? percent / 100 : defaultShare;
};

/** The moment at a share of the way from one moment to another, in working time where there is a calendar. */
export const remindAtOf = (
  { calendars }: Pick<StepOutcome, 'calendars'>,
  { startedAt, dueAt, calendarId }: Pick<SlaTarget, 'startedAt' | 'dueAt' | 'calendarId'>,
  share: number | undefined,
): Date | undefined => {
  if (dueAt === undefined || share === undefined) return undefined;
  return momentAtShare(calendars, calendarId, startedAt, dueAt, share);
};

/** A timer of the case itself that reminds of a target or says that it is breached. */
export const targetTimer = (target: SlaTarget, mark: 'reminder' | 'limit', dueAt: Date): Timer => ({
  id: `${target.taskId}:${mark}`,
  runId: caseClock,
  activityId: target.activityId,
  taskId: target.taskId,
  dueAt,
  onClock: true,
  ...present({ calendarId: target.calendarId }),
});

/** The limit as ISO 8601 text; `undefined` when an expression gives none. */
export const limitText = (
  { definition, at }: StepOutcome,
  draft: Draft,
  runId: string,
  written: string,
): string | undefined => {
  const scope = draft.case.runs.find(({ id }) => id === runId)?.execution.data ?? {};
  const value = compileExpression(written).evaluate(scope, at);
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value !== 'string')
    throw new TypeError(
      `The limit '${written}' of process '${definition.key}' gave no duration, but ${JSON.stringify(value)}.`,
    );
  return value;
};

/** Promises to the customer begin when the contact was received, not when somebody wrote it down. */
const beginningOf = ({ case: { contact, links = [] } }: Draft, at: Date): Date =>
  contact.receivedAt < at && !links.some(({ kind }) => kind === 'splitFrom') ? contact.receivedAt : at;

const startTarget = (draft: Draft, outcome: StepOutcome, taskId: string, written: string, startedAt: Date): Draft => {
  const { definition, runId, at } = outcome;
  const word = definition.attributes['ladder:calendar']?.trim();
  const calendar = word === undefined || word === '' || word === everyHour ? undefined : word;
  const text = limitText(outcome, draft, runId, written);
  if (text === undefined) return draft;
  const frame = { timeZone: 'UTC', ...present({ calendar }) };
  const dueAt = addDuration(startedAt, parseDuration(text), frame, calendarsOf(outcome, draft.case, runId));
  const started: SlaTarget = {
    taskId,
    activityId: definition.key,
    startedAt,
    intervals: [{ from: startedAt }],
    dueAt,
    limit: text,
    reportedAgain: 0,
    ...present({ calendarId: calendar && calendarIdIn(outcome, draft.case, runId, calendar) }),
  };
  const slaTargets = [...draft.case.slaTargets, started];
  // Written down too late to be kept: a broken promise from the first moment.
  if (dueAt <= at) {
    const isOld = draft.case.contact.source !== undefined;
    return recordBreach(outcome.organisation, change(draft, { slaTargets }), started, {
      at,
      cause: 'registeredLate',
      isOld,
    });
  }
  const share = shareOf(definition.attributes['ladder:reminderShare']);
  const reminding = remindAtOf(outcome, started, share);
  const remindAt = reminding && reminding > at ? reminding : undefined;
  const target = { ...started, ...(remindAt && present({ remindAt, reminder: share })) };
  return change(draft, {
    slaTargets: [...draft.case.slaTargets, target],
    timers: [
      ...draft.case.timers,
      targetTimer(target, 'limit', dueAt),
      ...(remindAt ? [targetTimer(target, 'reminder', remindAt)] : []),
    ],
  });
};

/** Starts the targets of a process that begins. A limit that cannot be used is said in the journal and holds nothing up. */
export const startProcessTargets = (draft: Draft, outcome: StepOutcome): Draft => {
  const { definition, runId, stimulus } = outcome;
  if (stimulus.type !== 'start') return draft;
  const isOwn = draft.case.runs[0]?.id === runId;
  const limits: readonly (readonly [taskId: string, attribute: string])[] = isOwn
    ? [
        [firstResponse, 'firstResponseLimit'],
        [wholeCase, 'caseLimit'],
      ]
    : [[calledProcess(runId), 'caseLimit']];
  return limits.reduce((current, [taskId, attribute]) => {
    const written = definition.attributes[`ladder:${attribute}`];
    if (written === undefined || current.case.slaTargets.some((target) => target.taskId === taskId)) return current;
    try {
      return startTarget(current, outcome, taskId, written, isOwn ? beginningOf(current, outcome.at) : outcome.at);
    } catch (error) {
      return record(current, {
        type: 'IncidentRaised',
        activityId: definition.key,
        details: { code: 'LIMIT_INVALID', message: (error as Error).message, runId },
      });
    }
  }, draft);
};

const end = (draft: Draft, taskId: string, at: Date, isMet: boolean): Draft =>
  change(draft, {
    slaTargets: draft.case.slaTargets.map((target) =>
      target.taskId === taskId ? endedTarget(target, at, isMet) : target,
    ),
  });

/** Timers of the case for targets that have ended go with them. */
export const withoutTimersOfEnded = (draft: Draft): Draft => {
  const ended = new Set(draft.case.slaTargets.filter(({ endedAt }) => endedAt).map(({ taskId }) => taskId));
  const isLeft = ({ runId, taskId }: Timer): boolean =>
    runId !== caseClock || taskId === undefined || !ended.has(taskId);
  const { timers, heldTimers } = draft.case;
  if (timers.every(isLeft) && (heldTimers ?? []).every(isLeft)) return draft;
  return change(draft, {
    timers: timers.filter(isLeft),
    ...(heldTimers && { heldTimers: heldTimers.filter(isLeft) }),
  });
};

/** The customer has had a first answer. Later ones change nothing. */
export const giveFirstResponse = (draft: Draft, at: Date, cause: string): Draft | undefined => {
  const target = draft.case.slaTargets.find(({ taskId }) => taskId === firstResponse);
  if (!target || target.endedAt) return undefined;
  return record(withoutTimersOfEnded(end(draft, firstResponse, at, true)), {
    type: 'FirstResponseGiven',
    cause,
    details: { dueAt: target.dueAt, startedAt: target.startedAt },
  });
};

/**
 * A case that is opened again goes on where its clock ended: what was left of its own limit is left still, so that it is
 * not overdue for the time it was closed.
 */
export const reopenTargets = (calendars: CalendarBook, draft: Draft, at: Date): Draft => {
  const found = draft.case.slaTargets.find(({ taskId }) => taskId === wholeCase);
  if (!found?.endedAt) return draft;
  const { endedAt, isMet: _, ...target } = found;
  const { calendarId, dueAt, remindAt, remindedAt, breachedAt } = target;
  const reopened: SlaTarget = {
    ...target,
    intervals: [...(target.intervals ?? []), { from: at }],
    ...(dueAt && { dueAt: laterBy(calendars, calendarId, dueAt, endedAt, at) }),
    ...(remindAt && { remindAt: laterBy(calendars, calendarId, remindAt, endedAt, at) }),
  };
  const timers = [
    ...(reopened.dueAt && !breachedAt ? [targetTimer(reopened, 'limit', reopened.dueAt)] : []),
    ...(reopened.remindAt && !breachedAt && !remindedAt ? [targetTimer(reopened, 'reminder', reopened.remindAt)] : []),
  ];
  return change(draft, {
    slaTargets: draft.case.slaTargets.map((other) => (other === found ? reopened : other)),
    timers: [...draft.case.timers, ...timers],
  });
};

/** A called process that ended, and activities that were left, end their targets. */
export const endLeftTargets = (draft: Draft, outcome: StepOutcome): Draft => {
  const { runId, happened, at } = outcome;
  const run = draft.case.runs.find(({ id }) => id === runId);
  const ended = run && run.execution.status !== 'running' ? run.execution.status : undefined;
  const settled = ended === undefined ? draft : end(draft, calledProcess(runId), at, ended === 'completed');
  const tasks = new Set(settled.case.tasks.map(({ id }) => id));
  return happened.reduce((current, happening) => {
    if (happening.type !== 'left') return current;
    const taskId = `${current.case.id}.${runId}.${happening.executionId}`;
    return tasks.has(taskId) ? current : end(current, taskId, at, happening.outcome === 'completed');
  }, settled);
};
