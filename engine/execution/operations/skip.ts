/** Leaves an element as if it had been completed, without its work. */
import { Refusal } from '../../errors.ts';
import type { ModifyInstruction } from '../../executor.ts';
import { cancelInside } from '../cancel.ts';
import { changeRun, emit, nodeOf, type Draft } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { filledFlows, gatheringOf, releaseTokens } from '../gateways/gathering.ts';
import { requireRun } from '../stimuli/require-run.ts';
import { receiveData } from '../variables/mapping.ts';
import { waysOut } from './ways-out.ts';

export const skipElement = (
  draft: Draft,
  { executionId, data }: ModifyInstruction & { readonly type: 'skip' },
): void => {
  const run = requireRun(draft, executionId);
  const node = nodeOf(draft, run.node);
  if (run.undo || run.cancelling)
    throw new Refusal(
      'NOT_SUPPORTED',
      `'${node.name ?? node.id}' is undoing what was done; skip or cancel the handler instead.`,
    );
  if (run.incident) {
    changeRun(draft, executionId, { incident: undefined });
    emit(draft, { type: 'incidentResolved', activityId: node.id, executionId });
  }
  if (run.tokens) {
    // A gateway that waits for more tokens goes on with those it has.
    const gathering = gatheringOf(draft, run);
    releaseTokens(draft, gathering, filledFlows(gathering, node), (id) =>
      finishRun(draft, id, { outcome: 'skipped', flows: waysOut(draft, id, node) }),
    );
    return;
  }
  cancelInside(draft, executionId, node.id);
  receiveData(draft, executionId, node, data);
  const flows = run.index === undefined && run.for === undefined ? { flows: waysOut(draft, executionId, node) } : {};
  finishRun(draft, executionId, { outcome: 'skipped', ...flows });
};
