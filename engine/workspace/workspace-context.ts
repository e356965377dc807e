import type { PresenceContext } from './presence.ts';
import type { FilterContext } from './saved-filter.ts';
import type { DraftContext } from './task-draft.ts';

/** What people keep for themselves, beside the cases. */
export type WorkspaceContext = FilterContext & DraftContext & PresenceContext;
