/** Intermediate catch events (§13.5.2) wait for their trigger; a link's target is only ever jumped to. */
import type { Behaviour } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { subscribe } from '../subscriptions.ts';

export const intermediateCatchEvent: Behaviour = {
  enter: (draft, runId, node) => {
    if (node.events.length === 0 || node.events.some(({ kind }) => kind === 'link')) finishRun(draft, runId);
    else subscribe(draft, runId, node);
  },
};
