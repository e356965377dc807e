/** Intermediate catch events (§13.5.2) wait for their trigger; a link's target is only ever jumped to. */
import { emit, type Behaviour } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { subscribe } from '../subscriptions.ts';

export const intermediateCatchEvent: Behaviour = {
  enter: (draft, runId, node) => {
    const link = node.events.find((event) => event.kind === 'link');
    if (link) emit(draft, { type: 'caught', kind: 'link', activityId: node.id, executionId: runId, ref: link.name });
    if (link || node.events.length === 0) finishRun(draft, runId);
    else subscribe(draft, runId, node);
  },
};
