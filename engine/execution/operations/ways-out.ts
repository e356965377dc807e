/** The flows an element's token would take now, for a token that is put behind it. */
import { Refusal } from '../../errors.ts';
import type { Draft } from '../draft.ts';
import { chooseFlows } from '../flow.ts';
import { chooseExclusively } from '../gateways/exclusive-gateway.ts';
import { IncidentError } from '../incident.ts';
import type { Flow, Node } from '../program/node.ts';

const choose = (draft: Draft, scopeId: string, node: Node): readonly Flow[] => {
  if (node.type === 'parallelGateway') return node.outgoing;
  if (node.type === 'exclusiveGateway') return chooseExclusively(draft, scopeId, node);
  if (node.type === 'eventBasedGateway')
    throw new IncidentError(
      'NO_FLOW_TAKEN',
      `Behind '${node.name ?? node.id}' an event decides; put the token before it.`,
    );
  return chooseFlows(draft, scopeId, node);
};

/** Throws `Refusal` when the element would get stuck here. */
export const waysOut = (draft: Draft, scopeId: string, node: Node): readonly Flow[] => {
  try {
    return choose(draft, scopeId, node);
  } catch (error) {
    if (error instanceof IncidentError) throw new Refusal('NOT_SUPPORTED', error.message, { activityId: node.id });
    throw error;
  }
};
