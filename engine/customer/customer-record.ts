/** The customer as the customer record system ("97") knows them, kept here so that its outage stops nobody (requirement I1). */
import type { Customer } from '../case/case.ts';
import { present } from '../present.ts';

export type Product = {
  readonly id: string;
  readonly name: string;
  /** For instance the line or account number. */
  readonly number?: string;
  readonly status?: string;
};

/** Personal data, masked for every role that does not need it to act (requirement O3). */
export type CustomerRecord = {
  readonly id: string;
  readonly class: Customer['class'];
  readonly name?: string;
  readonly phones: readonly string[];
  readonly address?: string;
  /** In which the customer is written to, such as `en` or `zh-CN`. */
  readonly language?: string;
  /** The centre the customer belongs to; customers of the whole province have none. */
  readonly centre?: string;
  readonly products: readonly Product[];
  /** Numbers of the customer's orders with the company. */
  readonly orderNumbers: readonly string[];
  /** When the record system gave it. */
  readonly fetchedAt: Date;
};

/** Digits only, without the country code: how phone numbers are kept and compared. */
export const plainPhone = (phone: string): string => {
  const digits = phone.normalize('NFKC').replaceAll(/\D/g, '');
  return digits.replace(/^(?:00)?86(?=1\d{10}$|0\d{9,11}$)/, '');
};

/** By what the contacts of one customer are recognised. */
export const customerKeysOf = ({ id, phone }: Pick<Customer, 'id' | 'phone'>): string[] => {
  const digits = phone === undefined ? '' : plainPhone(phone);
  return [...(id === undefined ? [] : [`id:${id}`]), ...(digits.length < 5 ? [] : [`phone:${digits}`])];
};

/** Fills in what the contact does not say about a known customer; what was said at the contact stays. */
export const withRecord = (given: Customer, record: CustomerRecord): Customer => ({
  ...present({ name: record.name, phone: record.phones[0], address: record.address, language: record.language }),
  ...given,
  id: record.id,
  class: given.class === 'ordinary' ? record.class : given.class,
});
