/**
 * The executor port on the bpmn-elements library. Stateless: the saved state is brought to life, receives one stimulus
 * and is saved again; nothing of it stays in memory, no clock and no timer of the library runs.
 */
import type { Definition } from '../definition.ts';
import { Refusal } from '../errors.ts';
import type { Data, Execution, ExecutionStatus, Executor, IdSource, Step, Stimulus, Waiting } from '../executor.ts';
import { applyStimulus } from './apply-stimulus.ts';
import { checkSupport } from './check-support.ts';
import { matchStimulus } from './match-stimulus.ts';
import { resumeSession, settle, startSession, type Live } from './open-session.ts';
import { waitingOf, type Incident } from './run.ts';
import { EXECUTOR_NAME, readState, STATE_FORMAT, emptyState, type SavedState } from './saved-state.ts';
import { cancelRun, StepFailure, type Session, type UncaughtError } from './session.ts';
import { slimState } from './slim-state.ts';

const waitingIn = ({ runs, incidents }: SavedState): Waiting[] => {
  const failed = new Set(incidents.map(({ executionId }) => executionId));
  return [
    ...runs.filter(({ executionId }) => !failed.has(executionId)).flatMap(waitingOf),
    ...incidents.map(({ executionId, activityId, scopeIds, code, message }): Waiting => ({
      kind: 'incident',
      executionId,
      activityId,
      scopeIds,
      code,
      message,
    })),
  ];
};

const stepOf = (status: ExecutionStatus, data: Data, state: SavedState, happened: Step['happened']): Step => ({
  execution: { executor: EXECUTOR_NAME, format: STATE_FORMAT, status, data, state },
  happened,
  waiting: waitingIn(state),
});

const endStep = (session: Session, status: ExecutionStatus, errorCode?: string): Step =>
  stepOf(status, session.data, emptyState, [
    ...session.happened,
    { type: 'ended', status, ...(errorCode ? { errorCode } : {}) },
  ]);

const failStep = (session: Session, { throwerId, code }: UncaughtError): Step => {
  const thrower = session.runs.get(throwerId);
  if (thrower) {
    const { activityId, executionId } = thrower;
    session.runs.delete(executionId);
    session.happened.push({ type: 'left', activityId, executionId, outcome: 'failed' });
    session.cause = activityId;
  }
  for (const run of [...session.runs.values()].toReversed())
    if (session.runs.has(run.executionId)) cancelRun(session, run);
  return endStep(session, 'failed', code);
};

const closeStep = ({ session, process }: Live, before: SavedState, resolved: Incident | undefined): Step => {
  if (resolved)
    session.happened.unshift({
      type: 'incidentResolved',
      activityId: resolved.activityId,
      executionId: resolved.executionId,
    });
  if (session.uncaughtError !== undefined) return failStep(session, session.uncaughtError);
  if (!process.isRunning) return endStep(session, 'completed');
  const incidents = before.incidents.filter(
    (incident) => incident !== resolved && (before.process === null || session.runs.has(incident.executionId)),
  );
  const runs = [...session.runs.values()];
  return stepOf('running', session.data, { process: slimState(process.getState()), runs, incidents }, session.happened);
};

/** Nothing of a failed step is kept but the stimulus, so that it can be repeated. */
const incidentStep = (
  error: unknown,
  stimulus: Stimulus,
  before: SavedState,
  data: Data,
  executionId: string,
  scopeIds: readonly string[],
): Step => {
  const failure = error instanceof StepFailure ? error : undefined;
  const { code, message } = { code: failure?.code ?? 'EXECUTION_FAILED', message: (error as Error).message };
  const activityId = failure?.activityId ?? '';
  const incident: Incident = {
    executionId,
    activityId,
    scopeIds,
    code,
    message,
    ...(code === 'ERROR_NOT_CAUGHT' ? {} : { stimulus }),
  };
  const incidents = [...before.incidents.filter((known) => known.executionId !== executionId), incident];
  return stepOf('running', data, { ...before, incidents }, [
    { type: 'incidentRaised', activityId, executionId, code, message },
  ]);
};

const startEventOf = (definition: Definition, wanted: string | undefined): string => {
  const starts = [...definition.elements.values()].filter(
    ({ type, parentId }) => type === 'startEvent' && parentId === definition.key,
  );
  if (wanted !== undefined) {
    if (starts.some(({ id }) => id === wanted)) return wanted;
    throw new Refusal(
      'EXECUTION_NOT_WAITING',
      `'${wanted}' is no start event of process '${definition.key}'; it has ${starts.map(({ id }) => `'${id}'`).join(', ') || 'none'}.`,
      { startEventId: wanted },
    );
  }
  const plain = starts.find(
    ({ id }) => !(definition.model.elementsById[id]?.['eventDefinitions'] as unknown[])?.length,
  );
  const chosen = plain ?? starts[0];
  if (!chosen)
    throw new Refusal('NOT_SUPPORTED', `Process '${definition.key}' has no start event to begin with.`, {
      process: definition.key,
    });
  return chosen.id;
};

