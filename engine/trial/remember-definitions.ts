/** Definitions as they are for the length of a trial: each is asked for once, whatever is deployed meanwhile. */
import type { DefinitionStore } from '../ports.ts';

const remembering = <Key extends readonly (string | number)[], Found>(
  ask: (...key: Key) => Promise<Found>,
): ((...key: Key) => Promise<Found>) => {
  const known = new Map<string, Promise<Found>>();
  return (...key) => {
    const name = key.join('\n');
    const answer = known.get(name) ?? ask(...key);
    known.set(name, answer);
    return answer;
  };
};

export const rememberDefinitions = (definitions: DefinitionStore): DefinitionStore => ({
  ...definitions,
  byId: remembering(definitions.byId),
  latest: remembering(definitions.latest),
  byVersion: remembering(definitions.byVersion),
  byVersionTag: remembering(definitions.byVersionTag),
  ofDeployment: remembering(definitions.ofDeployment),
});
