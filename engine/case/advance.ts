/**
 * One executor step inside a case, and everything the case draws from it: tasks, timers, SLA targets, tier, messages, closing.
 * Order matters: what ended is settled before what is new, so that the journal reads as it happened.
 */
import type { Definition } from '../definition.ts';
import { Refusal } from '../errors.ts';
import type { IdSource, Step, Stimulus } from '../executor.ts';
import type { Context, DeployedDefinition } from '../ports.ts';
import { settleCalls, type Advance } from './calls.ts';
import type { Case, Run } from './case.ts';
import { closeIfEnded } from './closing.ts';
import { executorOf } from './executor-of.ts';
import { change, record, type Draft } from './draft.ts';
import { settleIncidents } from './incidents.ts';
import { queueMessages } from './notify.ts';
import { routeThrown } from './route-thrown.ts';
import type { StepOutcome } from './step-outcome.ts';
import { endTasks, openTasks, renameTasks } from './task-changes.ts';
import { markFiredTimer, settleTimers } from './timer-changes.ts';

/** What advancing needs of the engine's context. */
export type Advancing = Pick<Context, 'definitions' | 'executor' | 'executors' | 'calendars' | 'organisation'>;

const replaceRun = (runs: readonly Run[], next: Run): Run[] => runs.map((run) => (run.id === next.id ? next : run));

export const requireRun = (current: Case, runId: string): Run => {
  const run = current.runs.find(({ id }) => id === runId);
  if (run) return run;
  throw new Refusal(
    'EXECUTION_NOT_WAITING',
    `Case ${current.number} has no run '${runId}'; it has ${current.runs.map(({ id }) => id).join(', ')}.`,
    { runId },
  );
};

export const requireDefinition = async (
  { definitions }: Pick<Context, 'definitions'>,
  current: Case,
  run: Run,
): Promise<DeployedDefinition> => {
  const deployed = await definitions.byId(run.definition.id);
  if (deployed) return deployed;
  throw new Refusal(
    'DEFINITION_NOT_FOUND',
    `Case ${current.number} runs on definition '${run.definition.id}', which is not deployed.`,
    { definitionId: run.definition.id },
  );
};

/** Takes the result of a step on a run into the case. `take` gets the ids of the case, which no run shares. */
export const settleStep = async (
  context: Advancing,
  draft: Draft,
  run: Run,
  {
    definition,
    stimulus,
    take,
  }: {
    definition: Definition;
    stimulus: StepOutcome['stimulus'];
    take(ids: IdSource): Step;
  },
  at: Date,
): Promise<Draft> => {
  let lastId = draft.case.lastId;
  const { execution, happened, waiting } = take(() => (++lastId).toString(36));
  const outcome: StepOutcome = {
    runId: run.id,
    definition,
    stimulus,
    happened,
    waiting,
    before: draft.case,
    organisation: context.organisation,
    at,
  };
  const taken = { ...draft, steps: draft.steps + 1 };
  const stepped = record(change(taken, { lastId, runs: replaceRun(draft.case.runs, { ...run, execution }) }), {
    type: 'ProcessAdvanced',
    happened,
    details: { runId: run.id, stimulus: stimulus.type },
  });
  const settled = [
    markFiredTimer,
    endTasks,
    settleTimers,
    renameTasks,
    openTasks,
    queueMessages,
    settleIncidents,
  ].reduce((current, settle) => settle(current, outcome), stepped);
  const onward: Advance = (current, otherRunId, next) => advance(context, current, otherRunId, next, at);
  const called = await settleCalls(context, settled, outcome, onward);
  return closeIfEnded(await routeThrown(context, called, outcome, onward), outcome);
};

/** Applies a stimulus to one run of the case. Throws the executor's refusals; technical trouble becomes an incident. */
export const advance = async (
  context: Advancing,
  draft: Draft,
  runId: string,
  stimulus: Stimulus,
  at: Date,
): Promise<Draft> => {
  const run = requireRun(draft.case, runId);
  const { definition } = await requireDefinition(context, draft.case, run);
  const execution = stimulus.type === 'start' ? undefined : run.execution;
  const executor = executorOf(context, execution);
  const take = (ids: IdSource): Step => executor.step(definition, execution, stimulus, at, ids, context.calendars);
  return settleStep(context, draft, run, { definition, stimulus, take }, at);
};
