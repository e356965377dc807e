/** What goes into an element's own scope when it begins and what comes out of it when it ends (§10.4.2). */
import type { Data } from '../../data.ts';
import { changeRun, type Draft } from '../draft.ts';
import type { Node } from '../program/node.ts';
import { setLocal, setVariable, visibleData } from './scope.ts';

/** Declares the element's properties and fills its inputs, one after the other so that a later one sees the earlier. */
export const applyInputs = (draft: Draft, runId: string, node: Node): void => {
  declareLocals(draft, runId, node.locals);
  for (const { target, value } of node.inputs)
    setLocal(draft, runId, target, value.evaluate(visibleData(draft, runId), draft.moment));
};

/** Properties and data objects begin without a value, and hide outer variables of their name. */
export const declareLocals = (draft: Draft, runId: string, names: readonly string[]): void => {
  const run = draft.runs.get(runId)!;
  const missing = names.filter((name) => !Object.hasOwn(run.data ?? {}, name));
  if (missing.length === 0 || run.in === undefined) return;
  changeRun(draft, runId, { data: { ...Object.fromEntries(missing.map((name) => [name, null])), ...run.data } });
  draft.version += 1;
};

/** Takes in what came with a completion or an event: into the element alone when only mapped data may leave it. */
export const receiveData = (draft: Draft, runId: string, node: Node, data: Data | undefined): void => {
  for (const [name, value] of Object.entries(data ?? {}))
    if (node.hidesUnmapped) setLocal(draft, runId, name, value);
    else setVariable(draft, runId, name, value);
};

/** Evaluates all outputs before writing the first, so a failing one leaves nothing half written. */
export const applyOutputs = (draft: Draft, runId: string, node: Node): void => {
  if (node.outputs.length === 0) return;
  const outer = draft.runs.get(runId)!.in!;
  const view = visibleData(draft, runId);
  const values = node.outputs.map(({ target, value }) => [target, value.evaluate(view, draft.moment)] as const);
  for (const [target, value] of values) setVariable(draft, outer, target, value);
};
