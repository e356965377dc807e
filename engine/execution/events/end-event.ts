/** End events (§13.5.6): throw their result and consume the token; error, cancel and terminate also end what is around them. */
import { awaitExternal } from '../activities/external-work.ts';
import { cancelInside } from '../cancel.ts';
import { cancelTransaction } from '../compensation/cancel-transaction.ts';
import { emit, isScopeEmpty, type Behaviour, type Draft } from '../draft.ts';
import { finishRun } from '../finish.ts';
import type { EventDefinition } from '../program/event-definition.ts';
import type { Node } from '../program/node.ts';
import { endWithError } from './propagate.ts';
import { throwEvent } from './throwing.ts';

const isAbrupt = ({ kind }: EventDefinition): boolean => kind === 'error' || kind === 'cancel' || kind === 'terminate';

/** Ends the scope around it, with everything in it and without compensation; a process outside that scope goes on. */
const terminate = (draft: Draft, runId: string, scopeId: string, node: Node): void => {
  emit(draft, { type: 'thrown', kind: 'terminate', activityId: node.id, executionId: runId });
  finishRun(draft, runId);
  cancelInside(draft, scopeId, node.id);
  if (isScopeEmpty(draft, scopeId)) draft.queue.push({ do: 'emptied', scopeId });
};

const endAbruptly = (draft: Draft, runId: string, node: Node, definition: EventDefinition): void => {
  const { in: scopeId, data } = draft.runs.get(runId)!;
  if (definition.kind === 'error')
    endWithError(draft, runId, {
      ...(definition.code !== undefined && { ref: definition.code }),
      ...(data && { data }),
    });
  else if (definition.kind === 'cancel') {
    emit(draft, { type: 'thrown', kind: 'cancel', activityId: node.id, executionId: runId });
    finishRun(draft, runId);
    cancelTransaction(draft, scopeId!, node.id);
  } else terminate(draft, runId, scopeId!, node);
};

export const endEvent: Behaviour = {
  enter: (draft, runId, node) => {
    let waits = false;
    for (const definition of node.events) {
      if (isAbrupt(definition)) continue;
      if (definition.kind === 'message' && definition.topic) {
        awaitExternal(draft, runId, definition.topic);
        waits = true;
      } else if (throwEvent(draft, runId, definition) === 'waits') waits = true;
      if (!draft.runs.has(runId)) return;
    }
    const abrupt = node.events.find(isAbrupt);
    if (abrupt) endAbruptly(draft, runId, node, abrupt);
    else if (!waits) finishRun(draft, runId);
  },
  complete: (draft, runId) => finishRun(draft, runId),
};
