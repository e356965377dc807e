/** What the fields of an override form mean as a request; checked by the schema the API uses. */
import type { Data, OverrideAction, OverrideRequest } from '../../engine/index.ts';
import { momentIn } from '../../views/moments.ts';
import { overrideBody } from '../override-schema.ts';
import { EdgeRefusal } from '../problem.ts';

export type FormFields = Readonly<Record<string, string | string[] | undefined>>;

const schema = overrideBody({});
const plain = [
  'taskId',
  'waitId',
  'activityId',
  'toActivityId',
  'assignee',
  'pauseReason',
  'targetId',
  'by',
  'other',
] as const;

const refuse = (field: string, message: string): EdgeRefusal =>
  new EdgeRefusal('INVALID_REQUEST', message, { problems: [{ in: 'body', field, message }] });

const textIn = (fields: FormFields, name: string): string | undefined => {
  const value = fields[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

const jsonIn = (field: string, text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refuse(field, `"${field}" must be JSON, such as {"refund": 20}.`);
  }
};

/** `person:<id>` or `group:<role>`. */
const receiver = (to: string | undefined): object => {
  if (to === undefined) return {};
  const [kind, ...rest] = to.split(':');
  return kind === 'person' ? { assignee: rest.join(':') } : { candidateGroups: [rest.join(':')] };
};

const typedLike = (kind: string, text: string): unknown => {
  if (kind === 'number') return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
  return kind === 'boolean' ? text === 'true' : text;
};

/** Values of the case file that differ from what stood in the form: `datum:<name>`, with `was:` and `kind:` beside it. */
const changedData = (fields: FormFields): Data | undefined => {
  const changed = Object.keys(fields)
    .filter((field) => field.startsWith('datum:'))
    .map((field) => field.slice('datum:'.length))
    .filter((name) => fields[`datum:${name}`] !== fields[`was:${name}`]);
  if (changed.length === 0) return undefined;
  return Object.fromEntries(
    changed.map((name) => [name, typedLike(String(fields[`kind:${name}`]), String(fields[`datum:${name}`]))]),
  );
};

const dataIn = (action: OverrideAction, fields: FormFields): object => {
  const text = textIn(fields, 'data');
  if (text !== undefined) return { data: jsonIn('data', text) };
  const changed = action === 'editData' ? changedData(fields) : undefined;
  return changed ? { data: changed } : {};
};

const dueAtIn = (fields: FormFields, timeZone: string): object => {
  const text = textIn(fields, 'dueAt');
  if (text === undefined) return {};
  const dueAt = momentIn(text, timeZone);
  if (!dueAt) throw refuse('dueAt', `"dueAt" must be a date and time such as 2026-03-02T16:00, not '${text}'.`);
  return { dueAt: dueAt.toISOString() };
};

const checked = (request: unknown): OverrideRequest => {
  const { error, value } = schema.validate(request, { abortEarly: false });
  if (error) throw refuse('action', error.message);
  return value as OverrideRequest;
};

/** Refuses with `INVALID_REQUEST` what the action does not take. */
export const requestOf = (fields: FormFields, timeZone: string): OverrideRequest => {
  const action = textIn(fields, 'action') as OverrideAction;
  const priority = textIn(fields, 'priority');
  const version = textIn(fields, 'version');
  return checked({
    action,
    ...Object.fromEntries(
      plain.flatMap((name) => {
        const value = textIn(fields, name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    ...receiver(textIn(fields, 'to')),
    ...(action === 'setPriority' && { priority: priority === undefined ? null : Number(priority) }),
    ...(version !== undefined && { version: Number(version) }),
    ...dataIn(action, fields),
    ...dueAtIn(fields, timeZone),
  });
};

/** A request as a hidden field carries it from the preview on. */
export const requestIn = (text: string): OverrideRequest => checked(jsonIn('request', text));
