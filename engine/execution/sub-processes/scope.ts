/** The inside of a process or sub-process: what begins with it, what listens while it lasts, when it is done (§13.3.4, §13.5). */
import { childrenOf, type Draft } from '../draft.ts';
import { sendToken } from '../queue.ts';
import type { Container, Node } from '../program/node.ts';
import { subscribe } from '../subscriptions.ts';
import { declareLocals } from '../variables/mapping.ts';

export const triggerOf = (eventSubProcess: Node): Node | undefined =>
  eventSubProcess.inner?.nodes.find(({ type }) => type === 'startEvent');

/** Declares the scope's data and arms the starts of its event sub-processes. */
export const openScope = (draft: Draft, runId: string, container: Container): void => {
  declareLocals(draft, runId, container.locals);
  for (const handler of container.eventSubProcesses) {
    const trigger = triggerOf(handler);
    if (trigger) subscribe(draft, runId, trigger);
  }
};

/** Gives a token to everything that begins with the scope. */
export const startScope = (draft: Draft, runId: string, container: Container): void => {
  openScope(draft, runId, container);
  for (const node of container.starts) sendToken(draft, node, runId);
  if (container.starts.length === 0 && childrenOf(draft, runId).length === 0)
    draft.queue.push({ do: 'emptied', scopeId: runId });
};
