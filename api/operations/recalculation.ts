/** After a working calendar was changed: the limits that count by it, counted anew in the background. */
import Joi from 'joi';
import { previewRecalculation, recalculateCalendar, viewBatch } from '../../engine/index.ts';
import { operation } from '../operation.ts';
import { reasonSchema } from '../override-schema.ts';

const params = Joi.object({
  calendarId: Joi.string()
    .pattern(/^[a-z][a-z0-9-]{0,59}$/, 'calendar id')
    .required(),
});
type CalendarParams = { calendarId: string };

export const recalculateCalendarOperation = operation<CalendarParams, unknown, { reason: string }>({
  method: 'post',
  path: '/calendars/:calendarId/recalculate',
  summary: 'Count the due moments of everything running by this calendar anew, as a batch, with a reason',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ reason: reasonSchema.required() }) },
  async handle(context, { params: { calendarId }, body: { reason }, command: { expectedRev: _, ...command } }) {
    const { id } = await recalculateCalendar(context, { ...command, calendarId, reason });
    return { status: 202, body: await viewBatch(context, command.actor, id), location: `/api/v1/batches/${id}` };
  },
});

export const previewRecalculationOperation = operation<CalendarParams>({
  method: 'post',
  path: '/calendars/:calendarId/recalculate/preview',
  summary: 'What counting anew would do, in counts and examples; changes nothing',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: { calendarId }, command: { actor, at } }) {
    return { body: await previewRecalculation(context, { actor, at, calendarId }) };
  },
});
