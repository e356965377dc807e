import { Refusal } from '../errors.ts';
import type { Execution, Executor } from '../executor.ts';
import type { Context } from '../ports.ts';

/** The executor an execution goes on with: the one that began it; a new one gets the installation's choice. */
export const executorOf = (
  { executor, executors }: Pick<Context, 'executor' | 'executors'>,
  execution: Execution | undefined,
): Executor => {
  if (execution === undefined) return executor;
  const own = executors.get(execution.executor);
  if (own) return own;
  throw new Refusal(
    'NOT_SUPPORTED',
    `The execution was begun by executor '${execution.executor}'; here are ${[...executors.keys()].join(', ')}.`,
    { executor: execution.executor },
  );
};
