import { advance } from '../case/advance.ts';
import { Refusal } from '../errors.ts';
import type { Data } from '../executor.ts';
import { present } from '../present.ts';
import type { Answer } from './change-case.ts';
import { belongsToCase, changeHeldWork, requireWork, type WorkCommand, type WorkContext } from './held-work.ts';

export type ThrowExternalError = WorkCommand & {
  readonly errorCode: string;
  readonly message?: string;
  readonly data?: Data;
};

/**
 * Reports a modelled failure of fetched work; the nearest matching catch event takes it (BPMN 2.0.2 §10.5.7), and what nothing
 * catches becomes an incident. Refuses as `completeExternalTask` does, and with `NOT_SUPPORTED` for work without a case.
 */
export const throwExternalError = async (context: WorkContext, command: ThrowExternalError): Promise<Answer> => {
  const { workId } = command;
  if (!belongsToCase(workId)) {
    await requireWork(context, workId);
    throw new Refusal(
      'NOT_SUPPORTED',
      `External task '${workId}' belongs to no case and so to no diagram that could catch an error; report a failure instead.`,
      { workId },
    );
  }
  return changeHeldWork(
    context,
    'throwExternalError',
    command,
    (draft, { runId, executionId }, { errorCode, message, data, at }) => {
      const stimulus = { type: 'throwError' as const, executionId, errorCode, ...present({ message, data }) };
      return advance(context, draft, runId, stimulus, at);
    },
  );
};
