/**
 * Event sub-processes (§13.5.4) are begun by their trigger (`events/catching.ts`), never by a flow. When a manager
 * begins one all the same, it starts as if its trigger had just occurred.
 */
import { type Behaviour } from '../draft.ts';
import { sendToken } from '../queue.ts';
import { openScope, triggerOf } from './scope.ts';

export const eventSubProcess: Behaviour = {
  enter: (draft, runId, node) => {
    openScope(draft, runId, node.inner!);
    sendToken(draft, triggerOf(node)!, runId);
  },
};
