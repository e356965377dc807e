import type { Execution } from '../executor.ts';
import type { DeployedDefinition } from '../ports.ts';
import type { Case, Run } from './case.ts';

const notStarted: Execution = { executor: '', format: 0, status: 'running', data: {}, state: null };

/** A run that has yet to get its start stimulus. */
export const newRun = (id: string, { definition, version }: DeployedDefinition, parent?: Run['parent']): Run => ({
  id,
  definition: { id: definition.id, key: definition.key, version },
  ...(parent && { parent }),
  execution: notStarted,
});

/** A run id that was never used in the case. */
export const nextRunId = (current: Case): string => `r${(current.lastId + 1).toString(36)}`;
