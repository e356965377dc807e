/** The executor of `engine/execution` behind the port: opens a step, applies the stimulus, lets all tokens run, closes it. */
import type { Definition } from '../definition.ts';
import { Refusal } from '../errors.ts';
import type { Execution, Executor, IdSource, Step, Stimulus } from '../executor.ts';
import type { Calendars } from '../model/timer/iso-duration.ts';
import { behaviours } from './behaviours.ts';
import { closeDraft } from './close-draft.ts';
import { drain } from './drain.ts';
import { openDraft, type Draft } from './draft.ts';
import { explain } from './explain.ts';
import { isModelFailure } from './incident.ts';
import { loadState } from './load-state.ts';
import { migrate } from './migrate.ts';
import { planMigration } from './plan-migration.ts';
import { programOf } from './program/compile-program.ts';
import type { State } from './state.ts';
import { startBefore } from './stimuli/start-process.ts';
import { applyStimulus } from './stimuli/apply-stimulus.ts';
import { waitingOf } from './waiting.ts';

const requireFitting = (definition: Definition, execution: Execution | undefined, stimulus: Stimulus): void => {
  if (stimulus.type === 'start') {
    if (execution)
      throw new Refusal(
        'EXECUTION_NOT_WAITING',
        `This run of '${definition.key}' has begun already; only a new one can start.`,
      );
    return;
  }
  if (!execution)
    throw new Refusal('EXECUTION_NOT_WAITING', `'${stimulus.type}' needs a run of '${definition.key}' that has begun.`);
  if (execution.status !== 'running')
    throw new Refusal(
      'EXECUTION_NOT_WAITING',
      `The run of '${definition.key}' is ${execution.status}; '${stimulus.type}' needs one that is running.`,
    );
};

/** Messages nobody has waited for in time are dropped at the next step. */
const withoutExpired = (state: State, moment: Date): State =>
  state.messages ? { ...state, messages: state.messages.filter(({ until }) => new Date(until) > moment) } : state;

/** A model's own mistake that shows before anything has begun (a start, an insertion) refuses the stimulus. */
const orRefuse = (draft: Draft, what: string, act: () => void): void => {
  try {
    act();
  } catch (error) {
    if (!isModelFailure(error)) throw error;
    throw new Refusal('NOT_SUPPORTED', `'${what}' fails in process '${draft.program.root.id}': ${error.message}`);
  }
};

const step = (
  definition: Definition,
  execution: Execution | undefined,
  stimulus: Stimulus,
  moment: Date,
  ids: IdSource,
  calendars?: Calendars,
): Step => {
  requireFitting(definition, execution, stimulus);
  const state = execution ? withoutExpired(loadState(execution), moment) : { runs: [] };
  const draft = openDraft({ program: programOf(definition), moment, ids, calendars, behaviours }, execution, state);
  orRefuse(draft, stimulus.type, () => applyStimulus(draft, stimulus));
  drain(draft);
  return closeDraft(draft);
};

const startAt: NonNullable<Executor['startAt']> = (definition, activityId, data, moment, ids, calendars) => {
  const draft = openDraft({ program: programOf(definition), moment, ids, calendars, behaviours }, undefined, {
    runs: [],
  });
  orRefuse(draft, 'start', () => startBefore(draft, activityId, data));
  drain(draft);
  return closeDraft(draft);
};

export const executionExecutor: Executor = {
  name: 'execution',
  step,
  startAt,
  waiting: (definition, execution) => {
    const { runs } = loadState(execution);
    return waitingOf(programOf(definition), new Map(runs.map((run) => [run.id, run])));
  },
  explain,
  planMigration,
  migrate,
};
