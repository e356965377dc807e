/** After a calendar was changed: everything running that counts by it is counted anew, as a batch of one override. */
import { authoriseCalendar } from '../case/authorisation.ts';
import type { Actor } from '../case/actor.ts';
import { heirsOf } from '../calendar/heirs.ts';
import type { CommandBase } from '../commands/change-case.ts';
import { listCases } from '../queries/list-cases.ts';
import type { Batch, BatchContext } from './batch.ts';
import { previewBatch, type BatchPreview } from './preview-batch.ts';
import { startBatch } from './start-batch.ts';
import type { BatchSelection } from './select-cases.ts';

export type RecalculateCalendar = CommandBase & { readonly calendarId: string; readonly reason: string };

const countingBy = ({ calendars }: Pick<BatchContext, 'calendars'>, calendarId: string) => ({
  status: 'open' as const,
  calendars: heirsOf(calendars, calendarId),
});

const authorised = (context: BatchContext, actor: Actor, calendarId: string): BatchSelection => {
  const filter = countingBy(context, calendarId);
  authoriseCalendar(actor, context.organisation, context.calendars.find(calendarId)!);
  return { filter };
};

/** How many open cases that the actor sees count by a calendar or its heirs. Refuses with `CALENDAR_NOT_FOUND`, `NOT_ALLOWED`. */
export const countByCalendar = async (context: BatchContext, actor: Actor, calendarId: string): Promise<number> =>
  (await listCases(context, actor, { ...countingBy(context, calendarId), limit: 1 })).total;

/** What it would do, in counts; changes nothing. Refuses as doing it does. */
export const previewRecalculation = async (
  context: BatchContext,
  { actor, at, calendarId }: Pick<RecalculateCalendar, 'actor' | 'at' | 'calendarId'>,
): Promise<BatchPreview> => {
  const selection = authorised(context, actor, calendarId);
  return previewBatch(context, { actor, at, request: { action: 'recalculate', calendarId }, selection });
};

/**
 * For whoever keeps the calendar. Moves the due moments of everything running that counts by it or by one that inherits from
 * it, in the background. Refuses with `CALENDAR_NOT_FOUND`, `NOT_ALLOWED`, `NOTHING_TO_DO` when no open case does.
 */
export const recalculateCalendar = async (
  context: BatchContext,
  { calendarId, ...command }: RecalculateCalendar,
): Promise<Batch> => {
  const selection = authorised(context, command.actor, calendarId);
  return startBatch(context, { ...command, request: { action: 'recalculate', calendarId }, selection });
};
