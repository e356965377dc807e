/** The decisions a process may ask for: those deployed with it. */
import type { Definition } from '../../definition.ts';
import type { Program } from './node.ts';

/** Throws when the deployment holds no such decision, or the decision refuses the data. */
export const decisionsOf =
  ({ decisions, deploymentId }: Definition): Program['decide'] =>
  (decisionId, scope, moment) => {
    const decision = decisions.get(decisionId);
    if (!decision)
      throw new Error(
        `Deployment ${deploymentId} holds no decision '${decisionId}', only: ${[...decisions.keys()].join(', ') || 'none'}.`,
      );
    return decision.evaluate(scope, moment);
  };
