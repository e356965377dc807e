/** Customer records kept from the customer record system: one document per customer. */
import type { CustomerRecord, CustomerStore } from '../engine/index.ts';
import { isDuplicateKey, type Collection, type Db, type IndexDescription } from './database.ts';

type CustomerDocument = Omit<CustomerRecord, 'id'> & { _id: string };

export const customerCollection = (db: Db): Collection<CustomerDocument> =>
  db.collection<CustomerDocument>('customers');

export const customerIndexes: IndexDescription[] = [
  { name: 'byPhone', key: { phones: 1, _id: 1 } },
  { name: 'byOrder', key: { orderNumbers: 1, _id: 1 } },
];

export const openCustomerStore = (db: Db): CustomerStore => ({
  async save({ id, ...record }) {
    try {
      const { matchedCount, upsertedCount } = await customerCollection(db).replaceOne(
        { _id: id, fetchedAt: { $lt: record.fetchedAt } },
        record,
        { upsert: true },
      );
      return matchedCount + upsertedCount > 0;
    } catch (error) {
      // The upsert found the id taken: a record at least as new is there.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  },
  /** Indexes: _id, byPhone, byOrder. */
  async find(query, limit) {
    const filter =
      'customerId' in query
        ? { _id: query.customerId }
        : 'phone' in query
          ? { phones: query.phone }
          : { orderNumbers: query.orderNumber };
    const documents = await customerCollection(db).find(filter).sort({ _id: 1 }).limit(limit).toArray();
    return documents.map(({ _id, ...record }) => ({ id: _id, ...record }));
  },
});
