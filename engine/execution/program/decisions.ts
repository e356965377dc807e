/** The decisions a process may ask for: those deployed with it. */
import type { Definition } from '../../definition.ts';
import type { Program } from './node.ts';

export const decisionsOf =
  (definition: Definition): Program['decide'] =>
  (decisionId) => {
    throw new Error(`Deployment ${definition.deploymentId} holds no decision '${decisionId}'.`);
  };
