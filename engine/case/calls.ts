/**
 * Call activities: the process called is a run of its own in the same case. It starts when the caller waits for it,
 * answers the caller with its end, its errors and its escalations, and is terminated when the caller stops waiting
 * (BPMN 2.0.2 §10.3.6, §13.3.3).
 */
import { Refusal } from '../errors.ts';
import type { Happening, Stimulus, Waiting } from '../executor.ts';
import type { Context, DeployedDefinition } from '../ports.ts';
import type { Case, Incident, Run } from './case.ts';
import { change, record, type Draft } from './draft.ts';
import { newRun, nextRunId } from './run.ts';
import { waitingFor, type StepOutcome } from './step-outcome.ts';

type Call = Extract<Waiting, { kind: 'calledProcess' }>;

/** Applies a stimulus to a run; passed in because a call leads back into it. */
export type Advance = (draft: Draft, runId: string, stimulus: Stimulus) => Promise<Draft>;

/** How the steps of one command lead to others; `mayGoOn` is false once there were too many of them. */
export type Onward = { readonly advance: Advance; mayGoOn(): boolean };

/** Processes that call each other deeper than this call themselves. */
const deepestCall = 100;

export const callFailed = 'CALLED_PROCESS_FAILED';

const resolve = ({ definitions }: Pick<Context, 'definitions'>, call: Call, deploymentId: string) => {
  const { calledElement: key, binding, version, versionTag } = call;
  switch (binding) {
    case 'latest':
      return definitions.latest(key);
    case 'deployment':
      return definitions.byId(`${deploymentId}/${key}`);
    case 'version':
      return version === undefined ? Promise.resolve(undefined) : definitions.byVersion(key, version);
    case 'versionTag':
      return versionTag === undefined ? Promise.resolve(undefined) : definitions.byVersionTag(key, versionTag);
  }
};

const describe = ({ calledElement, binding, version, versionTag }: Call): string =>
  `'${calledElement}'${binding === 'latest' ? '' : ` (${binding} ${version ?? versionTag ?? ''})`}`;

const fail = (draft: Draft, { runId }: StepOutcome, call: Call, message: string): Draft => {
  const incident: Incident = {
    runId,
    executionId: call.executionId,
    activityId: call.activityId,
    code: callFailed,
    message,
  };
  if (draft.case.incidents.some((known) => known.runId === runId && known.executionId === call.executionId))
    return draft;
  return record(change(draft, { incidents: [...draft.case.incidents, incident] }), {
    type: 'IncidentRaised',
    activityId: call.activityId,
    details: { code: incident.code, message },
  });
};

const isTooDeep = ({ runs }: Case, runId: string): boolean => {
  const callerOf = new Map(runs.map(({ id, parent }) => [id, parent?.runId]));
  let depth = 0;
  for (let id: string | undefined = runId; id !== undefined; id = callerOf.get(id)) depth += 1;
  return depth > deepestCall;
};

const startChild = async (
  draft: Draft,
  outcome: StepOutcome,
  call: Call,
  deployed: DeployedDefinition,
  { advance, mayGoOn }: Onward,
): Promise<Draft> => {
  if (isTooDeep(draft.case, outcome.runId) || !mayGoOn())
    return fail(
      draft,
      outcome,
      call,
      `${describe(call)} is not started: processes call each other more than ${deepestCall} deep, or too often without ever waiting for anybody. Look for a process that calls itself without end, mend it and retry.`,
    );
  const runId = nextRunId(draft.case);
  const child = newRun(runId, deployed, { runId: outcome.runId, executionId: call.executionId });
  const called = record(
    change(draft, {
      lastId: draft.case.lastId + 1,
      runs: [...draft.case.runs, child],
      incidents: draft.case.incidents.filter(({ executionId }) => executionId !== call.executionId),
    }),
    { type: 'ProcessCalled', activityId: call.activityId, details: { runId, definition: child.definition } },
  );
  try {
    return await advance(called, runId, { type: 'start', data: call.data });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return fail(draft, outcome, call, `${describe(call)} cannot start: ${error.message}`);
  }
};

/** Escalations that went past everything inside the run. */
const uncaughtEscalations = (happened: readonly Happening[]): Extract<Happening, { type: 'thrown' }>[] =>
  happened.filter(
    (happening, index): happening is Extract<Happening, { type: 'thrown' }> =>
      happening.type === 'thrown' &&
      happening.kind === 'escalation' &&
      !happened.slice(index + 1).some((later) => later.type === 'caught' && later.kind === 'escalation'),
  );

const answerOfChild = (run: Run, happened: readonly Happening[]): Stimulus | undefined => {
  const { parent, execution } = run;
  const ended = happened.find(({ type }) => type === 'ended');
  if (!parent || ended?.type !== 'ended') return undefined;
  if (ended.status !== 'failed') return { type: 'complete', executionId: parent.executionId, data: execution.data };
  return {
    type: 'throwError',
    executionId: parent.executionId,
    errorCode: ended.errorCode ?? '',
    data: execution.data,
  };
};

const withoutRun = (draft: Draft, runId: string): Draft =>
  change(draft, { runs: draft.case.runs.filter(({ id }) => id !== runId) });

/** Settles the calls of a run after one step of it: those it makes and those it gave up. */
export const settleCalls = async (
  context: Pick<Context, 'definitions'>,
  draft: Draft,
  outcome: StepOutcome,
  onward: Onward,
): Promise<Draft> => {
  const calls = waitingFor(outcome, 'calledProcess');
  const started = new Set(
    draft.case.runs.flatMap(({ parent }) => (parent?.runId === outcome.runId ? parent.executionId : [])),
  );
  let current = draft;
  for (const call of calls) {
    if (started.has(call.executionId)) continue;
    const deployed = await resolve(context, call, outcome.definition.deploymentId);
    current = deployed
      ? await startChild(current, outcome, call, deployed, onward)
      : fail(current, outcome, call, `No process ${describe(call)} is deployed; deploy it, then retry.`);
  }
  const waitedFor = new Set(calls.map(({ executionId }) => executionId));
  const orphans = current.case.runs.filter(
    ({ parent }) => parent?.runId === outcome.runId && !waitedFor.has(parent.executionId),
  );
  for (const orphan of orphans) {
    const live = current.case.runs.find(({ id }) => id === orphan.id);
    if (live?.execution.status === 'running')
      current = await onward.advance(current, orphan.id, { type: 'terminate', reason: 'the caller stopped waiting' });
    current = withoutRun(current, orphan.id);
  }
  return current;
};

/** Tells the caller of a run what one step of it brought: its escalations, its end or its error. */
export const answerCaller = async (draft: Draft, outcome: StepOutcome, advance: Advance): Promise<Draft> => {
  const run = draft.case.runs.find(({ id }) => id === outcome.runId);
  if (!run?.parent || outcome.stimulus.type === 'terminate') return draft;
  let current = draft;
  for (const { ref } of uncaughtEscalations(outcome.happened)) {
    const { parent } = run;
    if (!current.case.runs.some(({ id }) => id === run.id)) return current;
    current = await advance(current, parent.runId, {
      type: 'throwEscalation',
      executionId: parent.executionId,
      escalationCode: ref ?? '',
      data: run.execution.data,
    });
  }
  const live = current.case.runs.find(({ id }) => id === run.id);
  const answer = live && answerOfChild(live, outcome.happened);
  return answer ? advance(withoutRun(current, run.id), run.parent.runId, answer) : current;
};
