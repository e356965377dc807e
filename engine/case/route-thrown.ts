/**
 * What a run throws beyond itself: a message goes to the one run of the case that waits for it, or begins the process of the
 * same deployment that starts with it; a signal goes to every run that listens (BPMN 2.0.2 §9.3, §10.5.4).
 */
import type { Happening } from '../executor.ts';
import { messageStartsOf } from '../model/message-starts.ts';
import type { Context, DeployedDefinition } from '../ports.ts';
import type { Advance, Onward } from './calls.ts';
import { executorOf } from './executor-of.ts';
import type { Run } from './case.ts';
import { change, record, type Draft } from './draft.ts';
import { newRun, nextRunId } from './run.ts';
import type { StepOutcome } from './step-outcome.ts';

export type Thrown = Extract<Happening, { type: 'thrown' }>;
/** The step whose throws are routed. */
type Source = Pick<StepOutcome, 'runId' | 'definition' | 'happened'>;
type Routing = Pick<Context, 'definitions' | 'executor' | 'executors'>;

const listenerOf = async (
  context: Routing,
  run: Run,
  { kind, ref, correlationKey }: Thrown,
): Promise<string | undefined> => {
  const deployed = await context.definitions.byId(run.definition.id);
  if (!deployed) return undefined;
  const listener = executorOf(context, run.execution)
    .waiting(deployed.definition, run.execution)
    .find((waiting) =>
      kind === 'signal'
        ? waiting.kind === 'signal' && waiting.signal === ref
        : waiting.kind === 'message' &&
          waiting.message === ref &&
          (waiting.correlationKey === undefined || waiting.correlationKey === correlationKey),
    );
  return listener?.executionId;
};

const startedBy = async (
  { definitions }: Routing,
  { definition }: Source,
  message: string,
): Promise<{ deployed: DeployedDefinition; startEventId: string } | undefined> => {
  for (const deployed of await definitions.ofDeployment(definition.deploymentId)) {
    if (deployed.definition.id === definition.id || !deployed.definition.isExecutable) continue;
    const start = messageStartsOf(deployed.definition).find((candidate) => candidate.message === message);
    if (start) return { deployed, startEventId: start.startEventId };
  }
  return undefined;
};

const deliverMessage = async (
  context: Routing,
  draft: Draft,
  outcome: Source,
  thrown: Thrown,
  advance: Advance,
): Promise<Draft> => {
  const { ref: message, correlationKey, data } = thrown;
  if (message === undefined) return draft;
  for (const run of draft.case.runs) {
    if (run.id === outcome.runId || run.execution.status !== 'running') continue;
    const executionId = await listenerOf(context, run, thrown);
    if (executionId !== undefined)
      return advance(draft, run.id, {
        type: 'correlate',
        message,
        executionId,
        ...(correlationKey !== undefined && { correlationKey }),
        ...(data && { data }),
      });
  }
  const started = await startedBy(context, outcome, message);
  if (!started) return draft;
  const runId = nextRunId(draft.case);
  const run = newRun(runId, started.deployed);
  const begun = record(change(draft, { lastId: draft.case.lastId + 1, runs: [...draft.case.runs, run] }), {
    type: 'ProcessStarted',
    activityId: started.startEventId,
    details: { runId, definition: run.definition, message },
  });
  return advance(begun, runId, { type: 'start', startEventId: started.startEventId, ...(data && { data }) });
};

const broadcast = async (
  context: Routing,
  draft: Draft,
  outcome: Source,
  thrown: Thrown,
  advance: Advance,
): Promise<Draft> => {
  let current = draft;
  for (const { id } of draft.case.runs) {
    const run = current.case.runs.find((candidate) => candidate.id === id);
    if (
      run?.execution.status !== 'running' ||
      id === outcome.runId ||
      (await listenerOf(context, run, thrown)) === undefined
    )
      continue;
    current = await advance(current, id, {
      type: 'signal',
      signal: thrown.ref ?? '',
      ...(thrown.data && { data: thrown.data }),
    });
  }
  return current;
};

/** Holds back what is thrown when the runs of a case have been answering each other for too long. */
const holdBack = (draft: Draft, { runId }: Source, thrown: Thrown): Draft => {
  const { activityId, executionId, kind, ref } = thrown;
  const code = 'DELIVERY_LIMIT';
  const message = `The ${kind} '${ref ?? ''}' is held back: the processes of this case went on answering each other without ever waiting for anybody. Look for a conversation without end, mend it and retry.`;
  return record(
    change(draft, {
      incidents: [...draft.case.incidents, { runId, executionId, activityId, code, message, undelivered: thrown }],
    }),
    { type: 'IncidentRaised', activityId, details: { code, message } },
  );
};

export const routeThrown = async (
  context: Routing,
  draft: Draft,
  outcome: Source,
  { advance, mayGoOn }: Onward,
): Promise<Draft> => {
  let current = draft;
  for (const happening of outcome.happened) {
    if (happening.type !== 'thrown' || (happening.kind !== 'message' && happening.kind !== 'signal')) continue;
    if (!mayGoOn()) current = holdBack(current, outcome, happening);
    else if (happening.kind === 'message')
      current = await deliverMessage(context, current, outcome, happening, advance);
    else current = await broadcast(context, current, outcome, happening, advance);
  }
  return current;
};
