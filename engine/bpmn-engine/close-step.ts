/** Turns a session that came to rest, ended or failed into the step the caller gets. */
import type { Data, ExecutionStatus, Step, Stimulus, Waiting } from '../executor.ts';
import type { Live } from './open-session.ts';
import { waitingOf, type Incident } from './run.ts';
import { emptyState, EXECUTOR_NAME, STATE_FORMAT, type SavedState } from './saved-state.ts';
import { cancelRun, StepFailure, type Session, type UncaughtError } from './session.ts';
import { slimState } from './slim-state.ts';

/** A run with an incident shows as the incident: its work is done, or has failed. */
export const waitingIn = ({ runs, incidents }: SavedState): Waiting[] => {
  const failed = new Set(incidents.map(({ executionId }) => executionId));
  return [
    ...runs.filter(({ executionId }) => !failed.has(executionId)).flatMap(waitingOf),
    ...incidents.map(({ executionId, activityId, scopeIds, code, message }): Waiting => {
      return { kind: 'incident', executionId, activityId, scopeIds, code, message };
    }),
  ];
};

export const stepOf = (status: ExecutionStatus, data: Data, state: SavedState, happened: Step['happened']): Step => ({
  execution: { executor: EXECUTOR_NAME, format: STATE_FORMAT, status, data, state },
  happened,
  waiting: waitingIn(state),
});

const endStep = (session: Session, status: ExecutionStatus, errorCode?: string): Step =>
  stepOf(status, session.data, emptyState, [
    ...session.happened,
    { type: 'ended', status, ...(errorCode ? { errorCode } : {}) },
  ]);

const cancelAll = (session: Session, cause: string | undefined): void => {
  for (const run of [...session.runs.values()].toReversed())
    if (session.runs.has(run.executionId)) cancelRun(session, run, cause);
};

const failStep = (session: Session, { throwerId, code }: UncaughtError): Step => {
  const thrower = session.runs.get(throwerId);
  session.runs.delete(throwerId);
  if (thrower) {
    const { activityId, executionId } = thrower;
    session.happened.push({ type: 'left', activityId, executionId, outcome: 'failed' });
  }
  cancelAll(session, thrower?.activityId);
  return endStep(session, 'failed', code);
};

export const terminateStep = (session: Session, reason: string | undefined): Step => {
  cancelAll(session, reason);
  return endStep(session, 'terminated');
};

export const resolvedIncident = ({ activityId, executionId }: Incident): Step['happened'][number] => ({
  type: 'incidentResolved',
  activityId,
  executionId,
});

/** `resolved` is the incident whose retry this step was. */
export const closeStep = ({ session, process }: Live, before: SavedState, resolved: Incident | undefined): Step => {
  if (resolved) session.happened.unshift(resolvedIncident(resolved));
  if (session.uncaughtError !== undefined) return failStep(session, session.uncaughtError);
  if (!process.isRunning) return endStep(session, 'completed');
  // The incident of a run that was cancelled in the meantime is gone with it; one of a broadcast has no run.
  const had = new Set(before.runs.map(({ executionId }) => executionId));
  const incidents = before.incidents.filter(
    (incident) => incident !== resolved && (session.runs.has(incident.executionId) || !had.has(incident.executionId)),
  );
  const state = { process: slimState(process.getState()), runs: [...session.runs.values()], incidents };
  return stepOf('running', session.data, state, session.happened);
};

/** Nothing of a failed step is kept but the stimulus, so that it can be repeated. */
export const incidentStep = (
  error: unknown,
  stimulus: Stimulus,
  before: SavedState,
  data: Data,
  where: Pick<Incident, 'executionId' | 'scopeIds'>,
): Step => {
  const { code, activityId } = error instanceof StepFailure ? error : { code: 'EXECUTION_FAILED', activityId: '' };
  const { executionId } = where;
  const { message } = error as Error;
  const repeatable = code === 'ERROR_NOT_CAUGHT' ? {} : { stimulus };
  const incident: Incident = { ...where, activityId, code, message, ...repeatable };
  const incidents = [...before.incidents.filter((known) => known.executionId !== executionId), incident];
  return stepOf('running', data, { ...before, incidents }, [
    { type: 'incidentRaised', activityId, executionId, code, message },
  ]);
};
