/** How a case is named in paths, queries and bodies. */
import Joi from 'joi';

export const caseIdSchema = Joi.string().pattern(/^[\w-]{1,60}$/, 'case id');

/** Where people type or follow links: the number on the case does as well. */
export const caseIdOrNumberSchema = Joi.string().pattern(/^[\w-]{1,60}$/, 'case id or number');
