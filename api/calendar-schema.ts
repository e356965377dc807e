/** A working calendar as it is sent: the same for one that is saved and one that is only tried. */
import Joi from 'joi';
import { weekdays } from '../engine/index.ts';

export const calendarId = Joi.string().pattern(/^[a-z][a-z0-9-]{0,59}$/, 'calendar id');

const text = Joi.string().trim().min(1).max(200);
const name = Joi.object({ zh: text.required(), en: text.required() });
const date = Joi.string().pattern(/^\d{4}-\d{2}-\d{2}$/, 'date as YYYY-MM-DD');
const hours = Joi.array().items(Joi.string().max(11)).max(12);

const days = Joi.object({
  from: date.required(),
  to: date,
  kind: Joi.valid('holiday', 'workday').required(),
  name: name.required(),
  hours,
  provisional: Joi.boolean(),
});

/** Everything but its id. */
export const calendarContent = {
  name: name.required(),
  node: Joi.string().max(100).required(),
  parentId: calendarId,
  timeZone: Joi.string().max(100),
  week: Joi.object(Object.fromEntries(weekdays.map((weekday) => [weekday, hours]))),
  days: Joi.array().items(days).max(1000),
  observesHolidays: Joi.boolean(),
  sources: Joi.array().items(Joi.string().max(500)).max(50),
};
