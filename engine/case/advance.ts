/**
 * One executor step inside a case, and everything the case draws from it: tasks, timers, SLA targets, tier, messages, closing.
 * Order matters: what ended is settled before what is new, so that the journal reads as it happened.
 */
import type { Definition } from '../definition.ts';
import { Refusal } from '../errors.ts';
import type { IdSource, Step, Stimulus } from '../executor.ts';
import type { Context, DeployedDefinition } from '../ports.ts';
import { calendarsOf } from './case-calendars.ts';
import { answerCaller, settleCalls, type Onward } from './calls.ts';
import type { Case, Run } from './case.ts';
import { closeIfEnded, withoutEnded } from './closing.ts';
import { executorFor, executorOf } from './executor-of.ts';
import { change, record, type Draft } from './draft.ts';
import { settleExternalTasks } from './external-task-changes.ts';
import { settleIncidents } from './incidents.ts';
import { queueMessages } from './notify.ts';
import { relayBound } from './relay.ts';
import { routeThrown, type Thrown } from './route-thrown.ts';
import { markSent } from './sent-work.ts';
import { settleClock } from './settle-clock.ts';
import { standsAfter } from './stands.ts';
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

/**
 * Steps that one command may cause. Runs that call, answer and signal each other without ever waiting for anybody are stopped
 * here with an incident; the bound lies above a multi-instance call of a thousand processes that end at once.
 */
const mostSteps = 2_500;

/**
 * The steps of one command. What a step throws, and its answer to a caller, is passed on first in, first out after the step:
 * runs that answer each other make a row of steps instead of a tower.
 */
type Chain = { steps: number; readonly unanswered: StepOutcome[] };

type Taking = {
  definition: Definition;
  stimulus: StepOutcome['stimulus'];
  /** Gets the ids of the case, which no run shares. */
  take(ids: IdSource): Step;
};

const onwardIn = (context: Advancing, chain: Chain, at: Date): Onward => ({
  advance: (draft, runId, stimulus) => stepRun(context, chain, draft, runId, stimulus, at),
  mayGoOn: () => chain.steps < mostSteps,
});

const takeStep = async (
  context: Advancing,
  chain: Chain,
  draft: Draft,
  run: Run,
  { definition, stimulus, take }: Taking,
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
    calendars: context.calendars,
    at,
  };
  chain.steps += 1;
  chain.unanswered.push(outcome);
  const stepped = record(
    change(draft, {
      lastId,
      runs: replaceRun(draft.case.runs, { ...run, execution, stands: standsAfter(run, outcome) }),
    }),
    {
      type: 'ProcessAdvanced',
      happened,
      details: { runId: run.id, stimulus: stimulus.type },
    },
  );
  const settled = [
    markFiredTimer,
    endTasks,
    settleTimers,
    renameTasks,
    openTasks,
    markSent,
    queueMessages,
    relayBound,
    settleExternalTasks,
    settleIncidents,
    settleClock,
  ].reduce((current, settle) => settle(current, outcome), stepped);
  return settleCalls(context, settled, outcome, onwardIn(context, chain, at));
};

const stepRun = async (
  context: Advancing,
  chain: Chain,
  draft: Draft,
  runId: string,
  stimulus: Stimulus,
  at: Date,
): Promise<Draft> => {
  const run = requireRun(draft.case, runId);
  const { definition } = await requireDefinition(context, draft.case, run);
  const execution = stimulus.type === 'start' ? undefined : run.execution;
  const executor = execution ? executorOf(context, execution) : executorFor(context, definition);
  const take = (ids: IdSource): Step =>
    executor.step(definition, execution, stimulus, at, ids, calendarsOf(context, draft.case, run.id));
  return takeStep(context, chain, draft, run, { definition, stimulus, take }, at);
};

const finishChain = async (context: Advancing, chain: Chain, draft: Draft, at: Date): Promise<Draft> => {
  const onward = onwardIn(context, chain, at);
  let current = draft;
  for (const outcome of chain.unanswered) {
    current = await answerCaller(current, outcome, onward.advance);
    current = withoutEnded(await routeThrown(context, current, outcome, onward));
  }
  return closeIfEnded(current, at);
};

/** Takes the result of a step on a run into the case, and all that follows from it. */
export const settleStep = async (
  context: Advancing,
  draft: Draft,
  run: Run,
  taking: Taking,
  at: Date,
): Promise<Draft> => {
  const chain: Chain = { steps: 0, unanswered: [] };
  return finishChain(context, chain, await takeStep(context, chain, draft, run, taking, at), at);
};

/** Applies a stimulus to one run of the case. Throws the executor's refusals; technical trouble becomes an incident. */
export const advance = async (
  context: Advancing,
  draft: Draft,
  runId: string,
  stimulus: Stimulus,
  at: Date,
): Promise<Draft> => {
  const chain: Chain = { steps: 0, unanswered: [] };
  return finishChain(context, chain, await stepRun(context, chain, draft, runId, stimulus, at), at);
};

/** Sends again what was held back because the runs of the case went on answering each other. */
export const deliverAgain = async (
  context: Advancing,
  draft: Draft,
  run: Run,
  thrown: Thrown,
  at: Date,
): Promise<Draft> => {
  const chain: Chain = { steps: 0, unanswered: [] };
  const { definition } = await requireDefinition(context, draft.case, run);
  const source = { runId: run.id, definition, happened: [thrown] };
  const onward = onwardIn(context, chain, at);
  return finishChain(context, chain, await routeThrown(context, draft, source, onward), at);
};
