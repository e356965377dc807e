/** Unsent forms, one document per task and person; ninety days after the last change they go. */
import type { DraftStore, TaskDraft } from '../engine/index.ts';
import { isDuplicateKey, type Collection, type Db, type IndexDescription } from './database.ts';

type DraftDocument = TaskDraft & { _id: string };

export const draftCollection = (db: Db): Collection<DraftDocument> => db.collection<DraftDocument>('taskDrafts');

export const draftIndexes: IndexDescription[] = [
  { name: 'expiry', key: { savedAt: 1 }, expireAfterSeconds: 90 * 24 * 60 * 60 },
];

const idOf = (taskId: string, userId: string): string => `${taskId}:${userId}`;

export const openDraftStore = (db: Db): DraftStore => {
  const drafts = draftCollection(db);
  return {
    async find(taskId, userId) {
      const document = await drafts.findOne({ _id: idOf(taskId, userId) });
      if (!document) return undefined;
      const { _id, ...draft } = document;
      return draft;
    },
    async put(draft) {
      const _id = idOf(draft.taskId, draft.userId);
      if (draft.version > 1) {
        const { matchedCount } = await drafts.replaceOne({ _id, version: draft.version - 1 }, draft);
        return matchedCount === 1;
      }
      try {
        await drafts.insertOne({ _id, ...draft });
        return true;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return false;
      }
    },
    async remove(taskId, userId) {
      await drafts.deleteOne({ _id: idOf(taskId, userId) });
    },
  };
};
