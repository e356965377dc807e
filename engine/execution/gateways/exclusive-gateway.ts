/** Exclusive gateways (§13.4.2): the first flow in order whose condition is true, else the default flow; every token passes alone. */
import type { Behaviour } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { holds, noWayOut } from '../flow.ts';

export const exclusiveGateway: Behaviour = {
  enter: (draft, runId, node) => {
    const { outgoing, defaultFlow } = node;
    const chosen = outgoing.find((flow) => flow !== defaultFlow && holds(draft, runId, flow)) ?? defaultFlow;
    if (!chosen && outgoing.length > 0) throw noWayOut(node);
    finishRun(draft, runId, { flows: chosen ? [chosen] : [] });
  },
};
