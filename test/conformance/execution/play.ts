/**
 * Plays a model step by step. Every scenario runs twice: live, and with state and definition thrown away and read again
 * between any two steps. Each step is also checked for what holds of all: pure, repeatable, consistent with what it reports.
 */
import { expect } from 'chai';
import type { Definition, DeploymentFile } from '../../../engine/definition.ts';
import type { State } from '../../../engine/execution/state.ts';
import { executionExecutor } from '../../../engine/execution/execution-executor.ts';
import type {
  Data,
  Execution,
  Happening,
  ModifyInstruction,
  Step,
  Stimulus,
  Waiting,
} from '../../../engine/executor.ts';
import { compileDefinition } from '../../../engine/model/compile-definition.ts';

export const noon = new Date('2026-03-02T12:00:00.000Z');

export const definitionOf = async (xml: string, others: readonly DeploymentFile[] = []): Promise<Definition> => {
  const { definitions, problems } = await compileDefinition({
    id: 'd1',
    files: [{ name: 'test.bpmn', content: xml }, ...others],
  });
  const definition = definitions.find((candidate) => candidate.key === 'p');
  if (!definition)
    throw new Error(
      problems.flatMap(({ severity, rule, message }) => (severity === 'error' ? `${rule}: ${message}` : [])).join('\n'),
    );
  return definition;
};

const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
};

const idsFrom = (first: number): (() => string) => {
  let next = first;
  return () => `r${next++}`;
};

const openRuns = (happened: readonly Happening[]): string[] => {
  const open = new Map<string, string>();
  for (const happening of happened) {
    if (happening.type === 'entered') open.set(happening.executionId, happening.activityId);
    if (happening.type === 'left') open.delete(happening.executionId);
  }
  return [...open.keys()].toSorted();
};

export type Play = ReturnType<typeof playOf>;

const playOf = (read: () => Definition, survivesRestart: boolean) => {
  let definition = read();
  let execution: Execution | undefined;
  let waiting: readonly Waiting[] = [];
  let happened: readonly Happening[] = [];
  let last: readonly Happening[] = [];
  let moment = noon;
  let steps = 0;

  const checkConsistency = (step: Step): void => {
    const { runs } = step.execution.state as State;
    const inside = runs.filter((run) => run.in !== undefined && !run.tokens).map(({ id }) => id);
    expect(openRuns([...happened, ...step.happened]), 'what happened replays to the open runs').to.deep.equal(
      inside.toSorted(),
    );
    if (step.execution.status !== 'running') expect(runs).to.deep.equal([]);
    const timers = step.waiting.flatMap((entry) => (entry.kind === 'timer' ? entry.timerId : []));
    expect(new Set(timers).size).to.equal(timers.length);
  };

  const apply = (stimulus: Stimulus): void => {
    const before = deepFreeze(execution);
    const once = executionExecutor.step(definition, before, deepFreeze(stimulus), moment, idsFrom(steps * 100_000));
    const again = executionExecutor.step(definition, before, stimulus, moment, idsFrom(steps * 100_000));
    steps += 1;
    expect(JSON.stringify(again)).to.equal(JSON.stringify(once));
    checkConsistency(once);
    ({ execution, waiting } = once);
    last = once.happened;
    happened = [...happened, ...last];
    if (!survivesRestart) return;
    definition = read();
    execution = JSON.parse(JSON.stringify(execution)) as Execution;
    expect(executionExecutor.waiting(definition, execution)).to.deep.equal(waiting);
  };

  const find = (activityId: string, kinds?: readonly Waiting['kind'][]): Waiting => {
    const found = waiting.find((entry) => entry.activityId === activityId && (!kinds || kinds.includes(entry.kind)));
    if (!found)
      throw new Error(`Nothing waits at '${activityId}' but ${waiting.map((entry) => entry.activityId).join(', ')}`);
    return found;
  };

  const idOf = (activityId: string): string => find(activityId).executionId;

  return {
    start: (data?: Data, startEventId?: string) =>
      apply({ type: 'start', ...(data && { data }), ...(startEventId !== undefined && { startEventId }) }),
    complete: (activityId: string, data?: Data) =>
      apply({ type: 'complete', executionId: idOf(activityId), ...(data && { data }) }),
    error: (activityId: string, errorCode: string, message?: string) =>
      apply({
        type: 'throwError',
        executionId: idOf(activityId),
        errorCode,
        ...(message !== undefined && { message }),
      }),
    escalate: (activityId: string, escalationCode: string) =>
      apply({ type: 'throwEscalation', executionId: idOf(activityId), escalationCode }),
    /** Moves the clock to the moment the timer is due and fires it. */
    fire: (activityId: string) => {
      const timer = find(activityId, ['timer']) as Waiting & { kind: 'timer' };
      moment = new Date(timer.dueAt);
      apply({ type: 'fireTimer', timerId: timer.timerId });
    },
    message: (name: string, rest: Partial<Stimulus & { type: 'correlate' }> = {}) =>
      apply({ type: 'correlate', message: name, ...rest }),
    signal: (name: string, data?: Data) => apply({ type: 'signal', signal: name, ...(data && { data }) }),
    set: (data: Data, scopeId?: string) => apply({ type: 'setData', data, ...(scopeId !== undefined && { scopeId }) }),
    retry: (activityId: string) => apply({ type: 'retry', executionId: find(activityId, ['incident']).executionId }),
    modify: (...instructions: ModifyInstruction[]) => apply({ type: 'modify', instructions }),
    terminate: () => apply({ type: 'terminate' }),
    passTo: (iso: string) => {
      moment = new Date(iso);
    },
    apply,
    idOf,
    find,
    get status() {
      return execution?.status;
    },
    get data() {
      return execution?.data;
    },
    get execution() {
      return execution!;
    },
    get definition() {
      return definition;
    },
    get moment() {
      return moment;
    },
    get waiting() {
      return waiting;
    },
    /** Elements something waits at, sorted, with repetitions. */
    get waits() {
      return waiting.map((entry) => entry.activityId).toSorted();
    },
    /** Everything that happened since the start, or in the last step. */
    get happened() {
      return happened;
    },
    get last() {
      return last;
    },
    /** Elements in the order they were entered. */
    get path() {
      return happened.flatMap((entry) => (entry.type === 'entered' ? entry.activityId : []));
    },
    count: (activityId: string) =>
      happened.filter((entry) => entry.type === 'entered' && entry.activityId === activityId).length,
    outcomes: (activityId: string) =>
      happened.flatMap((entry) => (entry.type === 'left' && entry.activityId === activityId ? entry.outcome : [])),
    incidents: () => waiting.flatMap((entry) => (entry.kind === 'incident' ? entry.code : [])),
  };
};

/** Declares one scenario, to be run live and across restarts. */
export const scenario = (
  sentence: string,
  xml: string,
  act: (play: Play) => void,
  others: readonly DeploymentFile[] = [],
): void => {
  for (const survivesRestart of [false, true])
    it(survivesRestart ? `${sentence}, across restarts` : sentence, async () => {
      // Two definitions of the same text: a restart finds neither the program nor anything else in memory.
      const fresh = [await definitionOf(xml, others), await definitionOf(xml, others)];
      let reads = 0;
      act(playOf(() => fresh[reads++ % 2]!, survivesRestart));
    });
};
