/** Intermediate throw events (§13.5.2): throw and go on; compensation is waited for, a link jumps to its target. */
import { changeRun, emit, type Behaviour, type Draft } from '../draft.ts';
import { sendToken } from '../queue.ts';
import { finishRun } from '../finish.ts';
import { chooseFlows, takeFlows } from '../flow.ts';
import { IncidentError } from '../incident.ts';
import type { Node } from '../program/node.ts';
import { awaitExternal } from '../activities/external-work.ts';
import { throwEvent } from './throwing.ts';

const jump = (draft: Draft, runId: string, node: Node, name: string): void => {
  const target = node.container.nodes.find(
    ({ type, events }) =>
      type === 'intermediateCatchEvent' && events.some((event) => event.kind === 'link' && event.name === name),
  );
  if (!target)
    throw new IncidentError('LINK_MISSING', `No link catch event named '${name}' stands in '${node.container.id}'.`);
  const { in: scopeId } = draft.runs.get(runId)!;
  emit(draft, { type: 'thrown', kind: 'link', activityId: node.id, executionId: runId, ref: name });
  sendToken(draft, target, scopeId!);
};

export const intermediateThrowEvent: Behaviour = {
  enter: (draft, runId, node) => {
    let waits = false;
    for (const definition of node.events) {
      if (definition.kind === 'link') {
        jump(draft, runId, node, definition.name);
        finishRun(draft, runId, { flows: [] });
        return;
      }
      if (definition.kind === 'message' && definition.topic) {
        awaitExternal(draft, runId, definition.topic);
        waits = true;
      } else if (throwEvent(draft, runId, definition) === 'waits') {
        waits = true;
        if (definition.kind === 'compensation' && !definition.waits) goOn(draft, runId, node);
      }
      // Whoever caught it may have interrupted the thrower.
      if (!draft.runs.has(runId)) return;
    }
    if (!waits) finishRun(draft, runId);
  },
  complete: (draft, runId) => finishRun(draft, runId),
};

/** Lets the token go on at once; the run stays only to see the compensation through. */
const goOn = (draft: Draft, runId: string, node: Node): void => {
  const { in: scopeId } = draft.runs.get(runId)!;
  takeFlows(draft, scopeId!, chooseFlows(draft, runId, node));
  changeRun(draft, runId, { detached: true });
};
