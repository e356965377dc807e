/** Does everything that can be done now, job by job in order, until all tokens wait or the process has ended. */
import { callOff } from './cancel.ts';
import { continueCompensation } from './compensation/compensate.ts';
import { isScopeEmpty, nodeOf, type Draft, type Job } from './draft.ts';
import { endProcess } from './end-process.ts';
import { enterNode } from './enter.ts';
import { lookAtConditions } from './events/conditions.ts';
import { occur } from './events/occur.ts';
import { finishRun } from './finish.ts';
import { guarded } from './incident.ts';
import { advance, instanceLeft, startMultiInstance } from './loop/multi-instance.ts';
import { nextRound, roundLeft, startStandardLoop } from './loop/standard-loop.ts';
import { countEntry } from './step-limit.ts';
import { takeJob } from './queue.ts';
import { leaveAdHoc } from './sub-processes/ad-hoc-sub-process.ts';

const arrive = (draft: Draft, { node, scopeId, flow }: Job & { do: 'arrive' }): void => {
  const { gather } = draft.behaviours[node.type];
  const isJoin = node.incoming.length !== 1;
  if (gather && isJoin && countEntry(draft, scopeId)) gather(draft, node, scopeId, flow);
  else enterNode(draft, node, scopeId);
};

/** Begins a loop, or goes on with one that stopped at an incident. */
const unfold = (draft: Draft, runId: string): void => {
  const { node, loop: state } = draft.runs.get(runId)!;
  const { loop } = nodeOf(draft, node);
  const hasBegun = state!.total !== undefined || state!.next > 0;
  guarded(draft, runId, 'loop', () => {
    if (loop?.kind === 'multiInstance') (hasBegun ? advance : startMultiInstance)(draft, runId, loop);
    else if (loop) (hasBegun ? nextRound : startStandardLoop)(draft, runId, loop);
  });
};

const countInstance = (draft: Draft, { bodyId, left }: Job & { do: 'instanceLeft' }): void => {
  const { loop } = nodeOf(draft, draft.runs.get(bodyId)!.node);
  guarded(draft, bodyId, 'loop', () => {
    if (loop?.kind === 'multiInstance') instanceLeft(draft, bodyId, loop, left);
    else if (loop) roundLeft(draft, bodyId, loop, left);
  });
};

/** A scope without anything in it is done, unless it is a loop's body, is being undone, or is ad-hoc and still wanted. */
const leaveScope = (draft: Draft, { scopeId, cancelled }: Job & { do: 'emptied' }): void => {
  const scope = draft.runs.get(scopeId)!;
  if (!isScopeEmpty(draft, scopeId) || scope.loop || scope.undo || scope.incident) return;
  if (scope.in === undefined) {
    endProcess(draft, cancelled ? 'terminated' : 'completed');
    return;
  }
  const { adHoc } = nodeOf(draft, scope.node);
  if (cancelled) callOff(draft, scopeId);
  else if (adHoc) leaveAdHoc(draft, scopeId, adHoc);
  else finishRun(draft, scopeId);
};

const perform = (draft: Draft, job: Job): void => {
  switch (job.do) {
    case 'arrive':
      return draft.runs.has(job.scopeId) ? arrive(draft, job) : undefined;
    case 'loop':
      return draft.runs.has(job.runId) ? unfold(draft, job.runId) : undefined;
    case 'instanceLeft':
      return draft.runs.has(job.bodyId) ? countInstance(draft, job) : undefined;
    case 'emptied':
      return draft.runs.has(job.scopeId) ? leaveScope(draft, job) : undefined;
    case 'undo':
      return continueCompensation(draft, job.runId);
    case 'occur':
      return occur(draft, job.runId, job.subscriptionId, job.occurrence);
  }
};

/** At rest, a gateway that had to know whether more tokens come may find that none does. One at a time: it sets others moving. */
const settleOne = (draft: Draft): boolean => {
  for (const { runId } of draft.gatherings.values()) {
    const run = draft.runs.get(runId)!;
    const node = nodeOf(draft, run.node);
    const { settle } = draft.behaviours[node.type];
    let isSettled = false;
    if (settle && !run.incident)
      guarded(draft, runId, 'enter', () => {
        isSettled = settle(draft, runId, node);
      });
    if (isSettled) return true;
  }
  return false;
};

export const drain = (draft: Draft): void => {
  do {
    if (draft.isDataFresh) lookAtConditions(draft);
    for (let job = takeJob(draft); job; job = takeJob(draft)) {
      perform(draft, job);
      if (draft.isDataFresh) lookAtConditions(draft);
    }
  } while (settleOne(draft));
};
