/** What people keep for themselves, beside the cases: saved filters, drafts, and who is where. */
import type { WorkspaceContext } from '../engine/index.ts';
import type { Db } from './database.ts';
import { draftCollection, draftIndexes, openDraftStore } from './draft-store.ts';
import { openPresenceStore, presenceCollection, presenceIndexes } from './presence-store.ts';
import { openSavedFilterStore, savedFilterCollection, savedFilterIndexes } from './saved-filter-store.ts';

export type Workspace = Pick<WorkspaceContext, 'savedFilters' | 'drafts' | 'presence'>;

export const openWorkspace = (db: Db): Workspace => ({
  savedFilters: openSavedFilterStore(db),
  drafts: openDraftStore(db),
  presence: openPresenceStore(db),
});

export const createWorkspaceIndexes = async (db: Db): Promise<void> => {
  await savedFilterCollection(db).createIndexes(savedFilterIndexes);
  await draftCollection(db).createIndexes(draftIndexes);
  await presenceCollection(db).createIndexes(presenceIndexes);
};
