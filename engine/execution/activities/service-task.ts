/** Service tasks (§13.3.3): with a topic they wait for a worker, without one there is nothing to do. */
import type { Behaviour } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { receiveData } from '../variables/mapping.ts';
import { awaitExternal } from './external-work.ts';

export const serviceTask: Behaviour = {
  enter: (draft, runId, { work }) => {
    if (work?.kind === 'external') awaitExternal(draft, runId, work.topic, work.priority);
    else finishRun(draft, runId);
  },
  complete: (draft, runId, node, data) => {
    receiveData(draft, runId, node, data);
    finishRun(draft, runId);
  },
};
