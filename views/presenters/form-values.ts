/** What a plain HTML form sent, as the data its form-js form stands for. */
import type { Data, Form, FormField } from '../../engine/index.ts';

type Sent = Readonly<Record<string, unknown>>;

const one = (value: unknown): string => {
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === 'string' ? last : '';
};

const many = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string' && item !== '');

/** The option a text stands for: options may be numbers or claims, HTML sends text. */
const optionOf = (options: readonly unknown[] | undefined, text: string): unknown =>
  options?.find((option) => String(option) === text) ?? text;

/** `undefined` for a field left empty: it is then absent, as form-js leaves it. */
const valueOf = (field: FormField, sent: unknown): unknown => {
  const text = one(sent);
  switch (field.kind) {
    case 'checkbox':
      return text === 'true';
    case 'choices':
      return many(sent).map((item) => optionOf(field.options, item));
    case 'choice':
      return text === '' ? undefined : optionOf(field.options, text);
    case 'number': {
      if (text.trim() === '') return undefined;
      const number = Number(text);
      return field.isText || Number.isNaN(number) ? text : number;
    }
    case 'text':
      // Browsers send line ends as CR LF.
      return text === '' ? undefined : text.replaceAll('\r\n', '\n');
    case 'date':
    case 'time':
    case 'datetime':
    case 'any':
      return text === '' ? undefined : text;
    case 'list':
      return undefined;
  }
};

const put = (data: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void => {
  if (rest.length === 0) {
    data[name] = value;
    return;
  }
  const inner = (data[name] ?? {}) as Record<string, unknown>;
  data[name] = inner;
  put(inner, rest, value);
};

/** Fields are named `field.<path>`; others are ignored, so that nothing gets in that the form does not ask for. */
export const formValues = (form: Form, sent: Sent): Data => {
  const data: Record<string, unknown> = {};
  for (const field of form.fields) {
    const value = valueOf(field, sent[`field.${field.path.join('.')}`]);
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) put(data, field.path, value);
  }
  return data;
};
