/** The page of a customer. */
import type { Case, Contact, CustomerRecord, Organisation } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import { contactLine, customerCard } from './customer-card.ts';

export type CustomerShown = {
  readonly customerId: string;
  readonly record?: CustomerRecord;
  readonly cases: readonly Case[];
  readonly total: number;
  /** Whether the reader sees the customer without giving a reason. */
  readonly isKnown: boolean;
  /** The contact that was just unmasked. */
  readonly shown?: Contact;
  readonly next?: string;
};

export const customerModel = (
  { customerId, record, cases, total, isKnown, shown, next }: CustomerShown,
  around: { readonly organisation: Organisation; readonly reader: Reader },
): Record<string, unknown> => {
  const [latest] = cases;
  const open = cases.filter(({ status }) => status === 'open');
  const address = `/customers/${encodeURIComponent(customerId)}`;
  const phone = isKnown ? (record?.phones[0] ?? latest?.contact.customer.phone) : undefined;
  return {
    customerId,
    name: record?.name ?? latest?.contact.customer.name ?? customerId,
    card: record && customerCard(record, around),
    total,
    openCount: open.length,
    contacts: cases.map((current) => contactLine(current, around)),
    unmaskHref: isKnown || !latest ? undefined : `${address}/unmask`,
    unmaskCase: latest?.id,
    shown: shown && { number: latest?.number, ...shown.customer },
    registerHref:
      isKnown && phone !== undefined ? `/register?${new URLSearchParams({ phone, customerId }).toString()}` : undefined,
    nextHref: next === undefined ? undefined : `${address}?${new URLSearchParams({ after: next }).toString()}`,
  };
};
