/** A form-js schema as plain HTML fields, for browsers without scripts, and its texts in one language for those with. */
import type { Data } from '../../engine/index.ts';
import type { Locale } from '../locale.ts';
import { localName } from './local-name.ts';

type Component = Readonly<Record<string, unknown>>;

export type PlainOption = { readonly value: string; readonly label: string; readonly isChosen: boolean };

export type PlainField = {
  readonly id: string;
  /** Name of the form field: `field.` and the path of the value. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isRequired: boolean;
  readonly value: string;
  readonly problem?: string;
  /** One of these is true. */
  readonly isText?: boolean;
  readonly isLong?: boolean;
  readonly isHeading?: boolean;
  readonly isChoice?: boolean;
  readonly isRadio?: boolean;
  readonly isCheck?: boolean;
  readonly isChoices?: boolean;
  readonly type?: string;
  readonly options?: readonly PlainOption[];
  readonly maxLength?: number;
  readonly step?: string;
};

const isObject = (value: unknown): value is Component =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `### 标题 / Title` keeps its mark; sentences `中文。 / English.` are split alike. */
const localText = (text: string, locale: Locale): string => {
  const [, mark = '', rest = ''] = /^(\s*#*\s*)([\s\S]*)$/.exec(text) ?? [];
  return mark + localName(rest, locale);
};

const translated = new Set(['label', 'description', 'text']);

/** The schema with every label, description, text and option in the reader's language. */
export const localSchema = (schema: unknown, locale: Locale): unknown => {
  if (Array.isArray(schema)) return schema.map((item) => localSchema(item, locale));
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [
      name,
      translated.has(name) && typeof value === 'string' ? localText(value, locale) : localSchema(value, locale),
    ]),
  );
};

const valueAt = (data: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), data);

const shown = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

const optionsOf = (component: Component, chosen: readonly string[]): PlainOption[] => {
  const values = component['values'];
  return (Array.isArray(values) ? values : []).filter(isObject).map((option) => ({
    value: shown(option['value']),
    label: textOf(option['label']) || shown(option['value']),
    isChosen: chosen.includes(shown(option['value'])),
  }));
};

const inputTypes: Readonly<Record<string, string>> = { textfield: 'text', number: 'number', datetime: 'text' };

const dateTypes: Readonly<Record<string, string>> = { date: 'date', time: 'time', datetime: 'datetime-local' };

const kindOf = (component: Component, value: unknown): Partial<PlainField> | undefined => {
  const type = textOf(component['type']);
  const one = [shown(value)];
  const many = Array.isArray(value) ? value.map(shown) : [];
  if (type === 'textarea') return { isLong: true };
  if (type === 'radio') return { isRadio: true, options: optionsOf(component, one) };
  if (type === 'select') return { isChoice: true, options: optionsOf(component, one) };
  if (type === 'checkbox') return { isCheck: true, options: [{ value: 'true', label: '', isChosen: value === true }] };
  if (type === 'checklist' || type === 'taglist') return { isChoices: true, options: optionsOf(component, many) };
  if (type === 'datetime') return { isText: true, type: dateTypes[textOf(component['subtype'])] ?? 'text' };
  const input = inputTypes[type];
  return input === undefined ? undefined : { isText: true, type: input, ...(type === 'number' && { step: 'any' }) };
};

const fieldOf = (
  component: Component,
  prefix: string,
  data: Data,
  problems: ReadonlyMap<string, string>,
): PlainField[] => {
  const type = textOf(component['type']);
  const id = textOf(component['id']) || textOf(component['key']);
  const base = { id: `field-${id}`, name: '', label: textOf(component['label']), isRequired: false, value: '' };
  if (type === 'text') {
    const label = textOf(component['text']).replace(/^\s*#+\s*/, '');
    return label === '' ? [] : [{ ...base, label, isHeading: true }];
  }
  if (type === 'group') {
    const own = textOf(component['path']);
    const inner = plainFields(component, data, problems, own === '' ? prefix : `${prefix}${own}.`);
    return base.label === '' ? inner : [{ ...base, isHeading: true }, ...inner];
  }
  const key = textOf(component['key']);
  const path = prefix + key;
  const value = valueAt(data, path);
  const kind = key === '' ? undefined : kindOf(component, value);
  if (!kind) return [];
  const rules = isObject(component['validate']) ? component['validate'] : {};
  const hint = textOf(component['description']);
  const problem = problems.get(path);
  return [
    {
      ...base,
      name: `field.${path}`,
      value: shown(value),
      isRequired: rules['required'] === true,
      ...(hint !== '' && { hint }),
      ...(problem !== undefined && { problem }),
      ...(typeof rules['maxLength'] === 'number' && { maxLength: rules['maxLength'] }),
      ...kind,
    },
  ];
};

/** The fields of a (translated) schema in its order; what HTML cannot show, such as repeated groups, is left out. */
export const plainFields = (
  schema: unknown,
  data: Data,
  problems: ReadonlyMap<string, string> = new Map(),
  prefix = '',
): PlainField[] => {
  const components = isObject(schema) ? schema['components'] : undefined;
  return (Array.isArray(components) ? components : [])
    .filter(isObject)
    .flatMap((component) => fieldOf(component, prefix, data, problems));
};
