import { Refusal } from '../../errors.ts';
import type { Draft } from '../draft.ts';
import type { Flow, Node } from '../program/node.ts';

/** An element that can receive a token by hand. Throws `Refusal` for what only its own cause may begin. */
export const requireTarget = (draft: Draft, activityId: string): Node => {
  const node = draft.program.nodes.get(activityId);
  if (!node)
    throw new Refusal(
      'NOT_SUPPORTED',
      `Process '${draft.program.root.id}' has no element '${activityId}' that could get a token.`,
    );
  if (node.type === 'boundaryEvent' || node.isForCompensation)
    throw new Refusal(
      'NOT_SUPPORTED',
      `'${node.name ?? activityId}' is ${node.isForCompensation ? 'a compensation handler' : 'a boundary event'}; no token comes to it by a flow. Put the token behind it instead.`,
    );
  return node;
};

export const requireFlow = (draft: Draft, flowId: string): Flow => {
  const flow = draft.program.flows.get(flowId);
  if (!flow) throw new Refusal('NOT_SUPPORTED', `Process '${draft.program.root.id}' has no sequence flow '${flowId}'.`);
  return flow;
};
