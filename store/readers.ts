/** Answers the engine's reading port, one named question each. */
import { candidateKeysOf, type CaseFilter, type Readers } from '../engine/index.ts';
import { caseCollection, fromDocument, type CaseDocument } from './case-document.ts';
import type { Db, Filter } from './database.ts';
import { deploymentsOf, findDeployment, listDeployments, newestDeployments } from './deployment-store.ts';
import { journalOf } from './journal-store.ts';
import { messagesFor } from './message-store.ts';
import { countWorklist, worklistOf } from './worklist-store.ts';

/** Indexes: byCentre, sentTo. */
const visible = ({ centres, sentTo, centre }: Pick<CaseFilter, 'centres' | 'sentTo' | 'centre'>) => {
  const own = { 'contact.centre': { $in: [...centres] } };
  if (!sentTo) return own;
  const sent = { 'runs.sentTo': { $in: [...sentTo] } };
  if (centres.length > 0) return { $or: [own, sent] };
  return { ...sent, ...(centre !== undefined && { 'contact.centre': centre }) };
};

const caseFilter = ({ status, tier, ...seen }: Omit<CaseFilter, 'after' | 'limit'>): Filter<CaseDocument> => ({
  ...visible(seen),
  ...(status !== undefined && { status }),
  ...(tier !== undefined && { tier }),
});

const withoutPending = { projection: { pending: 0 } };

export const openReaders = (db: Db): Readers => ({
  async ping() {
    await db.command({ ping: 1 });
  },
  async findCase(idOrNumber) {
    const filter = /^C-\d+$/.test(idOrNumber) ? { number: idOrNumber } : { _id: idOrNumber };
    const document = await caseCollection(db).findOne(filter, withoutPending);
    return document ? fromDocument(document) : undefined;
  },
  /** Index: number. */
  async listCases({ after, limit, ...filter }) {
    const documents = await caseCollection(db)
      .find({ ...caseFilter(filter), ...(after !== undefined && { number: { $lt: after } }) }, withoutPending)
      .sort({ number: -1 })
      .limit(limit)
      .toArray();
    return documents.map(fromDocument);
  },
  /** Index: byCentre. */
  countCases: (filter) => caseCollection(db).countDocuments(caseFilter(filter)),
  worklist: (actor, page) => worklistOf(db, actor, page),
  countWorklist: (actor) => countWorklist(db, actor),
  journal: (caseId, after, limit) => journalOf(db, caseId, after, limit),
  deployments: (before, limit) => listDeployments(db, before, limit),
  deployment: (id) => findDeployment(db, id),
  deploymentsOf: (key, before, limit) => deploymentsOf(db, key, before, limit),
  newestDeployments: () => newestDeployments(db),
  async messages(actor, limit) {
    const documents = await messagesFor(db, [`user:${actor.id}`, ...candidateKeysOf(actor)], limit);
    return documents.map(({ _id, status, attempts, nextAttemptAt, deliveredAt, lastError, ...message }) => ({
      id: _id,
      ...message,
    }));
  },
});
