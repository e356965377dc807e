import Joi from 'joi';

/** `<caseId>.<runId>.<executionId>`, as it stands in addresses and forms. */
export const taskId = Joi.string()
  .max(200)
  .pattern(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'task id');
