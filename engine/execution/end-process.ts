import { cancelInside } from './cancel.ts';
import { emit, type Draft } from './draft.ts';
import { dropJobs } from './queue.ts';
import type { ExecutionStatus } from '../executor.ts';
import { unsubscribe } from './subscriptions.ts';

/** Ends the execution with everything in it. */
export const endProcess = (draft: Draft, status: ExecutionStatus, cause?: string, errorCode?: string): void => {
  cancelInside(draft, draft.rootId, cause);
  unsubscribe(draft, draft.rootId);
  draft.runs.clear();
  draft.gatherings.clear();
  dropJobs(draft);
  draft.messages = [];
  draft.status = status;
  emit(draft, { type: 'ended', status, ...(errorCode !== undefined && { errorCode }) });
};
