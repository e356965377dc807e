import Joi from 'joi';

/** One line of text; control characters would only hide something. */
export const line = (max: number): Joi.StringSchema =>
  Joi.string()
    .trim()
    .max(max)
    .pattern(/^[^\p{Cc}]*$/u, 'text without control characters');

export const text = (max: number): Joi.StringSchema => Joi.string().max(max);
