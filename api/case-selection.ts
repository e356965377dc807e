/** The query parameters that narrow cases: the same for lists, counts and batches. */
import Joi from 'joi';
import { channels, customerClasses, severities, type CaseSelection } from '../engine/index.ts';
import { momentSchema } from './moment-schema.ts';

const name = Joi.string().trim().min(1).max(200);
const moment = momentSchema();

/** Moments are texts still; `overdue` depends on when it is asked. */
export type SelectionQuery = Omit<
  CaseSelection,
  'calendars' | 'dueAfter' | 'dueBefore' | 'stuckBefore' | 'registeredFrom' | 'registeredTo' | 'version'
> & {
  centre?: string;
  version?: number;
  overdue?: boolean;
  soon?: boolean;
  dueAfter?: string;
  dueBefore?: string;
  stuckBefore?: string;
  registeredFrom?: string;
  registeredTo?: string;
};

export const selectionFields: Joi.SchemaMap = {
  status: Joi.valid('open', 'closed'),
  tier: Joi.string().trim().max(40),
  centre: Joi.string().trim().max(100),
  branch: Joi.string().trim().max(100),
  category: Joi.string().trim().max(100),
  severity: Joi.valid(...severities),
  channel: Joi.valid(...channels),
  customerClass: Joi.valid(...customerClasses),
  process: name.description('Key of the process that handles the case'),
  version: Joi.number().integer().min(1).description('Version of that process'),
  activityId: name.description('Element where a token of the case waits'),
  standsAt: Joi.string()
    .pattern(/^[\w.-]{1,100}:\d{1,9}:[\w.-]{1,200}$/, 'key:version:element')
    .description('Element of a version where a token of any of its processes waits'),
  assignee: name.description('Who holds one of its tasks'),
  unassigned: Joi.boolean().description('Whether it has an open task that nobody holds'),
  overdue: Joi.boolean().description('Only open cases that are due by now; nothing else when false'),
  soon: Joi.boolean().description('Only open cases that are due within the next two hours; nothing else when false'),
  breached: Joi.boolean().description('Whether a time limit of it was ever passed'),
  incident: Joi.boolean(),
  suspended: Joi.boolean(),
  paused: Joi.boolean(),
  dueAfter: moment.description('Due after this moment'),
  dueBefore: moment,
  stuckBefore: moment.description('Not moved since then'),
  registeredFrom: moment,
  registeredTo: moment.description('Exclusive'),
};

const momentFields = ['dueAfter', 'dueBefore', 'stuckBefore', 'registeredFrom', 'registeredTo'] as const;

/** How long before its due moment a case is about to breach. */
const soonMs = 2 * 60 * 60_000;

const whenDue = (overdue: boolean | undefined, soon: boolean | undefined, now: Date): CaseSelection => {
  if (overdue === true) return { status: 'open', dueBefore: now };
  return soon === true ? { status: 'open', dueAfter: now, dueBefore: new Date(now.getTime() + soonMs) } : {};
};

/** What the parameters mean at a moment. */
export const selectionOf = (
  { overdue, soon, dueAfter, dueBefore, stuckBefore, registeredFrom, registeredTo, ...rest }: SelectionQuery,
  now: Date,
): CaseSelection & { readonly centre?: string } => {
  const given = { dueAfter, dueBefore, stuckBefore, registeredFrom, registeredTo };
  const moments = Object.fromEntries(
    momentFields.flatMap((field) => (given[field] === undefined ? [] : [[field, new Date(given[field])]])),
  );
  return { ...rest, ...moments, ...whenDue(overdue, soon, now) };
};
