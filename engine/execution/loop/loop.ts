/** What standard loops and multi-instance activities share: a body around the instances, which begin and leave in it. */
import type { Data } from '../../data.ts';
import { changeRun, nodeOf, type Draft } from '../draft.ts';
import { beginRun, startWork } from '../enter.ts';
import type { LoopState } from '../state.ts';
import { countEntry, countRun, stopLoop } from '../step-limit.ts';

export const loopStateOf = (draft: Draft, bodyId: string): LoopState => draft.runs.get(bodyId)!.loop!;

/** Begins the next instance with its local variables. */
export const beginInstance = (draft: Draft, bodyId: string, data: Data): void => {
  const loop = loopStateOf(draft, bodyId);
  const node = nodeOf(draft, draft.runs.get(bodyId)!.node);
  changeRun(draft, bodyId, { loop: { ...loop, next: loop.next + 1, active: loop.active + 1 } });
  const id = draft.ids();
  beginRun(draft, node, { id, in: bodyId, index: loop.next, data });
  const isAllowed = node.loop?.kind === 'standard' ? countEntry(draft, bodyId) : countRun(draft);
  if (!isAllowed) stopLoop(draft, id, node);
  else startWork(draft, id);
};
