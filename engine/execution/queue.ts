/** The jobs of a step: tokens sent on their way, jobs taken up in order, and dropped when their scope is interrupted. */
import type { Draft, Job } from './draft.ts';
import type { Flow, Node } from './program/node.ts';

/** Sends a token to an element. */
export const sendToken = (draft: Draft, node: Node, scopeId: string, flow?: Flow): void => {
  draft.pending.set(scopeId, (draft.pending.get(scopeId) ?? 0) + 1);
  draft.queue.push({ do: 'arrive', node, scopeId, ...(flow && { flow }) });
};

/** The next job; a token that arrives is no longer on its way. */
export const takeJob = (draft: Draft): Job | undefined => {
  const job = draft.queue[draft.head];
  if (!job) {
    draft.queue = [];
    draft.head = 0;
    return undefined;
  }
  draft.head += 1;
  if (job.do === 'arrive') draft.pending.set(job.scopeId, draft.pending.get(job.scopeId)! - 1);
  return job;
};

/** Forgets the tokens on their way inside a scope that is being interrupted. */
export const dropTokens = (draft: Draft, scopeId: string): void => {
  if ((draft.pending.get(scopeId) ?? 0) === 0) return;
  draft.queue = draft.queue.slice(draft.head).filter((job) => job.do !== 'arrive' || job.scopeId !== scopeId);
  draft.head = 0;
  draft.pending.delete(scopeId);
};

/** Forgets everything still to do. */
export const dropJobs = (draft: Draft): void => {
  draft.queue = [];
  draft.head = 0;
  draft.pending.clear();
};
