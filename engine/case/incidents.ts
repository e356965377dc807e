/** Incidents of the run mirrored into the case: technical failures that leave the case intact until someone acts. */
import { callFailed } from './calls.ts';
import type { Incident } from './case.ts';
import { workFailed } from './external-task.ts';
import { change, record, type Draft } from './draft.ts';
import { waitingFor, type StepOutcome } from './step-outcome.ts';

export const settleIncidents = (draft: Draft, outcome: StepOutcome): Draft => {
  const known = new Set(
    draft.case.incidents.filter(({ runId }) => runId === outcome.runId).map(({ executionId }) => executionId),
  );
  const incidents = waitingFor(outcome, 'incident').map(({ executionId, activityId, code, message }): Incident => ({
    runId: outcome.runId,
    executionId,
    activityId,
    code,
    message,
  }));
  const callers = new Set(waitingFor(outcome, 'calledProcess').map(({ executionId }) => executionId));
  const works = new Set(waitingFor(outcome, 'externalTask').map(({ executionId }) => executionId));
  const settled = change(draft, {
    incidents: [
      ...draft.case.incidents.filter(
        // A call that found no process is the case's own incident, for as long as the call waits.
        // So is work whose worker gave up. One that holds back a message stays until it was sent.
        ({ runId, executionId, code, undelivered, relayed, unsent }) =>
          runId !== outcome.runId ||
          undelivered ||
          relayed ||
          unsent ||
          (code === callFailed && callers.has(executionId)) ||
          (code === workFailed && works.has(executionId)),
      ),
      ...incidents,
    ],
  });
  return record(
    settled,
    ...incidents
      .filter(({ executionId }) => !known.has(executionId))
      .map(({ activityId, code, message }) => ({
        type: 'IncidentRaised' as const,
        activityId,
        details: { code, message },
      })),
  );
};
