/**
 * One executor step inside a case, and everything the case draws from it: tasks, timers, SLA targets, tier, messages, closing.
 * Order matters: what ended is settled before what is new, so that the journal reads as it happened.
 */
import type { Stimulus } from '../executor.ts';
import type { Context } from '../ports.ts';
import type { Run } from './case.ts';
import { change, record, type Draft } from './draft.ts';
import { settleCalls, type Advance } from './calls.ts';
import { closeIfEnded } from './closing.ts';
import { settleIncidents } from './incidents.ts';
import { queueMessages } from './notify.ts';
import { routeThrown } from './route-thrown.ts';
import { openTasks, endTasks } from './task-changes.ts';
import { settleTimers, markFiredTimer } from './timer-changes.ts';
import type { StepOutcome } from './step-outcome.ts';
import { Refusal } from '../errors.ts';

const replaceRun = (runs: readonly Run[], next: Run): Run[] => runs.map((run) => (run.id === next.id ? next : run));

/** Applies a stimulus to one run of the case. Throws the executor's refusals; technical trouble becomes an incident. */
export const advance = async (
  context: Pick<Context, 'definitions' | 'executor' | 'organisation'>,
  draft: Draft,
  runId: string,
  stimulus: Stimulus,
  at: Date,
): Promise<Draft> => {
  const run = draft.case.runs.find(({ id }) => id === runId);
  if (!run) throw new Refusal('EXECUTION_NOT_WAITING', `Case ${draft.case.number} has no run '${runId}'.`, { runId });
  const deployed = await context.definitions.byId(run.definition.id);
  if (!deployed)
    throw new Refusal(
      'DEFINITION_NOT_FOUND',
      `Case ${draft.case.number} runs on definition '${run.definition.id}', which is not deployed.`,
      { definitionId: run.definition.id },
    );
  let lastId = draft.case.lastId;
  const ids = (): string => (++lastId).toString(36);
  const { execution, happened, waiting } = context.executor.step(
    deployed.definition,
    stimulus.type === 'start' ? undefined : run.execution,
    stimulus,
    at,
    ids,
  );
  const outcome: StepOutcome = {
    runId,
    definition: deployed.definition,
    stimulus,
    happened,
    waiting,
    before: draft.case,
    organisation: context.organisation,
    at,
  };
  const stepped = record(change(draft, { lastId, runs: replaceRun(draft.case.runs, { ...run, execution }) }), {
    type: 'ProcessAdvanced',
    happened,
    details: { runId, stimulus: stimulus.type },
  });
  const settled = [markFiredTimer, endTasks, settleTimers, openTasks, queueMessages, settleIncidents].reduce(
    (current, settle) => settle(current, outcome),
    stepped,
  );
  const onward: Advance = (current, otherRunId, next) => advance(context, current, otherRunId, next, at);
  const called = await settleCalls(context, settled, outcome, onward);
  return closeIfEnded(await routeThrown(context, called, outcome, onward), outcome);
};
