/** What one component of a form-js schema demands of its value. */
import { Refusal } from '../../errors.ts';
import type { FieldRules, OptionValue } from './form.ts';

/** An object of the schema, nothing known of its properties. */
type Json = { readonly [name: string]: unknown };

export const refuse = (message: string): never => {
  throw new Refusal('DEFINITION_REFUSED', message);
};

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const objectOrEmpty = (value: unknown): Json => (isObject(value) ? value : {});

/** A number given as such or as text; an expression or nothing is no number. */
const literalNumber = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

type MaybeAbsent<Rules> = Rules extends unknown ? { [Name in keyof Rules]: Rules[Name] | undefined } : never;

/** Drops absent rules, so that they are missing rather than `undefined`. */
const present = (rules: MaybeAbsent<FieldRules>): FieldRules =>
  Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined)) as FieldRules;

const patternOf = (where: string, pattern: unknown): string | undefined => {
  if (typeof pattern !== 'string' || pattern === '' || pattern.startsWith('=')) return undefined;
  try {
    return new RegExp(pattern).source;
  } catch {
    return refuse(`${where} has the pattern '${pattern}'; it must be a regular expression.`);
  }
};

const isOptionValue = (value: unknown): value is OptionValue =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const optionsOf = (where: string, component: Json): readonly OptionValue[] | undefined => {
  const values = component['values'];
  if (values === undefined) return undefined;
  if (!Array.isArray(values))
    return refuse(`${where} has values that are no list; a list of { label, value } is needed.`);
  return values.map((option: unknown) => {
    const value = isObject(option) ? option['value'] : undefined;
    return isOptionValue(value)
      ? value
      : refuse(`${where} offers an option without a value; each needs { label, value }.`);
  });
};

const isDatetimeKind = (value: unknown): value is 'date' | 'time' | 'datetime' =>
  value === 'date' || value === 'time' || value === 'datetime';

/** The rules of one component. `where` names it in a refusal. A type that is not known may hold anything. */
export const rulesOf = (where: string, component: Json): FieldRules => {
  const validate = objectOrEmpty(component['validate']);
  switch (component['type']) {
    case 'textfield':
    case 'textarea': {
      const format = validate['validationType'];
      return present({
        kind: 'text',
        minLength: literalNumber(validate['minLength']),
        maxLength: literalNumber(validate['maxLength']),
        pattern: patternOf(where, validate['pattern']),
        format: format === 'email' || format === 'phone' ? format : undefined,
      });
    }
    case 'number':
      return present({
        kind: 'number',
        min: literalNumber(validate['min']),
        max: literalNumber(validate['max']),
        decimalDigits: literalNumber(component['decimalDigits']),
        isText: component['serializeToString'] === true,
      });
    case 'checkbox':
      return { kind: 'checkbox' };
    case 'radio':
    case 'select':
      return present({ kind: 'choice', options: optionsOf(where, component) });
    case 'checklist':
    case 'taglist':
      return present({ kind: 'choices', options: optionsOf(where, component) });
    case 'datetime': {
      const { subtype } = component;
      if (isDatetimeKind(subtype)) return { kind: subtype };
      return refuse(`${where} has the subtype ${JSON.stringify(subtype)}; 'date', 'time' or 'datetime' is needed.`);
    }
    default:
      return { kind: 'any' };
  }
};
