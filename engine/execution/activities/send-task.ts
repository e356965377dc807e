/** Send tasks (§13.3.3): a worker sends, or the message is reported as thrown and the token goes on. */
import type { Behaviour } from '../draft.ts';
import { throwMessage } from '../events/throwing.ts';
import { finishRun } from '../finish.ts';
import { serviceTask } from './service-task.ts';

export const sendTask: Behaviour = {
  ...serviceTask,
  enter: (draft, runId, node) => {
    if (node.work?.kind !== 'message') {
      serviceTask.enter(draft, runId, node);
      return;
    }
    throwMessage(draft, runId, node.work.message);
    finishRun(draft, runId);
  },
};
