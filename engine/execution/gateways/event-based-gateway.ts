/** Event-based gateways (§13.4.4): wait for the events behind them; the first to occur decides (see `events/catching.ts`). */
import type { Behaviour } from '../draft.ts';
import { subscribe } from '../subscriptions.ts';

export const eventBasedGateway: Behaviour = {
  enter: (draft, runId, node) => {
    for (const { to } of node.outgoing) subscribe(draft, runId, to);
  },
};
