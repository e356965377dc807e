/**
 * Says everything that is wrong with the data submitted for a form. Stricter than form-js in one point:
 * text of nothing but white space does not fill a required field.
 */
import type { Data } from '../../data.ts';
import { checkValue, shown } from './check-value.ts';
import type { Form, FormField } from './form.ts';

export type FormProblem = {
  /** Dotted path of the value: `outcome`, `customer.phone`, `items[0].amount`. */
  readonly field: string;
  /** Stable name of the broken rule: `required`, `option`, `maxLength`, `unknown` … */
  readonly rule: string;
  /** What was given and what is allowed. */
  readonly message: string;
};

const isObject = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valueAt = (data: Data, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    data,
  );

const isMissing = (field: FormField, value: unknown): boolean => {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (field.kind === 'choices') return Array.isArray(value) && value.length === 0;
  return field.kind === 'checkbox' && value === false;
};

const nameOf = (field: FormField, at: string): string => (field.label ? `'${at}' (${field.label})` : `'${at}'`);

const problemsOf = (field: FormField, value: unknown, prefix: string): FormProblem[] => {
  const at = prefix + field.path.join('.');
  if (isMissing(field, value))
    return field.isRequired
      ? [{ field: at, rule: 'required', message: `Field ${nameOf(field, at)} is not filled in; it is required.` }]
      : [];
  const broken = checkValue(field, value).map(({ rule, given, allowed }) => ({
    field: at,
    rule,
    message: `Field ${nameOf(field, at)} ${given}; ${allowed}.`,
  }));
  if (field.kind !== 'list' || !Array.isArray(value)) return broken;
  return value.flatMap((item: unknown, index) =>
    isObject(item)
      ? checkFields(field.fields, item, `${at}[${index}].`)
      : [
          {
            field: `${at}[${index}]`,
            rule: 'type',
            message: `Entry '${at}[${index}]' is ${shown(item)}; an object is needed.`,
          },
        ],
  );
};

/** Values that no field of the form asks for, at any depth. */
const unknownFields = (fields: readonly FormField[], data: Data, prefix: string, depth: number): FormProblem[] =>
  Object.entries(data).flatMap(([name, value]) => {
    const under = fields.filter(({ path }) => path[depth] === name);
    const at = prefix + name;
    if (under.length === 0) {
      const known = fields.map(({ path }) => `'${path.join('.')}'`).join(', ') || 'none';
      return [
        { field: at, rule: 'unknown', message: `Field '${at}' is not part of the form; its fields are ${known}.` },
      ];
    }
    const isLeaf = under.some(({ path }) => path.length === depth + 1);
    if (isLeaf || value === undefined || value === null) return [];
    if (isObject(value)) return unknownFields(under, value, `${at}.`, depth + 1);
    return [{ field: at, rule: 'type', message: `Field '${at}' is ${shown(value)}; an object is needed.` }];
  });

const checkFields = (fields: readonly FormField[], data: Data, prefix: string): FormProblem[] => [
  ...fields.flatMap((field) => problemsOf(field, valueAt(data, field.path), prefix)),
  ...unknownFields(fields, data, prefix, 0),
];

/**
 * All problems of the data at once, in the order of the form's fields, unknown fields last; empty when it may be accepted.
 * Rules that depend on other data (FEEL, hidden fields) are not checked.
 */
export const validateForm = (form: Form, data: Data): FormProblem[] => checkFields(form.fields, data, '');