const requireSupport = (definition: Definition): void => {
  const problems = checkSupport(definition).filter(({ severity }) => severity === 'error');
  if (problems.length === 0) return;
  throw new Refusal(
    'NOT_SUPPORTED',
    `Process '${definition.key}' uses what the executor '${EXECUTOR_NAME}' cannot run: ${problems.map(({ message }) => message).join(' ')}`,
    { problems },
  );
};

const start = (
  definition: Definition,
  stimulus: Stimulus,
  data: Data,
  moment: Date,
  ids: IdSource,
  resolved?: Incident,
): Step => {
  requireSupport(definition);
  const startEventId = startEventOf(definition, stimulus.type === 'start' ? stimulus.startEventId : undefined);
  const live = startSession(definition, startEventId, data, moment, ids);
  try {
    applyStimulus(live, stimulus, undefined);
    settle(live.session);
    return closeStep(live, emptyState, resolved);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return incidentStep(error, stimulus, emptyState, data, resolved?.executionId ?? ids(), []);
  }
};

const proceed = (
  definition: Definition,
  { data }: Execution,
  before: SavedState,
  stimulus: Stimulus,
  moment: Date,
  ids: IdSource,
  resolved?: Incident,
): Step => {
  const target = matchStimulus(resolved ? { ...before, incidents: [] } : before, stimulus);
  try {
    const live = resumeSession(definition, before, data, moment, ids);
    applyStimulus(live, stimulus, target);
    settle(live.session);
    if (stimulus.type === 'terminate') return endStep(live.session, 'terminated');
    return closeStep(live, before, resolved);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const executionId = resolved?.executionId ?? target?.executionId ?? ids();
    return incidentStep(error, stimulus, before, data, executionId, target?.scopeIds ?? []);
  }
};

const retry = (
  definition: Definition,
  execution: Execution,
  executionId: string,
  moment: Date,
  ids: IdSource,
): Step => {
  const state = readState(execution);
  const incident = state.incidents.find((known) => known.executionId === executionId);
  if (!incident)
    throw new Refusal(
      'EXECUTION_NOT_WAITING',
      `No incident has the execution id '${executionId}'; open are ${state.incidents.map((known) => `'${known.executionId}'`).join(', ') || 'none'}.`,
      { executionId },
    );
  const { stimulus, activityId } = incident;
  if (!stimulus) {
    const incidents = state.incidents.filter((known) => known !== incident);
    return stepOf('running', execution.data, { ...state, incidents }, [
      { type: 'incidentResolved', activityId, executionId },
    ]);
  }
  return stimulus.type === 'start'
    ? start(definition, stimulus, execution.data, moment, ids, incident)
    : proceed(definition, execution, state, stimulus, moment, ids, incident);
};

const requireRunning = (execution: Execution | undefined, stimulus: Stimulus): Execution => {
  if (execution?.status === 'running') return execution;
  throw new Refusal(
    'EXECUTION_NOT_WAITING',
    execution
      ? `The execution is ${execution.status}; '${stimulus.type}' needs one that is running.`
      : `'${stimulus.type}' needs an execution; only 'start' begins one.`,
    { stimulus: stimulus.type },
  );
};

export const bpmnEngineExecutor: Executor = {
  name: EXECUTOR_NAME,

  step(definition, execution, stimulus, moment, ids) {
    if (stimulus.type === 'start') {
      if (execution)
        throw new Refusal('EXECUTION_NOT_WAITING', `The execution is ${execution.status}; 'start' begins a new one.`, {
          stimulus: 'start',
        });
      return start(definition, stimulus, {}, moment, ids);
    }
    const running = requireRunning(execution, stimulus);
    if (stimulus.type === 'retry') return retry(definition, running, stimulus.executionId, moment, ids);
    if (stimulus.type === 'modify')
      throw new Refusal('NOT_SUPPORTED', `The executor '${EXECUTOR_NAME}' cannot move tokens.`, { stimulus: 'modify' });
    return proceed(definition, running, readState(running), stimulus, moment, ids);
  },

  waiting: (_definition, execution) => (execution.status === 'running' ? waitingIn(readState(execution)) : []),
};
