/**
 * Ad-hoc sub-processes (§13.3.5): activities without incoming flows begin in any order, one at a time when sequential. After
 * each the completion condition decides whether the rest is still wanted. People may insert further activities while it is open.
 */
import { cancelInside } from '../cancel.ts';
import { changeRun, isScopeEmpty, nodeOf, type Behaviour, type Draft } from '../draft.ts';
import { sendToken } from '../queue.ts';
import { finishRun } from '../finish.ts';
import { guarded } from '../incident.ts';
import type { AdHoc } from '../program/node.ts';
import { visibleData } from '../variables/scope.ts';
import { openScope } from './scope.ts';

const isSatisfied = (draft: Draft, scopeId: string, { completionCondition }: AdHoc): boolean =>
  completionCondition?.evaluate(visibleData(draft, scopeId), draft.moment) === true;

const beginNext = (draft: Draft, scopeId: string): boolean => {
  const { turns } = draft.runs.get(scopeId)!;
  const [next, ...rest] = turns ?? [];
  if (next === undefined) return false;
  changeRun(draft, scopeId, { turns: rest.length > 0 ? rest : undefined });
  sendToken(draft, nodeOf(draft, next), scopeId);
  return true;
};

export const adHocSubProcess: Behaviour = {
  enter: (draft, runId, { inner, adHoc }) => {
    openScope(draft, runId, inner!);
    if (adHoc!.isManual) return;
    if (!adHoc!.isSequential) for (const node of inner!.starts) sendToken(draft, node, runId);
    else {
      changeRun(draft, runId, { turns: inner!.starts.map(({ id }) => id) });
      beginNext(draft, runId);
    }
  },
  childLeft: (draft, scopeId) => {
    const scope = draft.runs.get(scopeId)!;
    const { adHoc } = nodeOf(draft, scope.node);
    if (!adHoc) return;
    if (isSatisfied(draft, scopeId, adHoc)) {
      changeRun(draft, scopeId, { turns: undefined });
      if (adHoc.cancelsRemaining) cancelInside(draft, scopeId, scope.node);
      if (isScopeEmpty(draft, scopeId)) finishRun(draft, scopeId);
    } else if (adHoc.isSequential && isScopeEmpty(draft, scopeId)) beginNext(draft, scopeId);
  },
};

/** Leaves an ad-hoc scope with nothing in it, unless people may still begin something there. */
export const leaveAdHoc = (draft: Draft, scopeId: string, adHoc: AdHoc): void =>
  guarded(draft, scopeId, 'leave', () => {
    if (!adHoc.completionCondition || isSatisfied(draft, scopeId, adHoc)) finishRun(draft, scopeId);
  });
