import { advance } from '../case/advance.ts';
import { caseIdOf } from '../case/task.ts';
import { Refusal } from '../errors.ts';
import type { Data } from '../executor.ts';
import { present } from '../present.ts';
import { changeCase, type Answer } from './change-case.ts';
import type { WorkCommand } from './complete-external-task.ts';
import {
  belongsToCase,
  knowsWork,
  requireExternalTask,
  requireLock,
  requireWork,
  type WorkContext,
} from './held-work.ts';

export type ThrowExternalError = WorkCommand & {
  readonly expectedRev?: number;
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
  return changeCase(
    context,
    'throwExternalError',
    { ...command, caseId: caseIdOf(workId) },
    async (draft, { actor, workerId, errorCode, message, data, at }) => {
      const { runId, executionId } = requireExternalTask(draft.case, workId);
      requireLock(await context.work.find(workId), actor, workerId);
      const stimulus = { type: 'throwError' as const, executionId, errorCode, ...present({ message, data }) };
      return advance(context, draft, runId, stimulus, at);
    },
    knowsWork(workId),
  );
};
