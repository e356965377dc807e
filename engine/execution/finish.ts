/** How an element ends: outputs are mapped, what can be undone is logged, its border goes quiet, its token moves on. */
import type { LeaveOutcome } from '../executor.ts';
import { isShell, logCompletion } from './compensation/log.ts';
import { emit, nodeOf, removeRun, type Draft } from './draft.ts';
import { chooseFlows, takeFlows } from './flow.ts';
import { guarded } from './incident.ts';
import type { Flow, Node } from './program/node.ts';
import { unsubscribe } from './subscriptions.ts';
import { applyOutputs } from './variables/mapping.ts';
import { visibleData } from './variables/scope.ts';

type Ending = {
  readonly outcome?: LeaveOutcome;
  /** The flows to take, when the element has chosen them itself. */
  readonly flows?: readonly Flow[];
};

const reportLeft = (draft: Draft, runId: string, node: Node, outcome: LeaveOutcome): void => {
  unsubscribe(draft, runId);
  emit(draft, { type: 'left', activityId: node.id, executionId: runId, outcome });
};

const finishInstance = (draft: Draft, runId: string, node: Node, outcome: LeaveOutcome): void => {
  const { in: bodyId, index } = draft.runs.get(runId)!;
  applyOutputs(draft, runId, node);
  const element = node.loop?.kind === 'multiInstance' ? node.loop.outputElement : undefined;
  const output = element?.evaluate(visibleData(draft, runId), draft.moment);
  logCompletion(draft, runId, node);
  reportLeft(draft, runId, node, outcome);
  draft.queue.push({
    do: 'instanceLeft',
    bodyId: bodyId!,
    left: { index: index!, isCompleted: true, ...(element && { output: output ?? null }) },
  });
  removeRun(draft, runId);
};

/** An ad-hoc sub-process looks at itself whenever an activity in it is done. */
const tellScope = (draft: Draft, scopeId: string, node: Node): void => {
  const scope = draft.runs.get(scopeId);
  if (scope?.in === undefined || scope.loop) return;
  const { childLeft } = draft.behaviours[nodeOf(draft, scope.node).type];
  if (childLeft) guarded(draft, scopeId, 'leave', () => childLeft(draft, scopeId, node));
};

/** Ends a run in the ordinary way. What fails before its token has moved becomes an incident of the run. */
export const finishRun = (draft: Draft, runId: string, { outcome = 'completed', flows }: Ending = {}): void => {
  const run = draft.runs.get(runId)!;
  const node = nodeOf(draft, run.node);
  const scopeId = run.in!;
  guarded(draft, runId, 'leave', () => {
    if (run.index !== undefined) {
      finishInstance(draft, runId, node, outcome);
      return;
    }
    if (!run.loop && !isShell(draft, runId)) applyOutputs(draft, runId, node);
    const taken = run.for === undefined ? (flows ?? chooseFlows(draft, runId, node)) : [];
    logCompletion(draft, runId, node);
    reportLeft(draft, runId, node, outcome);
    takeFlows(draft, scopeId, taken);
    if (run.for !== undefined) draft.queue.push({ do: 'undo', runId: run.for });
    removeRun(draft, runId);
  });
  if (!draft.runs.has(runId)) tellScope(draft, scopeId, node);
};
