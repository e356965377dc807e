import type { Actor } from '../case/actor.ts';
import type { DefinitionRef } from '../case/case.ts';
import { executorOf } from '../case/executor-of.ts';
import { caseAs } from '../case/visibility.ts';
import { waitIdOf } from '../case/wait-id.ts';
import type { ExecutionStatus, Explanation, Waiting } from '../executor.ts';
import type { Context } from '../ports.ts';
import { findSeen, type ReadContext } from './view-case.ts';

export type RunView = {
  readonly id: string;
  readonly definition: DefinitionRef;
  readonly status: ExecutionStatus;
  readonly data: Readonly<Record<string, unknown>>;
  /** What it waits for; `id` is the wait id commands take. */
  readonly waiting: readonly (Waiting & { readonly id: string })[];
  /** Why each token waits, in words. */
  readonly explanation: readonly Explanation[];
};

/** Every run of a case the actor sees, with what it waits for. Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`. */
export const viewWaiting = async (
  context: Pick<ReadContext, 'readers' | 'organisation'> & Pick<Context, 'definitions' | 'executor' | 'executors'>,
  actor: Actor,
  idOrNumber: string,
): Promise<readonly RunView[]> => {
  const { current, seen } = await findSeen(context, actor, idOrNumber);
  return Promise.all(
    caseAs(seen, current).runs.map(async ({ id, definition, execution }) => {
      const deployed = await context.definitions.byId(definition.id);
      const isRunning = deployed !== undefined && execution.status === 'running';
      const waiting = isRunning ? executorOf(context, execution).waiting(deployed.definition, execution) : [];
      return {
        id,
        definition,
        status: execution.status,
        data: execution.data,
        waiting: seen.mask(waiting).map((item) => ({ ...item, id: waitIdOf(id, item.executionId) })),
        explanation: seen.mask(
          (isRunning && executorOf(context, execution).explain?.(deployed.definition, execution)) || [],
        ),
      };
    }),
  );
};
