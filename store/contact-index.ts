/**
 * By what cases are found: their customer and the terms of their text. One document per case beside it, written once by the
 * follow-up of its registration, so that commands on the case never touch these large indexes.
 */
import {
  customerKeysOf,
  matterTermsOf,
  personTermsOf,
  type Case,
  type ContactIndex,
  type ContactKey,
  type TextQuery,
} from '../engine/index.ts';
import { caseCollection, fromDocument } from './case-document.ts';
import type { Collection, Db, Filter, IndexDescription } from './database.ts';

type ContactDocument = {
  _id: string;
  centre: string;
  category: string;
  receivedAt: Date;
  customerKeys: string[];
  /** Terms of the matter as they are, those of the person behind `personMark`. */
  terms: string[];
};

const personMark = '@';

export const contactCollection = (db: Db): Collection<ContactDocument> => db.collection<ContactDocument>('contacts');

export const contactIndexes: IndexDescription[] = [
  { name: 'byCustomer', key: { customerKeys: 1, receivedAt: -1, _id: 1 } },
  { name: 'byTerm', key: { terms: 1, receivedAt: -1, _id: 1 } },
];

const contactDocument = (current: Case): ContactDocument => ({
  _id: current.id,
  centre: current.contact.centre,
  category: current.contact.category,
  receivedAt: current.contact.receivedAt,
  customerKeys: customerKeysOf(current.contact.customer),
  terms: [...matterTermsOf(current), ...personTermsOf(current).map((term) => personMark + term)],
});

/** Makes newly registered cases findable; repeating it changes nothing. */
export const indexContacts = async (db: Db, cases: readonly Case[]): Promise<void> => {
  if (cases.length === 0) return;
  const writes = cases.map((current) => {
    const { _id, ...replacement } = contactDocument(current);
    return { replaceOne: { filter: { _id }, replacement, upsert: true } };
  });
  await contactCollection(db).bulkWrite(writes, { ordered: false });
};

const batchSize = 200;

/** Brings in the cases that were there before. */
export const indexAllContacts = async (db: Db): Promise<void> => {
  let batch: Case[] = [];
  for await (const document of caseCollection(db).find({}, { projection: { pending: 0 } })) {
    batch.push(fromDocument(document));
    if (batch.length < batchSize) continue;
    await indexContacts(db, batch);
    batch = [];
  }
  await indexContacts(db, batch);
};

const behind = (after: ContactKey | undefined): Filter<ContactDocument>[] =>
  after
    ? [
        { receivedAt: { $lte: after.receivedAt } },
        { $or: [{ receivedAt: { $lt: after.receivedAt } }, { _id: { $gt: after.caseId } }] },
      ]
    : [];

/** The cases of a list of ids, in its order. */
const casesOf = async (db: Db, ids: readonly string[]): Promise<Case[]> => {
  const documents = await caseCollection(db)
    .find({ _id: { $in: [...ids] } }, { projection: { pending: 0 } })
    .toArray();
  const byId = new Map(documents.map((document) => [document._id, document]));
  return ids.flatMap((id) => byId.get(id) ?? []).map(fromDocument);
};

const page = async (
  db: Db,
  filter: Filter<ContactDocument>,
  after: ContactKey | undefined,
  limit: number,
): Promise<Case[]> => {
  const documents = await contactCollection(db)
    .find({ $and: [filter, ...behind(after)] }, { projection: { _id: 1 } })
    .sort({ receivedAt: -1, _id: 1 })
    .limit(limit)
    .toArray();
  return casesOf(
    db,
    documents.map(({ _id }) => _id),
  );
};

/** Up to this many are counted to find the rarer of several terms. */
const countedTo = 1000;

const countTerm = (db: Db, term: string): Promise<number> =>
  contactCollection(db).countDocuments({ terms: { $in: [term, personMark + term] } }, { limit: countedTo });

/** The rarest first: the scan follows the first one, the others only filter. */
const rarestFirst = async (db: Db, terms: readonly string[]): Promise<{ term: string; count: number }[]> => {
  const counted = await Promise.all(terms.map(async (term) => ({ term, count: await countTerm(db, term) })));
  return counted.toSorted((one, other) => one.count - other.count);
};

const searchFilter = async (
  db: Db,
  { terms, openCentres, maskedCentres, category, receivedFrom, receivedTo }: TextQuery,
): Promise<Filter<ContactDocument>> => {
  const ordered = terms.length === 1 ? [...terms] : (await rarestFirst(db, terms)).map(({ term }) => term);
  const alternatives: Filter<ContactDocument>[] = [];
  if (openCentres.length > 0)
    alternatives.push({
      $and: [
        ...ordered.map((term) => ({ terms: { $in: [term, personMark + term] } })),
        { centre: { $in: [...openCentres] } },
      ],
    });
  if (maskedCentres.length > 0)
    alternatives.push({
      $and: [...ordered.map((term) => ({ terms: term })), { centre: { $in: [...maskedCentres] } }],
    });
  const found = alternatives.length === 1 ? alternatives[0]! : { $or: alternatives };
  const narrowing: Filter<ContactDocument>[] = [
    ...(category === undefined ? [] : [{ category }]),
    ...(receivedFrom ? [{ receivedAt: { $gte: receivedFrom } }] : []),
    ...(receivedTo ? [{ receivedAt: { $lt: receivedTo } }] : []),
  ];
  return narrowing.length === 0 ? found : { $and: [found, ...narrowing] };
};

/** Terms that are looked up for likeness; more would only bring in what is common. */
const mostLikenessTerms = 8;

const customerFilter = ({
  keys,
  centres,
  receivedFrom,
}: Parameters<ContactIndex['ofCustomer']>[0]): Filter<ContactDocument> => ({
  customerKeys: { $in: [...keys] },
  ...(centres && { centre: { $in: [...centres] } }),
  ...(receivedFrom && { receivedAt: { $gte: receivedFrom } }),
});

export const openContactIndex = (db: Db): ContactIndex => ({
  /** Index: byCustomer. */
  ofCustomer: (by, { after, limit }) => page(db, customerFilter(by), after, limit),
  countOfCustomer: (by) => contactCollection(db).countDocuments(customerFilter(by)),
  /** Index: byTerm. */
  async sharingTerms({ terms, centres, receivedFrom }, limit) {
    const rare = (await rarestFirst(db, terms)).filter(({ count }) => count > 0).slice(0, mostLikenessTerms);
    if (rare.length === 0) return [];
    const filter = {
      terms: { $in: rare.map(({ term }) => term) },
      centre: { $in: [...centres] },
      receivedAt: { $gte: receivedFrom },
    };
    return page(db, filter, undefined, limit);
  },
  search: async (by, { after, limit }) => page(db, await searchFilter(db, by), after, limit),
  countFound: async (by) => contactCollection(db).countDocuments(await searchFilter(db, by)),
});
