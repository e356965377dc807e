/** Receive tasks (§13.3.3) wait for their message, like a catch event that can have a border. */
import type { Behaviour } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { subscribe, unsubscribe } from '../subscriptions.ts';
import { receiveData } from '../variables/mapping.ts';

export const receiveTask: Behaviour = {
  enter: (draft, runId, node) => subscribe(draft, runId, node),
  complete: (draft, runId, node, data) => {
    unsubscribe(draft, runId, ({ on }) => on === node.id);
    receiveData(draft, runId, node, data);
    finishRun(draft, runId);
  },
};
