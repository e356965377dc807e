/** How an element begins: its run comes into being, loops unfold, inputs are mapped, border events armed, its behaviour started. */
import type { Data } from '../data.ts';
import { addRun, changeRun, emit, nodeOf, type Draft } from './draft.ts';
import { guarded } from './incident.ts';
import type { Node } from './program/node.ts';
import type { Run } from './state.ts';
import { countEntry, stopLoop } from './step-limit.ts';
import { subscribe } from './subscriptions.ts';
import { applyInputs } from './variables/mapping.ts';

/** Creates the run of an element and reports it; nothing of the element's own happens yet. */
export const beginRun = (draft: Draft, node: Node, run: Omit<Run, 'node'> & { readonly in: string }): void => {
  const { id, ...rest } = run;
  addRun(draft, { id, node: node.id, ...rest });
  emit(draft, { type: 'entered', activityId: node.id, executionId: id });
};

/** Inputs, border events, behaviour. An instance of a loop has its border on the body around it. */
export const startWork = (draft: Draft, runId: string): void => {
  const run = draft.runs.get(runId)!;
  const node = nodeOf(draft, run.node);
  guarded(draft, runId, 'enter', () => {
    applyInputs(draft, runId, node);
    if (run.index === undefined) for (const boundary of node.boundaries) subscribe(draft, runId, boundary);
    draft.behaviours[node.type].enter(draft, runId, node);
  });
};

const startLoop = (draft: Draft, runId: string, node: Node): void => {
  changeRun(draft, runId, { loop: { next: 0, active: 0, completed: 0, terminated: 0 } });
  guarded(draft, runId, 'loop', () => {
    for (const boundary of node.boundaries) subscribe(draft, runId, boundary);
  });
  draft.queue.push({ do: 'loop', runId });
};

/** Begins what a run is there for: its loop, or its own work. */
export const beginWork = (draft: Draft, runId: string): void => {
  const { node: nodeId, index } = draft.runs.get(runId)!;
  const node = nodeOf(draft, nodeId);
  if (node.loop && index === undefined) startLoop(draft, runId, node);
  else startWork(draft, runId);
};

type Circumstances = {
  /** Local variables it is given from outside. */
  readonly data?: Data;
  /** The run that waits for this compensation handler. */
  readonly for?: string;
};

/** Begins an element in a scope and returns the id of its run. */
export const enterNode = (draft: Draft, node: Node, scopeId: string, circumstances: Circumstances = {}): string => {
  const id = draft.ids();
  beginRun(draft, node, { id, in: scopeId, ...circumstances });
  if (!countEntry(draft, scopeId)) stopLoop(draft, id, node);
  else beginWork(draft, id);
  return id;
};
