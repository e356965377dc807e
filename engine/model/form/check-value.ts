/** The rules one filled-in value must keep, per kind of field. */
import { dateTexts } from './date-text.ts';
import type { FormField, OptionValue } from './form.ts';

/** A broken rule: its stable name, what was given and what is allowed. */
type BrokenRule = { readonly rule: string; readonly given: string; readonly allowed: string };

type RulesOf<Kind extends FormField['kind']> = Extract<FormField, { readonly kind: Kind }>;

const longestShown = 60;

/** A value as it appears in a message: quoted, shortened. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? String(value));
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
};

const formats = {
  email: { pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, example: 'an e-mail address such as name@example.com' },
  phone: { pattern: /^\+?[\d\s()./-]{3,30}$/, example: 'a phone number such as +86 931 8412345' },
};

const checkText = (field: RulesOf<'text'>, value: unknown): BrokenRule[] => {
  if (typeof value !== 'string') return [{ rule: 'type', given: `is ${shown(value)}`, allowed: 'text is needed' }];
  const { minLength, maxLength, pattern, format } = field;
  const given = `has ${value.length} characters`;
  if (maxLength !== undefined && value.length > maxLength)
    return [{ rule: 'maxLength', given, allowed: `at most ${maxLength} are allowed` }];
  const broken: BrokenRule[] = [];
  if (minLength !== undefined && value.length < minLength)
    broken.push({ rule: 'minLength', given, allowed: `at least ${minLength} are needed` });
  if (pattern !== undefined && !new RegExp(pattern).test(value))
    broken.push({ rule: 'pattern', given: `is ${shown(value)}`, allowed: `it must match ${pattern}` });
  if (format && !formats[format].pattern.test(value))
    broken.push({ rule: format, given: `is ${shown(value)}`, allowed: `${formats[format].example} is needed` });
  return broken;
};

const checkNumber = (field: RulesOf<'number'>, value: unknown): BrokenRule[] => {
  const given = `is ${shown(value)}`;
  const isRightType = field.isText
    ? typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
    : Number.isFinite(value);
  if (!isRightType)
    return [{ rule: 'type', given, allowed: field.isText ? 'digits as text are needed' : 'a number is needed' }];
  const number = Number(value);
  const broken: BrokenRule[] = [];
  if (field.min !== undefined && number < field.min)
    broken.push({ rule: 'min', given, allowed: `the least allowed is ${field.min}` });
  if (field.max !== undefined && number > field.max)
    broken.push({ rule: 'max', given, allowed: `the most allowed is ${field.max}` });
  const { decimalDigits } = field;
  if (decimalDigits !== undefined && Number(number.toFixed(Math.min(decimalDigits, 100))) !== number)
    broken.push({ rule: 'decimalDigits', given, allowed: `at most ${decimalDigits} decimal digits are allowed` });
  return broken;
};

const listed = (options: readonly OptionValue[]): string => options.map(shown).join(', ');

const checkChoice = (field: RulesOf<'choice'>, value: unknown): BrokenRule[] => {
  if (!field.options || field.options.includes(value as OptionValue)) return [];
  return [{ rule: 'option', given: `is ${shown(value)}`, allowed: `allowed are ${listed(field.options)}` }];
};

const checkChoices = (field: RulesOf<'choices'>, value: unknown): BrokenRule[] => {
  if (!Array.isArray(value)) return [{ rule: 'type', given: `is ${shown(value)}`, allowed: 'a list is needed' }];
  const { options } = field;
  const strays = options ? value.filter((item: unknown) => !options.includes(item as OptionValue)) : [];
  if (!options || strays.length === 0) return [];
  return [
    { rule: 'option', given: `holds ${strays.map(shown).join(', ')}`, allowed: `allowed are ${listed(options)}` },
  ];
};

/** All rules of the field that the value breaks. The value is there; fields of a list are checked by the caller. */
export const checkValue = (field: FormField, value: unknown): BrokenRule[] => {
  switch (field.kind) {
    case 'text':
      return checkText(field, value);
    case 'number':
      return checkNumber(field, value);
    case 'checkbox':
      if (typeof value === 'boolean') return [];
      return [{ rule: 'type', given: `is ${shown(value)}`, allowed: 'true or false is needed' }];
    case 'choice':
      return checkChoice(field, value);
    case 'choices':
      return checkChoices(field, value);
    case 'date':
    case 'time':
    case 'datetime': {
      const { example, matches } = dateTexts[field.kind];
      if (typeof value === 'string' && matches(value)) return [];
      return [
        { rule: field.kind, given: `is ${shown(value)}`, allowed: `a ${field.kind} such as ${example} is needed` },
      ];
    }
    case 'list':
      if (Array.isArray(value)) return [];
      return [{ rule: 'type', given: `is ${shown(value)}`, allowed: 'a list is needed' }];
    case 'any':
      return [];
  }
};
