/** The public name of something a case waits for: `<runId>.<executionId>`, the tail of a task id. */
import { Refusal } from '../errors.ts';
import type { Case, Run } from './case.ts';

export const waitIdOf = (runId: string, executionId: string): string => `${runId}.${executionId}`;

/** The run and execution a wait id names; refuses with `EXECUTION_NOT_WAITING` when the case has no such run. */
export const requireWait = (current: Case, waitId: string): { run: Run; executionId: string } => {
  const at = waitId.indexOf('.');
  const run = current.runs.find(({ id }) => id === waitId.slice(0, at));
  if (!run)
    throw new Refusal(
      'EXECUTION_NOT_WAITING',
      `Case ${current.number} waits for nothing named '${waitId}'; its runs are ${current.runs.map(({ id }) => id).join(', ')}.`,
      { waitId },
    );
  return { run, executionId: waitId.slice(at + 1) };
};
