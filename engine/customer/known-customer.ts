import type { Customer } from '../case/case.ts';
import type { Context } from '../ports.ts';
import { plainPhone, withRecord } from './customer-record.ts';

/** Completes what was said of the customer from their record, found by id, or by a phone number only one customer has. */
export const knownCustomer = async ({ customers }: Pick<Context, 'customers'>, given: Customer): Promise<Customer> => {
  const { id, phone } = given;
  if (id === undefined && phone === undefined) return given;
  const query = id === undefined ? { phone: plainPhone(phone ?? '') } : { customerId: id };
  const [record, another] = await customers.find(query, 2);
  return record && !another ? withRecord(given, record) : given;
};
