import { authoriseOverride } from '../case/authorisation.ts';
import type { Case } from '../case/case.ts';
import type { Draft } from '../case/draft.ts';
import { extendTarget as extend } from '../case/extend-target.ts';
import { targetOf, type SlaTarget } from '../case/sla-target.ts';
import { isOpen } from '../case/task.ts';
import { Refusal } from '../errors.ts';
import { addDuration, parseDuration } from '../model/timer/iso-duration.ts';
import { TimerError } from '../model/timer/timer-error.ts';
import type { Context } from '../ports.ts';
import { changeCase, type Answer, type CaseCommand, type Decision } from './change-case.ts';

export type ExtendTarget = CaseCommand & {
  readonly reason: string;
  /** `taskId` of a target; default: the only one by which an open task is due, else the only open one. */
  readonly targetId?: string;
  /** How much later, ISO 8601 in the target’s calendar; or `dueAt`, the new moment. */
  readonly by?: string;
  readonly dueAt?: Date;
};

type Due = SlaTarget & { readonly dueAt: Date };

/** Those the open tasks are due by; the whole case and its first response are meant only when nothing else is. */
const nearest = (current: Case, open: readonly Due[]): readonly Due[] => {
  const ids = new Set(current.tasks.filter(isOpen).map((task) => targetOf(current, task)?.taskId));
  const ofTasks = open.filter(({ taskId }) => ids.has(taskId));
  return ofTasks.length > 0 ? ofTasks : open;
};

const requireTarget = ({ case: current }: Draft, targetId: string | undefined): Due => {
  const open = current.slaTargets.filter((target): target is Due => !target.endedAt && target.dueAt !== undefined);
  const choices = open.map(({ taskId, activityId, dueAt }) => ({ targetId: taskId, activityId, dueAt }));
  const meant = targetId === undefined ? nearest(current, open) : open.filter(({ taskId }) => taskId === targetId);
  const [only] = meant;
  if (!only)
    throw new Refusal(
      'NOTHING_TO_DO',
      `Case ${current.number} has no open target${targetId === undefined ? '' : ` '${targetId}'`}; open are ${open.map(({ taskId }) => taskId).join(', ') || 'none'}.`,
      { choices },
    );
  if (meant.length > 1)
    throw new Refusal('CHOICE_NEEDED', `Case ${current.number} has ${meant.length} open targets; name one.`, {
      choices,
    });
  return only;
};

const newDueAt = (
  { calendars }: Pick<Context, 'calendars'>,
  target: Due,
  { by, dueAt, at }: Decision<ExtendTarget>,
): Date => {
  if (dueAt !== undefined) return dueAt;
  const { calendarId } = target;
  const frame = calendarId === undefined ? { timeZone: 'UTC' } : { timeZone: 'UTC', calendar: calendarId };
  try {
    // One that is overdue gets its time from now on.
    return addDuration(target.dueAt > at ? target.dueAt : at, parseDuration(by ?? ''), frame, calendars);
  } catch (error) {
    if (!(error instanceof TimerError)) throw error;
    throw new Refusal('INVALID_FORM', error.message, {
      problems: [{ field: 'by', rule: 'duration', message: error.message }],
    });
  }
};

/** Extends a target as `extendTarget` does. */
export const decideExtension = (context: Context, draft: Draft, command: Decision<ExtendTarget>): Draft => {
  const { actor, at, reason } = command;
  authoriseOverride(actor, context.organisation, draft.case);
  const target = requireTarget(draft, command.targetId);
  const dueAt = newDueAt(context, target, command);
  if (dueAt <= target.dueAt || dueAt <= at) {
    const message = `The new due moment ${dueAt.toISOString()} must be later than ${target.dueAt.toISOString()} and than now.`;
    throw new Refusal('INVALID_FORM', message, { problems: [{ field: 'dueAt', rule: 'later', message }] });
  }
  return extend(context.calendars, draft, target, { dueAt, at, reason, by: actor.id });
};

/**
 * Override: gives a target more time, with a reason; its reminder moves along while it is still to come.
 * Refuses with `NOT_ALLOWED`, `NOTHING_TO_DO`, `CHOICE_NEEDED`, `INVALID_FORM`.
 */
export const extendTarget = (context: Context, command: ExtendTarget): Promise<Answer> =>
  changeCase(context, 'extendTarget', command, (draft) => decideExtension(context, draft, command));
