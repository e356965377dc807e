/** A customer as cards and lists of contacts show them; what the reader may not know has been masked before. */
import type { Case, CustomerRecord, Organisation } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import { centreName } from './centre-name.ts';
import { codeName } from './code-name.ts';

type Around = { readonly organisation: Organisation; readonly reader: Reader };

export const customerCard = (
  record: CustomerRecord,
  { organisation, reader: { locale } }: Around,
): Record<string, unknown> => ({
  id: record.id,
  href: `/customers/${encodeURIComponent(record.id)}`,
  name: record.name,
  phones: record.phones.join(', '),
  phone: record.phones[0],
  address: record.address,
  class: record.class,
  className: codeName('class', record.class, locale),
  isSpecial: record.class !== 'ordinary',
  centre: record.centre === undefined ? undefined : centreName(organisation, record.centre, locale),
  centreId: record.centre,
  products: record.products.map(({ name, number, status }) => ({
    name,
    number,
    status: status === undefined ? undefined : codeName('productStatus', status, locale),
    isActive: status === undefined || status === 'active',
  })),
  orderNumbers: record.orderNumbers.join(', '),
  fetchedAt: record.fetchedAt,
});

/** A case as one line of a customer's history. */
export const contactLine = (
  current: Case,
  { organisation, reader: { locale } }: Around,
): Readonly<Record<string, unknown>> => ({
  id: current.id,
  number: current.number,
  href: `/cases/${current.number}`,
  subject: current.contact.subject,
  category: codeName('category', current.contact.category, locale),
  channel: codeName('channel', current.contact.channel, locale),
  status: codeName('caseStatus', current.status, locale),
  isOpen: current.status === 'open',
  tier: current.tier === undefined ? undefined : codeName('tier', current.tier, locale),
  centre: centreName(organisation, current.contact.centre, locale),
  receivedAt: current.contact.receivedAt,
});
