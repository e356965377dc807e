/** Finds the run a stimulus is for, or refuses it with what was given and what waits. */
import { Refusal } from '../errors.ts';
import type { Stimulus } from '../executor.ts';
import type { Run } from './run.ts';
import type { SavedState } from './saved-state.ts';

const describe = ({ activityId, executionId, wait }: Run): string => `${wait?.kind} '${activityId}' (${executionId})`;

const refuse = (given: string, state: SavedState): never => {
  const open = state.runs.filter(({ wait }) => wait).map(describe);
  throw new Refusal(
    'EXECUTION_NOT_WAITING',
    `${given}; waiting are ${open.length > 0 ? open.join(', ') : 'no elements'}.`,
    { waiting: open },
  );
};

const isWork = ({ wait }: Run): boolean =>
  wait !== undefined && ['userTask', 'externalTask', 'message'].includes(wait.kind);

const requireRun = (state: SavedState, executionId: string, what: string, fits: (run: Run) => boolean): Run =>
  state.runs.find((run) => run.executionId === executionId && fits(run)) ??
  refuse(`Nothing that can be ${what} has the execution id '${executionId}'`, state);

/** A task with an incident is done already; only its retry goes on from here. */
const refuseIncident = (state: SavedState, run: Run): Run => {
  const incident = state.incidents.find(({ executionId }) => executionId === run.executionId);
  return incident
    ? refuse(
        `'${run.activityId}' (${run.executionId}) has the incident ${incident.code} and can only be retried`,
        state,
      )
    : run;
};

const subscriptionFor = (
  state: SavedState,
  { message, executionId, keepUntil }: Extract<Stimulus, { type: 'correlate' }>,
): Run => {
  const found = state.runs.find(
    (run) =>
      run.wait?.kind === 'message' &&
      run.wait.message === message &&
      (executionId === undefined || run.executionId === executionId),
  );
  if (found) return found;
  if (keepUntil !== undefined)
    throw new Refusal(
      'NOT_SUPPORTED',
      `Nothing waits for the message '${message}', and this executor does not keep messages that arrive early.`,
      { message, keepUntil },
    );
  return refuse(
    `Nothing waits for the message '${message}'${executionId === undefined ? '' : ` under the execution id '${executionId}'`}`,
    state,
  );
};

const refuseScope = (scopeId: string | undefined): undefined => {
  if (scopeId === undefined) return;
  throw new Refusal('NOT_SUPPORTED', `Scope '${scopeId}' has no data of its own here; set data of the whole case.`, {
    scopeId,
  });
};

export const matchStimulus = (state: SavedState, stimulus: Stimulus): Run | undefined => {
  const found = ((): Run | undefined => {
    switch (stimulus.type) {
      case 'complete':
        return requireRun(state, stimulus.executionId, 'completed', isWork);
      case 'throwError':
      case 'throwEscalation':
        return requireRun(state, stimulus.executionId, 'failed', isWork);
      case 'fireTimer':
        return requireRun(
          state,
          stimulus.timerId,
          'fired',
          ({ wait }) => wait?.kind === 'timer' && wait.timerId === stimulus.timerId,
        );
      case 'correlate':
        return subscriptionFor(state, stimulus);
      case 'setData':
        return refuseScope(stimulus.scopeId);
      case 'start':
      case 'signal':
      case 'retry':
      case 'modify':
      case 'terminate':
        return undefined;
    }
  })();
  return found && refuseIncident(state, found);
};
