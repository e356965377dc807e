/**
 * Personal data inside texts and free-form data, hidden for whoever does not need it to act (requirement O3): what the customer
 * of the case is known by, whatever reads like a telephone number, mail address or identity number, and members whose name
 * says what they hold. Moments, numbers that count and everything else stays readable.
 */
import type { Customer } from './case.ts';
import { maskPhone, maskText } from './mask.ts';

/** Hides personal data in a value of any shape; what has none comes back as the same object. */
export type Mask = <T>(value: T) => T;

const hidden = '***';

const patterns: readonly (readonly [pattern: RegExp, mask: (found: string) => string])[] = [
  [/(?<![\w.])\d{17}[\dXx](?!\w)/g, () => hidden],
  [/(?<![\w.-])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\w)/g, maskPhone],
  [/(?<![\w.-])0\d{2,3}[- ]?\d{7,8}(?!\w)/g, maskPhone],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, () => hidden],
];

const isPhoneName = (name: string): boolean => /phone|mobile|telephone/i.test(name);
const isPersonName = (name: string): boolean =>
  /^(?:customer|caller|contact|subscriber|user|payer|visitor|recipient)_?name$/i.test(name);
const isHiddenName = (name: string): boolean =>
  /address|e-?mail$|id_?(?:number|card|no)$|identity|passport|^bills?$|^billing_?(?:details|data)$|bank_?account/i.test(
    name,
  );
const isPerson = (name: string): boolean =>
  /^(?:customer|caller|contact|subscriber|payer|visitor|recipient)(?:_?record|_?card)?$/i.test(name);

const maskMember = (value: unknown, name: string, parent: string): unknown => {
  if (value === undefined || value === null || typeof value === 'boolean' || value === '') return undefined;
  if (isHiddenName(name)) return hidden;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  if (isPhoneName(name)) return maskPhone(String(value));
  return isPersonName(name) || (name === 'name' && isPerson(parent)) ? maskText(String(value)) : undefined;
};

const maskTexts = (known: readonly (readonly [text: string, masked: string])[]) => (text: string) => {
  const named = known.reduce((current, [secret, masked]) => current.replaceAll(secret, masked), text);
  return patterns.reduce((current, [pattern, mask]) => current.replace(pattern, (found) => mask(found)), named);
};

/** What this customer is known by; a name of one character would hide half of every sentence. */
const knownOf = ({ name = '', phone = '', address = '' }: Partial<Customer>): (readonly [string, string])[] =>
  [
    [name.length >= 2 ? name : '', maskText(name)] as const,
    [phone.length >= 5 ? phone : '', maskPhone(phone)] as const,
    [address.length >= 4 ? address : '', hidden] as const,
  ].filter(([text]) => text !== '');

/** A mask for everything that speaks of this customer; without one it goes by patterns and names alone. */
export const maskFrom = (customer: Partial<Customer> = {}): Mask => {
  const maskString = maskTexts(knownOf(customer));
  const walk = (value: unknown, parent: string): unknown => {
    if (typeof value === 'string') return maskString(value);
    if (value === null || typeof value !== 'object' || value instanceof Date) return value;
    if (Array.isArray(value)) {
      const items = value.map((item) => walk(item, parent));
      return items.every((item, index) => item === value[index]) ? value : items;
    }
    let changed = false;
    const members = Object.entries(value).map(([name, member]) => {
      const masked = maskMember(member, name, parent) ?? walk(member, name);
      changed ||= masked !== member;
      return [name, masked] as const;
    });
    return changed ? Object.fromEntries(members) : value;
  };
  return <T>(value: T): T => walk(value, '') as T;
};

/** The mask of those who may see everything. */
export const unmasked: Mask = (value) => value;
