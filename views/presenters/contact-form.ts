/** The form in which a contact is written down: its fields, what may be chosen, and what is wrong with them. */
import { channels, customerClasses, severities, type Contact, type Organisation } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import { centreName } from './centre-name.ts';
import { codeName } from './code-name.ts';

/** What somebody contacts us for; each is handled by a process of its own. */
export const contactKinds = ['complaint', 'consultation', 'suggestion', 'callback'] as const;

export type ContactKind = (typeof contactKinds)[number];

/** As typed; `promisedAt` and `callAt` are local times such as `2026-03-02T18:00`. */
export type ContactFields = {
  readonly kind: ContactKind;
  readonly phone: string;
  readonly orderNumber: string;
  readonly customerId: string;
  readonly name: string;
  readonly customerClass: Contact['customer']['class'];
  readonly email: string;
  readonly address: string;
  readonly subject: string;
  readonly description: string;
  readonly category: string;
  readonly severity: Contact['severity'];
  readonly channel: Contact['channel'];
  readonly centre: string;
  /** By when an answer is promised. */
  readonly promisedAt: string;
  /** When the customer wants to be called. */
  readonly callAt: string;
};

/** What complaints are about, whatever tables are in force; consultations, suggestions and callbacks are kinds of their own. */
const complaintCategories = ['fault', 'billing', 'service', 'safety', 'major-incident'] as const;
const ownKinds: ReadonlySet<string> = new Set(['consultation', 'suggestion', 'callback']);

/** Every category the shipped processes know. */
export const contactCategories = [...complaintCategories, 'consultation', 'suggestion', 'callback'] as const;

type Choice = { readonly value: string; readonly label: string; readonly isCurrent: boolean };

const choicesOf = (values: readonly string[], current: string, nameOf: (value: string) => string): Choice[] =>
  values.map((value) => ({ value, label: nameOf(value), isCurrent: value === current }));

export type FormAround = {
  readonly organisation: Organisation;
  readonly reader: Reader;
  readonly t: Translate;
  /** Centres the reader may register for, their own first. */
  readonly centres: readonly string[];
  /** Those the decision tables in force name. */
  readonly categories: readonly string[];
  readonly commandKey: string;
  /** Names under `register.problem.`, by field. */
  readonly problems: Readonly<Record<string, string>>;
};

export const contactFormModel = (
  fields: ContactFields,
  { organisation, reader: { locale }, t, centres, categories, commandKey, problems }: FormAround,
): Record<string, unknown> => ({
  fields,
  commandKey,
  kinds: choicesOf(contactKinds, fields.kind, (kind) => t(`register.kind.${kind}`)),
  categories: choicesOf(
    [...new Set([...complaintCategories, ...categories.filter((code) => !ownKinds.has(code))])],
    fields.category,
    (code) => codeName('category', code, locale),
  ),
  severities: choicesOf(severities, fields.severity, (code) => codeName('severity', code, locale)),
  channels: choicesOf(channels, fields.channel, (code) => codeName('channel', code, locale)),
  classes: choicesOf(customerClasses, fields.customerClass, (code) => codeName('class', code, locale)),
  centres: choicesOf(centres, fields.centre, (id) => centreName(organisation, id, locale)),
  hasCentres: centres.length > 1,
  problems: Object.fromEntries(Object.entries(problems).map(([field, name]) => [field, t(`register.problem.${name}`)])),
  problemList: Object.entries(problems).map(([field, name]) => ({ field, text: t(`register.problem.${name}`) })),
});
