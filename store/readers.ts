/** Answers the engine's reading port, one named question each. */
import { candidateKeysOf, type Readers } from '../engine/index.ts';
import { caseCollection, fromDocument } from './case-document.ts';
import { countElements, countGrouped, countSelected, pageOfCases, pageOfIds } from './case-list-store.ts';
import type { Db } from './database.ts';
import { deploymentsOf, findDeployment, listDeployments, newestDeployments } from './deployment-store.ts';
import { caseRecords } from './case-records.ts';
import { journalOf } from './journal-store.ts';
import { messagesFor } from './message-store.ts';
import { countHeldTasks, countTasks, countWorklist, worklistOf } from './worklist-store.ts';

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
  listCases: (filter) => pageOfCases(db, filter),
  selectCases: (filter, limit) => pageOfIds(db, { ...filter, limit }),
  countCases: (filter) => countSelected(db, filter),
  countCasesBy: (filter, groupings, now) => countGrouped(db, filter, groupings, now),
  countElements: (seen, ref) => countElements(db, seen, ref),
  worklist: (actor, page) => worklistOf(db, actor, page),
  countTasks: (actor, page, most) => countTasks(db, actor, page, most),
  countHeldTasks: (centres, now) => countHeldTasks(db, centres, now),
  countWorklist: (actor) => countWorklist(db, actor),
  journal: (caseId, after, limit) => journalOf(db, caseId, after, limit),
  caseRecords: (ids, types) => caseRecords(db, ids, types),
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
