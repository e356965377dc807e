/** Sequence flows out of an element: which ones its token takes (§8.4.13, §13.3.2), and taking them. */
import { emit, type Draft } from './draft.ts';
import { sendToken } from './queue.ts';
import { IncidentError } from './incident.ts';
import type { Flow, Node } from './program/node.ts';
import { visibleData } from './variables/scope.ts';

/** Whether a condition holds in the view of a run; only `true` itself counts. */
export const holds = (draft: Draft, runId: string, { condition }: Flow): boolean =>
  condition === undefined || condition.evaluate(visibleData(draft, runId), draft.moment) === true;

export const noWayOut = (node: Node): IncidentError =>
  new IncidentError(
    'NO_FLOW_TAKEN',
    `No condition of the flows leaving '${node.name ?? node.id}' is true (${node.outgoing
      .map(({ id, condition }) => `${id}: ${condition?.source ?? 'no condition'}`)
      .join('; ')}), and it has no default flow.`,
  );

/** All flows that are free or whose condition holds; else the default flow. Throws when there are flows and none may be taken. */
export const chooseFlows = (draft: Draft, runId: string, node: Node): readonly Flow[] => {
  if (node.outgoing.length === 0) return [];
  const chosen = node.outgoing.filter((flow) => flow !== node.defaultFlow && holds(draft, runId, flow));
  if (chosen.length > 0) return chosen;
  if (node.defaultFlow) return [node.defaultFlow];
  throw noWayOut(node);
};

export const takeFlows = (draft: Draft, scopeId: string, flows: readonly Flow[]): void => {
  for (const flow of flows) {
    emit(draft, { type: 'taken', flowId: flow.id });
    sendToken(draft, flow.to, scopeId, flow);
  }
};
