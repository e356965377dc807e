/** The body of every override: its action with the fields that action takes, checked by the action's own schema. */
import Joi from 'joi';
import { overrideActions, type OverrideAction } from '../engine/index.ts';
import { caseIdOrNumberSchema } from './case-id.ts';
import { momentSchema } from './moment-schema.ts';
import { dataSchema } from './data-schema.ts';

const name = Joi.string().min(1).max(200);
const taskId = Joi.string()
  .max(200)
  .pattern(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'task id');
const waitId = Joi.string()
  .max(200)
  .pattern(/^[\w-]+(?:\.[\w-]+){1,2}$/, 'wait id');
const runId = Joi.string().pattern(/^[\w-]{1,40}$/, 'run id');
const person = Joi.string().trim().min(1).max(100);
const data = dataSchema(500);

const task = { taskId, activityId: name };
const token = { waitId, activityId: name };

const fieldsOf: Readonly<Record<OverrideAction, Joi.SchemaMap>> = {
  reassign: { ...task, assignee: person, candidateGroups: Joi.array().items(name).min(1).max(20) },
  claimFor: { ...task, assignee: person.required() },
  delegate: { ...task, assignee: person.required() },
  setPriority: { ...task, priority: Joi.number().integer().min(0).max(1000).allow(null).required() },
  escalate: { ...task, toActivityId: name },
  sendBack: { ...task, toActivityId: name },
  skip: { ...token, data },
  repeat: token,
  move: { ...token, toActivityId: name.required() },
  editData: { data: data.required(), runId, scopeId: runId, mayChangeKind: Joi.boolean() },
  retry: { waitId },
  pauseClock: { pauseReason: name.required() },
  resumeClock: {},
  extend: { targetId: name, by: Joi.string().max(100), dueAt: momentSchema() },
  recalculate: { calendarId: name },
  suspend: {},
  resume: {},
  cancel: {},
  reopen: { activityId: name },
  merge: {
    other: caseIdOrNumberSchema.required(),
  },
  undoMerge: {},
  migrate: {
    version: Joi.number().integer().min(1),
    runId,
    mapping: Joi.object({
      elements: Joi.object().pattern(name, name.allow(null)).max(1000),
      restartTimers: Joi.array().items(name).max(1000),
    }),
  },
};

export const reasonSchema = Joi.string().trim().min(1).max(1000);

const schemaOf = (action: OverrideAction): Joi.ObjectSchema =>
  Joi.object({ action: Joi.valid(action).required(), ...fieldsOf[action] });

/** Every field of every action: one that none of them knows is refused by name before the action is looked at. */
const anyField: Joi.SchemaMap = Object.fromEntries(
  Object.values(fieldsOf).flatMap((fields) => Object.keys(fields).map((field) => [field, Joi.any()])),
);

/** An action with its fields, and whatever goes beside them, such as `reason`. */
export const overrideBody = (beside: Joi.SchemaMap): Joi.ObjectSchema =>
  Joi.object({ action: Joi.valid(...overrideActions).required(), ...anyField, ...beside }).custom(
    (value: Record<string, unknown>, helpers) => {
      const request = Object.fromEntries(Object.entries(value).filter(([field]) => !(field in beside)));
      const { error } = schemaOf(value['action'] as OverrideAction).validate(request, {
        abortEarly: false,
        convert: false,
      });
      return error ? helpers.message({ custom: error.details.map(({ message }) => message).join('; ') }) : value;
    },
  );
