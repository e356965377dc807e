/**
 * Boundary events (§13.5.3) live as subscriptions of their host (`enter.ts` arms them) and run only in the moment they catch
 * (`catching.ts`). A token never reaches one by a flow.
 */
import type { Behaviour } from '../draft.ts';
import { finishRun } from '../finish.ts';

export const boundaryEvent: Behaviour = { enter: (draft, runId) => finishRun(draft, runId) };
