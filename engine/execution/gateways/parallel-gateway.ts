/** Parallel gateways (§13.4.1): wait for one token on every incoming flow, then give one to every outgoing flow. */
import type { Behaviour } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { filledFlows, gatherToken, releaseTokens } from './gathering.ts';

export const parallelGateway: Behaviour = {
  enter: (draft, runId, node) => finishRun(draft, runId, { flows: node.outgoing }),
  gather: (draft, node, scopeId, flow) => {
    const gathering = gatherToken(draft, node, scopeId, flow);
    if (gathering.tokens.size < node.incoming.length) return;
    releaseTokens(draft, gathering, filledFlows(gathering, node), (runId) =>
      finishRun(draft, runId, { flows: node.outgoing }),
    );
  },
};
