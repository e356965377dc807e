/**
 * Stops what would go on for ever. A loop that never waits enters the elements of one scope over and over within a step; the
 * instances of a multi-instance activity each have a scope of their own and are only held by the bound on the whole step.
 */
import type { Draft } from './draft.ts';
import { raiseIncident } from './incident.ts';
import type { Node } from './program/node.ts';

const mostInScope = 10_000;
/** What happens in a step is one journal entry: with more it would not fit into a document of the database (16 MB). */
const mostInStep = 20_000;

/** Counts one more run begun in a step; false when it is one too many. */
export const countRun = (draft: Draft): boolean => {
  draft.begun += 1;
  return draft.begun <= mostInStep;
};

/** Whether so many more runs can begin in this step. */
export const hasRoomFor = (draft: Draft, runs: number): boolean => draft.begun + runs <= mostInStep;

/** Counts one more token taken in by an element of a scope; false when it is one too many. */
export const countEntry = (draft: Draft, scopeId: string): boolean => {
  const entries = (draft.entries.get(scopeId) ?? 0) + 1;
  draft.entries.set(scopeId, entries);
  return countRun(draft) && entries <= mostInScope;
};

/** The run at which the loop was stopped waits for someone to look at it; a retry grants another step. */
export const stopLoop = (draft: Draft, runId: string, node: Node): void =>
  raiseIncident(draft, runId, {
    code: 'LOOP_LIMIT',
    message: `Too many elements began in one step without reaching a wait state (at most ${mostInScope} in a scope, ${mostInStep} in all); the token stops at '${node.name ?? node.id}'. Look for a loop that never waits, mend it and retry.`,
    at: 'enter',
  });
