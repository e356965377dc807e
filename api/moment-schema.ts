import Joi from 'joi';

/** An ISO 8601 moment of a day that exists, from 1900 on. */
export const momentSchema = (): Joi.StringSchema =>
  Joi.string()
    .isoDate()
    .custom((text: string, { message }) => {
      const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? [];
      const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
      const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
      if (exists && Number(year) >= 1900 && !Number.isNaN(new Date(text).getTime())) return text;
      return message({
        custom: '{{#label}} must be a day that exists, as YYYY-MM-DD with or without a time, from 1900 on',
      });
    });

/** A local date that exists, `YYYY-MM-DD`. */
export const dateSchema = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^\d{4}-\d{2}-\d{2}$/)
    .custom((text: string, { message }) => {
      const date = new Date(`${text}T00:00:00Z`);
      if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return text;
      return message({ custom: '{{#label}} must be a day that exists, as YYYY-MM-DD' });
    });
