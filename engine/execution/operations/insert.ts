/** Puts tokens where a manager wants them, under the rules of ordinary flow. */
import { Refusal } from '../../errors.ts';
import type { Data, ModifyInstruction } from '../../executor.ts';
import { changeRun, type Draft } from '../draft.ts';
import { sendToken } from '../queue.ts';
import { takeFlows } from '../flow.ts';
import { beginInstance } from '../loop/loop.ts';
import type { Node } from '../program/node.ts';
import { setVariable } from '../variables/scope.ts';
import { requireFlow, requireTarget } from './require-target.ts';
import { scopeFor } from './scope-for.ts';
import { waysOut } from './ways-out.ts';

type Instruction<T> = ModifyInstruction & { readonly type: T };

const setData = (draft: Draft, scopeId: string, data: Data | undefined): void => {
  for (const [name, value] of Object.entries(data ?? {})) setVariable(draft, scopeId, name, value);
};

/** With the body of a parallel multi-instance activity as its scope, the token becomes one more instance. */
const addInstance = (draft: Draft, node: Node, bodyId: string): boolean => {
  const loop = draft.runs.get(bodyId)?.loop;
  if (!loop || draft.runs.get(bodyId)?.node !== node.id || node.loop?.kind !== 'multiInstance') return false;
  if (node.loop.isSequential)
    throw new Refusal(
      'NOT_SUPPORTED',
      `'${node.id}' runs its instances one after the other; none can be added beside.`,
    );
  changeRun(draft, bodyId, {
    loop: { ...loop, total: (loop.total ?? 0) + 1, ...(loop.out && { out: [...loop.out, null] }) },
  });
  beginInstance(draft, bodyId, { loopCounter: node.loop.firstCounter + loop.next });
  return true;
};

export const insertBefore = (draft: Draft, { activityId, targetScopeId, data }: Instruction<'insertBefore'>): void => {
  const node = requireTarget(draft, activityId);
  if (targetScopeId !== undefined && addInstance(draft, node, targetScopeId)) return;
  const scopeId = scopeFor(draft, node.container, targetScopeId);
  setData(draft, scopeId, data);
  sendToken(draft, node, scopeId);
};

export const insertAfter = (draft: Draft, { activityId, targetScopeId, data }: Instruction<'insertAfter'>): void => {
  const node = requireTarget(draft, activityId);
  const scopeId = scopeFor(draft, node.container, targetScopeId);
  setData(draft, scopeId, data);
  takeFlows(draft, scopeId, waysOut(draft, scopeId, node));
};

export const insertOnFlow = (draft: Draft, { flowId, targetScopeId, data }: Instruction<'insertOnFlow'>): void => {
  const flow = requireFlow(draft, flowId);
  const scopeId = scopeFor(draft, flow.from.container, targetScopeId);
  setData(draft, scopeId, data);
  takeFlows(draft, scopeId, [flow]);
};
