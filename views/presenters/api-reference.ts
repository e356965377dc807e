/** The OpenAPI document as people read it: subjects, operations, what goes in, and an example of what comes out. */
import type { Translate } from '../texts.ts';

type Json = Record<string, unknown>;

type Parameter = { name: string; in: string; required: boolean; description?: string; schema: Json; $ref?: string };

type Operation = {
  operationId: string;
  summary: string;
  tags: string[];
  parameters: Parameter[];
  requestBody?: { content: Record<string, { schema: Json; example?: unknown }> };
  responses: Record<string, { content?: Record<string, { example?: unknown }> }>;
  security?: unknown[];
};

export type ApiDocument = {
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

export type FieldRow = {
  readonly name: string;
  readonly place: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A schema in a few words: `text, 1–300`, `one of phone, mail`, `list of number`. */
export const typeWords = (schema: Json, t: Translate): string => {
  const { type, enum: allowed, items, minimum, maximum, minLength, maxLength, format, anyOf } = schema;
  if (Array.isArray(allowed)) return t('api.oneOf', { values: allowed.map(textOf).join(', ') });
  if (Array.isArray(anyOf)) return anyOf.map((part) => typeWords(part as Json, t)).join(t('api.or'));
  if (type === 'array') return t('api.listOf', { type: typeWords((items ?? {}) as Json, t) });
  const low = minimum ?? minLength;
  const high = maximum ?? maxLength;
  const range = high === undefined ? '' : ` ${textOf(low ?? 0)}–${textOf(high)}`;
  const name =
    format === 'date-time'
      ? t('api.type.moment')
      : typeof type === 'string'
        ? t(`api.type.${type}`)
        : t('api.type.any');
  return `${name}${range}`;
};

const fieldsOf = (schema: Json, place: string, t: Translate, path = ''): FieldRow[] => {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).flatMap(([name, member]) => {
    const full = `${path}${name}`;
    const { description, default: preset } = member as { description?: string; default?: unknown };
    const note = preset === undefined ? '' : t('api.default', { value: textOf(preset) });
    return [
      {
        name: full,
        place,
        type: typeWords(member, t),
        isRequired: required.includes(name),
        description: [description, note].filter(Boolean).join(' · '),
      },
      ...(member['type'] === 'object' ? fieldsOf(member, place, t, `${full}.`) : []),
    ];
  });
};

const parameterRow = ({ name, in: place, required, description = '', schema }: Parameter, t: Translate): FieldRow => {
  const preset = schema['default'];
  return {
    name,
    place: t(`api.in.${place}`),
    type: typeWords(schema, t),
    isRequired: required,
    description: [description, preset === undefined ? '' : t('api.default', { value: textOf(preset) })]
      .filter(Boolean)
      .join(' · '),
  };
};

const pretty = (value: unknown): string => JSON.stringify(value, undefined, 2);

const operationModel = (method: string, path: string, operation: Operation, t: Translate) => {
  const body = Object.entries(operation.requestBody?.content ?? {})[0];
  const [status = '200', answer] = Object.entries(operation.responses)[0] ?? [];
  const answered = Object.entries(answer?.content ?? {})[0];
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path: `/api/v1${path}`,
    summary: operation.summary,
    isPublic: operation.security?.length === 0,
    fields: [
      ...operation.parameters.filter(({ $ref }) => $ref === undefined).map((parameter) => parameterRow(parameter, t)),
      ...(body ? fieldsOf(body[1].schema, t('api.in.body'), t) : []),
    ],
    ...(body?.[1].example !== undefined && { request: pretty(body[1].example) }),
    status,
    answerType: answered?.[0] ?? '',
    ...(answered?.[1].example !== undefined && { answer: pretty(answered[1].example) }),
  };
};

export type ApiReference = {
  readonly version: string;
  readonly subjects: readonly {
    readonly name: string;
    readonly operations: readonly ReturnType<typeof operationModel>[];
  }[];
};

/** `find` keeps the operations whose path or summary has all its words. */
export const apiReference = ({ info, paths }: ApiDocument, find: string, t: Translate): ApiReference => {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const subjects = new Map<string, ReturnType<typeof operationModel>[]>();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const text = `${method} ${path} ${operation.summary}`.toLowerCase();
      if (!words.every((word) => text.includes(word))) continue;
      const [subject = 'api'] = operation.tags;
      subjects.set(subject, [...(subjects.get(subject) ?? []), operationModel(method, path, operation, t)]);
    }
  return {
    version: info.version,
    subjects: [...subjects].map(([name, operations]) => ({ name, operations })),
  };
};
