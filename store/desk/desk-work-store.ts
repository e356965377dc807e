/** What is asked of worklist, cases and outbox to hand work out and over. */
import type { DeskWork, WorklistItem } from '../../engine/index.ts';
import { caseCollection } from '../case-document.ts';
import { isDuplicateKey, type Db, type Filter } from '../database.ts';
import { messageCollection, messageDocument } from '../message-store.ts';
import { worklistCollection, type WorklistDocument } from '../worklist-store.ts';

const promisedCallback = 'promisedCallback';

export const openDeskWork = (db: Db): DeskWork => {
  const worklist = worklistCollection(db);
  const mostUrgent = async (filter: Filter<WorklistDocument>, limit: number): Promise<WorklistItem[]> =>
    (await worklist.find(filter).sort({ dueAt: 1, _id: 1 }).limit(limit).toArray()).map(({ _id, ...item }) => ({
      id: _id,
      ...item,
    }));
  return {
    /** Index: ofAssignee. */
    heldBy: (personId, limit) => mostUrgent({ assignee: personId, status: 'reserved' }, limit),
    /** Index: ofAssignee. */
    async countHeld(personIds) {
      const counts = await Promise.all(
        personIds.map(async (assignee) => {
          const count = await worklist.countDocuments({ assignee, status: 'reserved' });
          return [assignee, count] as const;
        }),
      );
      return new Map(counts);
    },
    /** Indexes: pushed, forCandidates. */
    readyToGiveOut: (groups, limit) => {
      const pushed = { assignment: 'push' as const, status: 'ready' as const };
      if (groups.length === 0) return mostUrgent(pushed, limit);
      return mostUrgent({ $or: [pushed, { candidates: { $in: [...groups] }, status: 'ready' }] }, limit);
    },
    /** Index: byCentre. */
    unfinished: (centre, at, limit) =>
      mostUrgent(
        {
          $or: [
            { centre, status: 'reserved' },
            { centre, status: 'ready', dueAt: { $lte: at } },
          ],
        },
        limit,
      ),
    /** Index: byProcess. */
    async openCallbacks(centre, limit) {
      const cases = await caseCollection(db)
        .find(
          {
            'runs.definition.key': promisedCallback,
            status: 'open',
            'contact.centre': centre,
            runs: { $elemMatch: { 'definition.key': promisedCallback, 'execution.status': 'running' } },
          },
          { projection: { number: 1, 'contact.subject': 1, timers: 1, nextDueAt: 1 } },
        )
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return cases.map(({ _id, number, contact, nextDueAt }) => ({
        caseId: _id,
        caseNumber: number,
        subject: contact.subject,
        ...(nextDueAt && { dueAt: nextDueAt }),
      }));
    },
    async send(message) {
      try {
        await messageCollection(db).insertOne(messageDocument(message));
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
  };
};
