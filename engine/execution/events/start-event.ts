/** Start events (§13.5.1): whoever begins one has already received its trigger, so its token goes straight on. */
import type { Behaviour } from '../draft.ts';
import { finishRun } from '../finish.ts';

export const startEvent: Behaviour = { enter: (draft, runId) => finishRun(draft, runId) };
