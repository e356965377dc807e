import type { CommandBase } from '../commands/change-case.ts';
import type { OverrideRequest } from '../overrides/overrides.ts';
import type { Batch, BatchContext } from './batch.ts';
import { selectCases, type BatchSelection } from './select-cases.ts';

export type StartBatch = CommandBase & {
  readonly request: OverrideRequest;
  readonly reason: string;
  readonly selection: BatchSelection;
  /** Only try it, case by case, and keep what would become of each. */
  readonly isDryRun?: boolean;
};

/**
 * Has an override carried out on many cases in the background. Rights are checked case by case when its turn comes. The same
 * key of the same person gets the batch begun with it. Refuses with `NOT_ALLOWED`, `NOTHING_TO_DO`, `CHOICE_NEEDED`.
 */
export const startBatch = async (context: BatchContext, command: StartBatch): Promise<Batch> => {
  const { actor, at, key, request, reason, selection, isDryRun } = command;
  const caseIds = await selectCases(context, actor, selection, request.action);
  const batch: Batch = {
    id: context.newId(),
    request,
    reason,
    actor,
    startedAt: at,
    status: 'running',
    total: caseIds.length,
    ...(isDryRun && { isDryRun }),
  };
  return context.batches.create(batch, caseIds, key === undefined ? undefined : `${actor.id}:${key}`);
};
