/** Exclusive gateways (§13.4.2): the first flow in order whose condition is true, else the default flow; every token passes alone. */
import type { Behaviour, Draft } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { holds, noWayOut } from '../flow.ts';
import type { Flow, Node } from '../program/node.ts';

/** Throws when there are flows and none may be taken. */
export const chooseExclusively = (draft: Draft, runId: string, node: Node): readonly Flow[] => {
  const { outgoing, defaultFlow } = node;
  const chosen = outgoing.find((flow) => flow !== defaultFlow && holds(draft, runId, flow)) ?? defaultFlow;
  if (!chosen && outgoing.length > 0) throw noWayOut(node);
  return chosen ? [chosen] : [];
};

export const exclusiveGateway: Behaviour = {
  enter: (draft, runId, node) => finishRun(draft, runId, { flows: chooseExclusively(draft, runId, node) }),
};
