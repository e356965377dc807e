/** Abstract and manual tasks (§13.3.3): no engine does anything about them, so their token passes through. */
import type { Behaviour } from '../draft.ts';
import { finishRun } from '../finish.ts';

export const task: Behaviour = { enter: (draft, runId) => finishRun(draft, runId) };
