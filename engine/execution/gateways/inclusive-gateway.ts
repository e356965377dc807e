/** Inclusive gateways (§13.4.3): join exactly the tokens that can still come, then take every flow whose condition is true. */
import type { Behaviour } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { filledFlows, gatheringOf, gatherToken, releaseTokens } from './gathering.ts';
import { canStillArrive } from './upstream.ts';

export const inclusiveGateway: Behaviour = {
  // Conditional flows with a default are every activity's way out; the inclusive split is the same rule.
  enter: (draft, runId) => finishRun(draft, runId),
  gather: (draft, node, scopeId, flow) => {
    gatherToken(draft, node, scopeId, flow);
  },
  settle: (draft, runId, node) => {
    const run = draft.runs.get(runId)!;
    const gathering = gatheringOf(draft, run);
    const filled = filledFlows(gathering, node);
    const empty = node.incoming.filter(({ id }) => !filled.includes(id)).map(({ id }) => id);
    if (canStillArrive(draft, run, node, empty, filled)) return false;
    releaseTokens(draft, gathering, filled);
    return true;
  },
};
