/** External work of the run mirrored into the case: which ended and how, and which is new. */
import { present } from '../present.ts';
import { change, record, type Draft } from './draft.ts';
import { externalTasksOf, initialRetries, nodeOfWork, type ExternalTask } from './external-task.ts';
import { branchIn, firedTimer, waitingFor, type StepOutcome } from './step-outcome.ts';
import { taskIdOf } from './task.ts';

const causeOfEnd = ({ executionId }: ExternalTask, outcome: StepOutcome): string => {
  const { stimulus } = outcome;
  if (stimulus.type === 'throwError' && stimulus.executionId === executionId) return `error ${stimulus.errorCode}`;
  const left = outcome.happened.find((happening) => happening.type === 'left' && happening.executionId === executionId);
  return (left?.type === 'left' ? left.cause : undefined) ?? firedTimer(outcome)?.activityId ?? stimulus.type;
};

const endEntry = (task: ExternalTask, outcome: StepOutcome) => {
  const { id: workId, activityId, topic } = task;
  const { stimulus } = outcome;
  const isDone = stimulus.type === 'complete' && stimulus.executionId === task.executionId;
  return isDone
    ? { type: 'WorkCompleted' as const, workId, activityId, details: { topic } }
    : { type: 'WorkCancelled' as const, workId, activityId, cause: causeOfEnd(task, outcome), details: { topic } };
};

/** Ends the work the run no longer waits for and requests what it newly waits for. */
export const settleExternalTasks = (draft: Draft, outcome: StepOutcome): Draft => {
  const { runId, definition, organisation, at } = outcome;
  const waits = waitingFor(outcome, 'externalTask');
  const known = externalTasksOf(draft.case);
  if (waits.length === 0 && !known.some((task) => task.runId === runId)) return draft;
  const waitIds = new Map(waits.map((item) => [item.executionId, item]));
  const ended = known.filter((task) => task.runId === runId && !waitIds.has(task.executionId));
  const kept = known
    .filter((task) => !ended.includes(task))
    .map((task) => {
      // A migration may have given the element another id.
      const item = task.runId === runId ? waitIds.get(task.executionId) : undefined;
      return item ? { ...task, activityId: item.activityId } : task;
    });
  const branch = branchIn(draft.case, runId);
  const fresh = waits
    .filter(({ executionId }) => !kept.some((task) => task.runId === runId && task.executionId === executionId))
    .map(({ executionId, activityId, topic, priority = 0, data }): ExternalTask => ({
      id: taskIdOf(draft.case.id, runId, executionId),
      runId,
      executionId,
      activityId,
      topic,
      priority,
      node: nodeOfWork(organisation, topic, data['branch'] ?? branch, draft.case.contact.centre),
      createdAt: at,
      retries: initialRetries,
      ...present({ name: definition.elements.get(activityId)?.name }),
    }));
  return record(
    change(draft, { externalTasks: [...kept, ...fresh] }),
    ...ended.map((task) => endEntry(task, outcome)),
    ...fresh.map(({ id, activityId, topic, node }) => ({
      type: 'WorkRequested' as const,
      workId: id,
      activityId,
      details: { topic, node },
    })),
  );
};
