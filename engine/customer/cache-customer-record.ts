import type { Context } from '../ports.ts';
import { plainPhone, type CustomerRecord } from './customer-record.ts';

/**
 * Keeps what the customer record system ("97") said of a customer (requirement I1). Harmless when repeated; a record fetched
 * earlier than the one kept changes nothing. Resolves to whether it was kept.
 */
export const cacheCustomerRecord = (
  { customers }: Pick<Context, 'customers'>,
  record: CustomerRecord,
): Promise<boolean> =>
  customers.save({
    ...record,
    phones: [...new Set(record.phones.map(plainPhone))].filter((phone) => phone !== ''),
    orderNumbers: [...new Set(record.orderNumbers)],
  });
