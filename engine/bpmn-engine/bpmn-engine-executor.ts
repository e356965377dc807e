/**
 * The executor port on the bpmn-elements library. Stateless: the saved state is brought to life, receives one stimulus
 * and is saved again; nothing of it stays in memory, no clock and no timer of the library runs.
 */
import type { Definition, Problem } from '../definition.ts';
import { Refusal } from '../errors.ts';
import type { Data, Execution, Executor, IdSource, Step, Stimulus } from '../executor.ts';
import type { Calendars } from '../model/timer/iso-duration.ts';
import { applyQuietly, applyStimulus, isQuiet } from './apply-stimulus.ts';
import { beginAt } from './begin-at.ts';
import { checkSupport } from './check-support.ts';
import { chooseStart } from './choose-start.ts';
import { closeStep, incidentStep, resolvedIncident, stepOf, terminateStep, waitingIn } from './close-step.ts';
import { matchStimulus } from './match-stimulus.ts';
import { resumeSession, restSession, settle, startSession } from './open-session.ts';
import type { Incident } from './run.ts';
import { emptyState, EXECUTOR_NAME, readState } from './saved-state.ts';
import { mergeData } from './session.ts';

/** What every part of a step needs beside the stimulus. */
type Circumstances = {
  readonly definition: Definition;
  readonly moment: Date;
  readonly ids: IdSource;
  readonly calendars: Calendars | undefined;
};

const unsupportedOf = new WeakMap<Definition, readonly Problem[]>();

const unsupported = (definition: Definition): readonly Problem[] => {
  const known = unsupportedOf.get(definition);
  if (known) return known;
  const problems = checkSupport(definition).filter(({ severity }) => severity === 'error');
  unsupportedOf.set(definition, problems);
  return problems;
};

const requireSupport = (definition: Definition): void => {
  const problems = unsupported(definition);
  if (problems.length === 0) return;
  const sentences = problems.map(({ message }) => message).join(' ');
  throw new Refusal(
    'NOT_SUPPORTED',
    `Process '${definition.key}' uses what the executor '${EXECUTOR_NAME}' cannot run: ${sentences}`,
    { problems },
  );
};

type Start = Extract<Stimulus, { type: 'start' }>;

const start = (circumstances: Circumstances, stimulus: Start, data: Data, resolved?: Incident): Step => {
  const { definition, moment, ids, calendars } = circumstances;
  requireSupport(definition);
  const live = startSession(definition, chooseStart(definition, stimulus.startEventId), data, moment, ids, calendars);
  mergeData(live.session, stimulus.data);
  // The data given is kept even when the beginning fails; its retry starts from the data as it is then.
  const [given, changes] = [live.session.data, [...live.session.happened]];
  const { data: _, ...begin } = stimulus;
  try {
    applyStimulus(live, begin, undefined);
    settle(live.session);
    return closeStep(live, emptyState, resolved);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const where = { executionId: resolved?.executionId ?? ids(), scopeIds: [] };
    const step = incidentStep(error, begin, emptyState, given, where);
    return { ...step, happened: [...changes, ...step.happened] };
  }
};

const proceed = (
  { definition, moment, ids, calendars }: Circumstances,
  execution: Execution,
  stimulus: Exclude<Stimulus, Start>,
  resolved?: Incident,
): Step => {
  const before = readState(execution);
  const target = matchStimulus(resolved ? { ...before, incidents: [] } : before, stimulus);
  const opening = [definition, before, execution.data, moment, ids, calendars] as const;
  try {
    if (isQuiet(before, stimulus)) {
      const session = restSession(...opening);
      if (stimulus.type === 'terminate') return terminateStep(session, stimulus.reason);
      applyQuietly(session, stimulus);
      return stepOf('running', session.data, before, session.happened);
    }
    const live = resumeSession(...opening);
    applyStimulus(live, stimulus, target);
    settle(live.session);
    return closeStep(live, before, resolved);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const executionId = resolved?.executionId ?? target?.executionId ?? ids();
    return incidentStep(error, stimulus, before, execution.data, { executionId, scopeIds: target?.scopeIds ?? [] });
  }
};

const retry = (circumstances: Circumstances, execution: Execution, executionId: string): Step => {
  const state = readState(execution);
  const incident = state.incidents.find((known) => known.executionId === executionId);
  if (!incident) {
    const open = state.incidents.map((known) => `'${known.executionId}'`).join(', ') || 'none';
    throw new Refusal('EXECUTION_NOT_WAITING', `No incident has the execution id '${executionId}'; open are ${open}.`, {
      executionId,
    });
  }
  const { stimulus } = incident;
  if (stimulus?.type === 'start') return start(circumstances, stimulus, execution.data, incident);
  if (stimulus) return proceed(circumstances, execution, stimulus, incident);
  const incidents = state.incidents.filter((known) => known !== incident);
  return stepOf('running', execution.data, { ...state, incidents }, [resolvedIncident(incident)]);
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

/**
 * Runs what `checkSupport` lets pass; `start` of anything else is refused with `NOT_SUPPORTED` and the list of problems.
 * Equal input gives equal output, byte for byte.
 */
export const bpmnEngineExecutor: Executor = {
  name: EXECUTOR_NAME,
  unsupported,

  step(definition, execution, stimulus, moment, ids, calendars) {
    const circumstances = { definition, moment, ids, calendars };
    if (stimulus.type === 'start') {
      if (!execution) return start(circumstances, stimulus, {});
      throw new Refusal('EXECUTION_NOT_WAITING', `The execution is ${execution.status}; 'start' begins a new one.`, {
        stimulus: 'start',
      });
    }
    const running = requireRunning(execution, stimulus);
    if (stimulus.type === 'retry') return retry(circumstances, running, stimulus.executionId);
    return proceed(circumstances, running, stimulus);
  },

  startAt(definition, activityId, data, moment, ids, calendars) {
    requireSupport(definition);
    return beginAt(definition, activityId, data, moment, ids, calendars);
  },

  waiting: (_definition, execution) => (execution.status === 'running' ? waitingIn(readState(execution)) : []),
};
