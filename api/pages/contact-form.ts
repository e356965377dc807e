/** What the form that registers a contact sends, checked field by field with words for each problem. */
import Joi from 'joi';
import { channels, customerClasses, severities, type Contact } from '../../engine/index.ts';
import { momentIn } from '../../views/moments.ts';
import { contactKinds, type Typed } from '../../views/presenters/register.ts';
import type { Reader } from '../../views/reader.ts';
import type { Translate } from '../../views/texts.ts';
import { line, text } from '../text-schema.ts';

const optional = (schema: Joi.StringSchema): Joi.StringSchema => schema.empty(Joi.string().trim().valid(''));

export const phoneSchema = Joi.string()
  .trim()
  .pattern(/^[+\d][\d\s()-]{3,38}$/);

const schema = Joi.object({
  kind: Joi.valid(...contactKinds).default('complaint'),
  phone: optional(phoneSchema),
  customerId: optional(line(100)),
  name: optional(line(200)),
  address: optional(line(400)),
  customerClass: Joi.valid(...customerClasses).default('ordinary'),
  centre: line(100).required(),
  channel: Joi.valid(...channels).default('phone'),
  category: optional(line(100)).required(),
  severity: Joi.valid(...severities).default('normal'),
  subject: optional(line(300)).required(),
  description: optional(text(20_000)),
  promisedBy: optional(line(30)),
  promisedAt: optional(line(30)),
}).unknown();

type Fields = {
  kind: (typeof contactKinds)[number];
  phone?: string;
  customerId?: string;
  name?: string;
  address?: string;
  customerClass: Contact['customer']['class'];
  centre: string;
  channel: Contact['channel'];
  category: string;
  severity: Contact['severity'];
  subject: string;
  description?: string;
  promisedBy?: string;
  promisedAt?: string;
};

export type ReadContact = {
  readonly kind: Fields['kind'];
  readonly contact: Omit<Contact, 'receivedAt'>;
  /** When the customer wants to be called. */
  readonly promisedAt?: Date;
};

const problemOf = (type: string): string =>
  /required|empty/.test(type) ? 'required' : /max/.test(type) ? 'tooLong' : 'form';

/** The contact, or what is wrong with which field. */
export const readContact = (
  typed: Typed,
  { timeZone }: Reader,
  now: Date,
  t: Translate,
): { readonly read: ReadContact } | { readonly problems: ReadonlyMap<string, string> } => {
  const { value, error } = schema.validate(typed, { abortEarly: false });
  const problems = new Map(
    (error?.details ?? []).map(({ path, type }) => [path.join('.'), t(`register.problem.${problemOf(type)}`)]),
  );
  const fields = value as Fields;
  const moment = (name: 'promisedBy' | 'promisedAt'): Date | undefined => {
    const given = fields[name];
    if (given === undefined || problems.has(name)) return undefined;
    const at = momentIn(given, timeZone);
    if (!at) problems.set(name, t('register.problem.form'));
    else if (at < now) problems.set(name, t('register.problem.past'));
    return at;
  };
  const [promisedBy, promisedAt] = [moment('promisedBy'), moment('promisedAt')];
  if (fields.kind === 'promisedCallback' && !promisedAt && !problems.has('promisedAt'))
    problems.set('promisedAt', t('register.problem.required'));
  if (problems.size > 0) return { problems };
  const { kind, centre, channel, category, severity, subject, description } = fields;
  return {
    read: {
      kind,
      contact: {
        centre,
        channel,
        category,
        severity,
        subject,
        ...(description !== undefined && { description }),
        customer: {
          class: fields.customerClass,
          ...(fields.customerId !== undefined && { id: fields.customerId }),
          ...(fields.name !== undefined && { name: fields.name }),
          ...(fields.phone !== undefined && { phone: fields.phone }),
          ...(fields.address !== undefined && { address: fields.address }),
        },
        ...(promisedBy && { contactPromisedBy: promisedBy }),
      },
      ...(promisedAt && { promisedAt }),
    },
  };
};
