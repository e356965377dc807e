/**
 * What the customer record system ("97") answered to work of the topic `customer-record`: the record is kept for everybody's use,
 * and the process of a case gets no personal data, only who it is.
 */
import type { Data } from '../data.ts';
import { customerClasses } from '../case/case.ts';
import { present } from '../present.ts';
import type { CustomerRecord, Product } from './customer-record.ts';

export const customerRecordTopic = 'customer-record';

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 400) : undefined;

/** A language tag; what is none is left out, so that the customer is written to in the usual language. */
const languageIn = (value: unknown): string | undefined => {
  const tag = text(value);
  return tag !== undefined && /^[a-z]{2,3}(?:-[A-Za-z]{2,8})?$/.test(tag) ? tag : undefined;
};

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(text).filter((one) => one !== undefined) : [];

const productOf = (value: unknown): Product[] => {
  if (!isObject(value)) return [];
  const id = text(value['id']);
  const name = text(value['name']);
  if (id === undefined || name === undefined) return [];
  return [{ id, name, ...present({ number: text(value['number']), status: text(value['status']) }) }];
};

/** The record in a result's member `customer`; `undefined` when there is none that can be used. */
export const customerRecordIn = ({ customer }: Data, fetchedAt: Date): CustomerRecord | undefined => {
  if (!isObject(customer)) return undefined;
  const id = text(customer['id']);
  if (id === undefined) return undefined;
  const products = Array.isArray(customer['products']) ? customer['products'].flatMap(productOf) : [];
  return {
    id,
    class: customerClasses.find((one) => one === customer['class']) ?? 'ordinary',
    phones: texts(customer['phones']),
    products,
    orderNumbers: texts(customer['orderNumbers']),
    fetchedAt,
    ...present({
      name: text(customer['name']),
      address: text(customer['address']),
      centre: text(customer['centre']),
      language: languageIn(customer['language']),
    }),
  };
};

/** The result as the process of a case gets it. */
export const withoutRecord = ({ customer, ...rest }: Data, record: CustomerRecord | undefined): Data => ({
  ...rest,
  ...present({ customerId: record?.id, customerClass: record?.class }),
});
