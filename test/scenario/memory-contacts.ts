import {
  customerKeysOf,
  type Case,
  type ContactIndex,
  type CustomerRecord,
  type CustomerStore,
} from '../../engine/index.ts';

/** Customer records in memory, as a database would find them. */
export const memoryCustomers = (): CustomerStore => {
  const records = new Map<string, CustomerRecord>();
  return {
    async save(record) {
      const kept = records.get(record.id);
      if (kept && kept.fetchedAt >= record.fetchedAt) return false;
      records.set(record.id, record);
      return true;
    },
    find: async (query, limit) =>
      [...records.values()]
        .filter((record) => {
          if ('customerId' in query) return record.id === query.customerId;
          if ('phone' in query) return record.phones.includes(query.phone);
          return record.orderNumbers.includes(query.orderNumber);
        })
        .slice(0, limit),
  };
};

/** Contacts of customers over a list of cases; texts are not searched in memory. */
export const memoryContacts = (all: () => readonly Case[]): ContactIndex => {
  const ofKeys = (keys: readonly string[]): Case[] =>
    all()
      .filter(({ contact }) => customerKeysOf(contact.customer).some((key) => keys.includes(key)))
      .toSorted((left, right) => right.contact.receivedAt.getTime() - left.contact.receivedAt.getTime());
  return {
    ofCustomer: async ({ keys, receivedFrom }, { limit }) =>
      ofKeys(keys)
        .filter(({ contact }) => receivedFrom === undefined || contact.receivedAt >= receivedFrom)
        .slice(0, limit),
    countOfCustomer: async ({ keys }) => ofKeys(keys).length,
    sharingTerms: async () => [],
    search: async () => [],
    countFound: async () => 0,
  };
};
