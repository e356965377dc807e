/**
 * The form of a contact: what is typed comes in as it is, so that a mistake never costs what was written; what is wrong with it is
 * found here, field by field, and what is right becomes the command.
 */
import Joi from 'joi';
import { channels, customerClasses, severities, type Contact, type RegisterCase } from '../../engine/index.ts';
import { momentIn } from '../../views/moments.ts';
import { contactKinds, type ContactFields, type ContactKind } from '../../views/presenters/contact-form.ts';

const written = (longest: number) => Joi.string().max(longest).allow('').default('');

export const contactSchema = Joi.object({
  kind: Joi.valid(...contactKinds).default('complaint'),
  phone: written(100),
  orderNumber: written(200),
  customerId: written(100),
  name: written(400),
  customerClass: Joi.valid(...customerClasses)
    .empty('')
    .default('ordinary'),
  email: written(400),
  address: written(800),
  subject: written(1000),
  description: written(20_000),
  category: written(100),
  severity: Joi.valid(...severities)
    .empty('')
    .default('normal'),
  channel: Joi.valid(...channels)
    .empty('')
    .default('phone'),
  centre: written(100),
  promisedAt: written(40),
  callAt: written(40),
});

/** One line without white space around it, as the engine keeps it. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();

export const tidy = (fields: ContactFields): ContactFields => ({
  ...fields,
  phone: oneLine(fields.phone.normalize('NFKC')),
  orderNumber: oneLine(fields.orderNumber.normalize('NFKC')),
  customerId: oneLine(fields.customerId),
  name: oneLine(fields.name),
  email: oneLine(fields.email),
  address: oneLine(fields.address),
  subject: oneLine(fields.subject),
  description: fields.description.replaceAll('\r\n', '\n').trim(),
});

export const isPhone = (text: string): boolean => /^[+\d][\d\s()-]{3,38}$/.test(text);

type Surroundings = { readonly at: Date; readonly timeZone: string; readonly centres: readonly string[] };

/** Names under `register.problem.`, by field; empty when nothing is wrong. */
export const problemsOf = (fields: ContactFields, { at, timeZone, centres }: Surroundings): Record<string, string> => {
  const { kind, phone, subject, name, email, address, category, centre, promisedAt, callAt } = fields;
  const isCall = kind === 'callback' || callAt !== '';
  const wrongMoment = (text: string): string | false => {
    const moment = text === '' ? at : momentIn(text, timeZone);
    return moment === undefined ? 'moment' : moment < at && 'past';
  };
  const found: [keyof ContactFields, string | false][] = [
    ['phone', phone === '' ? isCall && 'phoneNeeded' : !isPhone(phone) && 'phone'],
    ['subject', subject === '' ? 'subject' : subject.length > 300 && 'tooLong'],
    ['category', kind === 'complaint' && category === '' && 'category'],
    ['centre', !centres.includes(centre) && 'centre'],
    ['email', email !== '' && (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 200) && 'email'],
    ['name', name.length > 200 && 'tooLong'],
    ['address', address.length > 400 && 'tooLong'],
    ['promisedAt', kind !== 'callback' && wrongMoment(promisedAt)],
    ['callAt', wrongMoment(callAt)],
  ];
  return Object.fromEntries(found.filter((one): one is [keyof ContactFields, string] => one[1] !== false));
};

type Process = { readonly definitionKey: string; readonly category?: string };

const processOf: Readonly<Record<ContactKind, Process>> = {
  complaint: { definitionKey: 'complaint' },
  consultation: { definitionKey: 'complaint', category: 'consultation' },
  suggestion: { definitionKey: 'suggestion', category: 'suggestion' },
  callback: { definitionKey: 'promisedCallback', category: 'callback' },
};

const given = <Key extends string>(values: Readonly<Record<Key, string>>): { [Name in Key]?: string } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')) as { [Name in Key]?: string };

type Registration = Pick<RegisterCase, 'definitionKey' | 'contact'> & Pick<Partial<RegisterCase>, 'data'>;

/** The registration a form without problems asks for. */
export const registrationOf = (fields: ContactFields, timeZone: string): Registration => {
  const { kind, phone, name, email, address, customerId, customerClass, description, promisedAt, callAt } = fields;
  const { definitionKey, category = fields.category } = processOf[kind];
  const promisedBy = momentIn(kind === 'callback' ? callAt : promisedAt, timeZone);
  const contact: Omit<Contact, 'receivedAt'> = {
    centre: fields.centre,
    channel: fields.channel,
    subject: fields.subject,
    category,
    severity: fields.severity,
    ...given({ description }),
    customer: { class: customerClass, ...given({ id: customerId, name, phone, email, address }) },
    ...(promisedBy && { contactPromisedBy: promisedBy }),
  };
  const isTimedCall = kind === 'callback' && promisedBy;
  return { definitionKey, contact, ...(isTimedCall && { data: { promisedAt: promisedBy.toISOString() } }) };
};

/** The promised callback asked for beside something else; undefined when there is none. */
export const callbackBeside = (fields: ContactFields, subject: string, timeZone: string): Registration | undefined =>
  fields.kind === 'callback' || fields.callAt === ''
    ? undefined
    : registrationOf({ ...fields, kind: 'callback', subject, description: '' }, timeZone);
