/** The form that registers a contact, and what is known about the caller while they still talk. */
import {
  channels,
  customerClasses,
  severities,
  type Actor,
  type Case,
  type ContactCheck,
  type Organisation,
} from '../../engine/index.ts';
import type { Locale } from '../locale.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import { centreName } from './centre-name.ts';
import { codeName, type CodeKind } from './code-name.ts';

type Choice = { readonly value: string; readonly label: string; readonly isCurrent: boolean };

/** What was typed so far, by field. */
export type Typed = Readonly<Record<string, string | undefined>>;

/** What a contact can become; each is the key of a process. */
export const contactKinds = ['complaint', 'suggestion', 'promisedCallback'] as const;

/** Shown first; a process may know others. */
const categories = ['fault', 'billing', 'service', 'consultation', 'safety', 'major-incident'] as const;

/** The centres an actor registers for: those they hold a role at or above. */
export const centresOf = (actor: Actor, organisation: Organisation): string[] => {
  const nodes = new Set(actor.roles.map(({ node }) => node));
  const isBelow = (id: string | undefined): boolean => {
    if (id === undefined) return false;
    return nodes.has(id) || isBelow(organisation.get(id)?.parentId);
  };
  return [...organisation.values()].filter(({ id, kind }) => kind === 'centre' && isBelow(id)).map(({ id }) => id);
};

const choices = (values: readonly string[], current: string | undefined, kind: CodeKind, locale: Locale): Choice[] =>
  values.map((value) => ({ value, label: codeName(kind, value, locale), isCurrent: value === current }));

export const registerModel = (
  typed: Typed,
  problems: ReadonlyMap<string, string>,
  { actor, organisation, reader, t }: { actor: Actor; organisation: Organisation; reader: Reader; t: Translate },
): Record<string, unknown> => {
  const { locale } = reader;
  const centres = centresOf(actor, organisation);
  return {
    typed,
    problems: Object.fromEntries(problems),
    hasProblems: problems.size > 0,
    kinds: contactKinds.map((value) => ({
      value,
      label: t(`register.kind.${value}`),
      isCurrent: value === (typed['kind'] ?? 'complaint'),
    })),
    channels: choices(channels, typed['channel'] ?? 'phone', 'channel', locale),
    severities: choices(severities, typed['severity'] ?? 'normal', 'severity', locale),
    categories: choices(categories, typed['category'], 'category', locale),
    classes: choices(customerClasses, typed['customerClass'] ?? 'ordinary', 'class', locale),
    centres: centres.map((id) => ({
      value: id,
      label: centreName(organisation, id, locale),
      isCurrent: id === typed['centre'],
    })),
    onlyCentre: centres.length === 1 ? centres[0] : undefined,
  };
};

const caseLine = (found: Case, locale: Locale): Record<string, unknown> => ({
  number: found.number,
  href: `/cases/${found.number}`,
  subject: found.contact.subject,
  status: codeName('caseStatus', found.status, locale),
  isOpen: found.status === 'open',
  receivedAt: found.contact.receivedAt,
});

/** How many earlier contacts are named one by one. */
const historyShown = 5;

export const knownModel = (
  check: ContactCheck,
  isAsking: boolean,
  { reader: { locale }, t }: { reader: Reader; t: Translate },
): Record<string, unknown> => ({
  isAsking,
  customers: check.customers.map((customer) => ({
    id: customer.id,
    name: customer.name,
    phone: customer.phones[0],
    address: customer.address,
    class: customer.class,
    className: codeName('class', customer.class, locale),
    isImportant: customer.class !== 'ordinary',
    products: customer.products.map(({ name, number, status }) => [name, number, status].filter(Boolean).join(' · ')),
    fetchedAt: customer.fetchedAt,
    fields: { customerId: customer.id, name: customer.name, address: customer.address, customerClass: customer.class },
  })),
  candidates: check.candidates.map(({ case: found, kind, daysAgo, likeness }) => ({
    ...caseLine(found, locale),
    kind: t(`register.candidate.${kind}`),
    isDuplicate: kind === 'duplicate',
    days: daysAgo === 0 ? t('register.today') : t('register.daysAgo', { count: daysAgo }),
    shared: likeness.shared.join(' · '),
  })),
  history: check.history.slice(0, historyShown).map((found) => caseLine(found, locale)),
  historyTotal: check.total,
  answers: check.answers.map(({ case: found, answer }) => ({
    number: found.number,
    href: `/cases/${found.number}`,
    answer,
  })),
  isEmpty: check.customers.length === 0 && check.total === 0 && check.candidates.length === 0,
});
